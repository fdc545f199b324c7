"""Pasting, citing and captioning evidence."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from s11desk.app.audits.attachments import (
    ChosenFile,
    CopyOptions,
    PastedFile,
    attach,
    attach_bytes,
    caption_evidence,
    cite_evidence,
    evidence_path,
    evidence_total,
    suggest_copy_options,
)
from s11desk.app.audits.drafts import begin_draft, draft_history, open_draft
from s11desk.app.audits.evidence_copies import AttachedFiles, review_files
from s11desk.app.home.workspace import Workspace
from s11desk.domain.topics.topic import EvidenceRule
from s11desk.errors import UserError
from s11desk.errors.answer_errors import QuestionUnknown
from s11desk.errors.evidence_errors import (
    EvidenceConvertible,
    EvidenceEmpty,
    EvidenceMislabelled,
    EvidenceTooLarge,
    EvidenceTooMany,
    EvidenceTypeRefused,
    EvidenceUnknown,
    EvidenceUnwanted,
)
from s11desk.store.rows.journal import EventKind
from tests.app.conftest import keep
from tests.evidence import samples
from tests.evidence.test_photo_location import PLACES
from tests.samples import ORIGIN, small_topic


def picture(colour: str = "red") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(written, "PNG")
    return written.getvalue()


def test_a_pasted_screenshot_is_stored_unchanged_and_leaves_no_other_file(workspace: Workspace, audit_id: str) -> None:
    draft = attach_bytes(workspace, audit_id, "policy", PastedFile("Screenshot 2 März 12:00.png", picture()))
    (item,) = draft.audit.evidence
    assert (item.name, item.type, item.questions) == ("Screenshot 2 März 12:00.png", "png", ("policy",))
    assert evidence_path(workspace, item).read_bytes() == picture()
    assert evidence_total(draft.audit) == len(picture())
    assert list(workspace.home.work.iterdir()) == []


@pytest.mark.parametrize(
    ("question", "name", "content", "error_class"),
    [
        ("policy", "a.png", b"", EvidenceEmpty),
        ("policy", "a.pdf", picture(), EvidenceMislabelled),
        ("policy", "a.gif", picture(), EvidenceMislabelled),
        ("story", "a.png", picture(), EvidenceUnwanted),
        ("policy", "../../a.png", picture(), None),
        ("policy", "CON.png", picture(), None),
    ],
)
def test_pasted_content_is_checked_like_a_file(
    workspace: Workspace, audit_id: str, question: str, name: str, content: bytes, error_class: type[UserError] | None
) -> None:
    found: type[UserError] | None = None
    try:
        attach_bytes(workspace, audit_id, question, PastedFile(name, content))
    except UserError as error:
        found = type(error)
    assert found is error_class
    assert len(open_draft(workspace, audit_id).audit.evidence) == (error_class is None)
    assert not workspace.home.work.exists() or list(workspace.home.work.iterdir()) == []


def test_a_file_is_cited_under_another_question_once(workspace: Workspace, audit_id: str) -> None:
    attach_bytes(workspace, audit_id, "policy", PastedFile("a.png", picture()))
    for _ in range(2):
        draft = cite_evidence(workspace, audit_id, "e1", "example")
    (item,) = draft.audit.evidence
    assert item.questions == ("policy", "example")
    attached = [e for e in draft_history(workspace, audit_id) if e.what is EventKind.ATTACHED]
    assert len(attached) == 2


def test_a_file_is_cited_only_if_the_question_allows_it(workspace: Workspace) -> None:
    topic = small_topic()
    small = EvidenceRule(types=("png",), max_file_bytes=10, max_files=2, origin=ORIGIN)
    pdf_only = EvidenceRule(types=("pdf",), max_file_bytes=1_000_000, max_files=2, origin=ORIGIN)
    rules = {"training": small, "online": pdf_only}
    questions = tuple(
        msgspec.structs.replace(question, evidence=rules.get(question.id)) for question in topic.questions
    )
    keep(workspace, msgspec.structs.replace(topic, version=2, questions=questions))
    audit_id = begin_draft(workspace, "sample", "Riverside").audit.id
    for colour in ("red", "green"):
        attach_bytes(workspace, audit_id, "example", PastedFile(f"{colour}.png", picture(colour)))
    attach_bytes(workspace, audit_id, "policy", PastedFile("blue.png", picture("blue")))
    expected = {
        ("E1", "training"): EvidenceTooLarge,
        ("E1", "online"): EvidenceTypeRefused,
        ("E1", "story"): EvidenceUnwanted,
        ("E3", "example"): EvidenceTooMany,
        ("E9", "example"): EvidenceUnknown,
        ("E1", "exampel"): QuestionUnknown,
    }
    before = open_draft(workspace, audit_id).audit
    for (evidence, question), code in expected.items():
        with pytest.raises(code):
            cite_evidence(workspace, audit_id, evidence, question)
    assert open_draft(workspace, audit_id).audit == before


def test_a_caption_is_saved_as_one_line_and_recorded(workspace: Workspace, audit_id: str, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture())
    attach(workspace, audit_id, "policy", tmp_path / "a.png")
    draft = caption_evidence(workspace, audit_id, "E1", "  The board\nin the hall ")
    assert draft.audit.evidence[0].caption == "The board in the hall"
    assert "The board in the hall" in draft_history(workspace, audit_id)[-1].new
    caption_evidence(workspace, audit_id, "E1", "The board in the hall")
    cited = cite_evidence(workspace, audit_id, "E1", "example")
    assert cited.audit.evidence[0].caption == "The board in the hall"
    assert len(draft_history(workspace, audit_id)) == 4
    assert caption_evidence(workspace, audit_id, "E1", " ").audit.evidence[0].caption == ""


def test_an_error_offers_the_way_that_a_person_can_choose() -> None:
    convertible = EvidenceConvertible("a.heic", "a HEIC picture", converted="a.jpg")
    assert suggest_copy_options(convertible) == CopyOptions(name="a.jpg", to_jpeg=True)
    assert suggest_copy_options(EvidenceMislabelled("a.jpg", "jpg", "a PNG picture", suggested="a.png")) == CopyOptions(
        name="a.png"
    )
    assert suggest_copy_options(EvidenceMislabelled("a.jpg", "jpg", "unknown")) is None
    assert suggest_copy_options(EvidenceEmpty("a.jpg")) is None


def test_one_content_under_two_names_is_two_rows_and_one_file(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    for question, name in (("policy", "a.png"), ("example", "b.png"), ("policy", "b.png")):
        (tmp_path / name).write_bytes(picture())
        draft = attach(workspace, audit_id, question, tmp_path / name)
    assert [(item.name, item.questions) for item in draft.audit.evidence] == [
        ("a.png", ("policy",)),
        ("b.png", ("example",)),
    ]
    assert len({item.sha256 for item in draft.audit.evidence}) == 1


def test_files_and_photographs_are_counted_for_the_last_look(
    workspace: Workspace, audit_id: str, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(PLACES["png with XMP"])
    (tmp_path / "b.pdf").write_bytes(samples.pdf())
    attach(workspace, audit_id, "policy", ChosenFile(tmp_path / "a.png", CopyOptions(keeps_location=True)))
    attach(workspace, audit_id, "example", tmp_path / "b.pdf")
    assert review_files(workspace, audit_id) == AttachedFiles(2, ("a.png",), ("a.png",))
