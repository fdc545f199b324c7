"""Documents of a draft, with pictures from the vault if their content is unchanged."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
import pytest
from PIL import Image

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.write_documents import picture_files, write_document
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.returns.document_kind import ACTION_PLANS, DocumentKind
from s11desk.errors.answer_errors import PlanUndated, QuestionUnknown

KINDS = [kind for kind in DocumentKind if kind is not DocumentKind.ACTION_PLAN_CALENDAR]
MAGIC = {".pdf": b"%PDF-1.7", ".docx": b"PK\3\4", ".xlsx": b"PK\3\4", ".ics": b"BEGIN:VCALENDAR"}


@pytest.fixture
def filled(workspace: Workspace, audit_id: str, tmp_path: Path) -> str:
    save_answer(workspace, audit_id, Answer("policy", choice="no", comment="Not yet, but =SUM(A1)"))
    action = open_draft(workspace, audit_id).audit.actions[0]
    save_action(workspace, audit_id, msgspec.structs.replace(action, action="Write one", lead="Amina"))
    Image.new("RGB", (90, 60), "red").save(tmp_path / "display.png")
    attach(workspace, audit_id, "policy", tmp_path / "display.png")
    return audit_id


def document_bytes(workspace: Workspace, audit_id: str, kind: DocumentKind, folder: Path, **options: object) -> bytes:
    out = folder / "new folder" / f"{kind}{kind.ending}"
    write_document(workspace, audit_id, out, kind, **options)  # type: ignore[arg-type]
    return out.read_bytes()


def page_texts(content: bytes) -> str:
    document = pdfium.PdfDocument(content)
    try:
        return "".join(document[number].get_textpage().get_text_bounded() for number in range(len(document)))
    finally:
        document.close()


def pictures_in(content: bytes) -> int:
    return content.count(b"/DCTDecode")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_in_the_format_of_its_ending(
    workspace: Workspace, filled: str, tmp_path: Path, kind: DocumentKind
) -> None:
    content = document_bytes(workspace, filled, kind, tmp_path, question="policy")
    assert content.startswith(MAGIC[kind.ending])
    assert [entry.name for entry in (tmp_path / "new folder").iterdir()] == [f"{kind}{kind.ending}"]


def test_the_action_plan_can_be_four_kinds_of_file() -> None:
    assert [kind.ending for kind in ACTION_PLANS] == [".pdf", ".docx", ".xlsx", ".ics"]


def test_a_calendar_needs_a_date(workspace: Workspace, filled: str, tmp_path: Path) -> None:
    with pytest.raises(PlanUndated):
        document_bytes(workspace, filled, DocumentKind.ACTION_PLAN_CALENDAR, tmp_path)
    assert list((tmp_path / "new folder").iterdir()) == []
    dated = Action(question="policy", action="Write one", due=open_draft(workspace, filled).audit.begun.date())
    save_action(workspace, filled, dated)
    assert b"SUMMARY:Section 11 action A2 due: Write one" in document_bytes(
        workspace, filled, DocumentKind.ACTION_PLAN_CALENDAR, tmp_path
    )


def test_a_question_is_found_by_its_id_or_number(workspace: Workspace, filled: str, tmp_path: Path) -> None:
    for name in ("policy", "3"):
        content = document_bytes(workspace, filled, DocumentKind.QUESTION, tmp_path, question=name)
        assert "Question about policy?" in page_texts(content)
    with pytest.raises(QuestionUnknown) as refused:
        document_bytes(workspace, filled, DocumentKind.QUESTION, tmp_path, question="polcy")
    assert refused.value.nearest == "policy"


def test_pictures_are_shown_by_default(workspace: Workspace, filled: str, tmp_path: Path) -> None:
    for kind in (DocumentKind.DRAFT_COPY, DocumentKind.QUESTION):
        assert pictures_in(document_bytes(workspace, filled, kind, tmp_path, question="policy")) == 1
        assert pictures_in(document_bytes(workspace, filled, kind, tmp_path, question="policy", pictures=False)) == 0


@pytest.mark.parametrize("altered", [True, False])
def test_a_missing_or_altered_picture_is_named_but_not_shown(
    workspace: Workspace, filled: str, tmp_path: Path, *, altered: bool
) -> None:
    (item,) = open_draft(workspace, filled).audit.evidence
    kept = workspace.vault.path(item.sha256)
    if altered:
        out = io.BytesIO()
        Image.new("RGB", (90, 60), "blue").save(out, "PNG")
        kept.chmod(0o600)
        kept.write_bytes(out.getvalue())
    else:
        kept.unlink()
    content = document_bytes(workspace, filled, DocumentKind.DRAFT_COPY, tmp_path)
    assert pictures_in(content) == 0
    assert "The picture “display.png” cannot be shown here." in " ".join(page_texts(content).split())


def test_only_pictures_are_given_to_the_report(workspace: Workspace, filled: str) -> None:
    audit = open_draft(workspace, filled).audit
    (item,) = audit.evidence
    assert [file.evidence for file in picture_files(workspace, audit)] == [item.id]
    letter = msgspec.structs.replace(audit, evidence=(msgspec.structs.replace(item, type="pdf"),))
    assert picture_files(workspace, letter) == ()


def test_the_editable_plans_are_valid_zip_archives(workspace: Workspace, filled: str, tmp_path: Path) -> None:
    for kind in (DocumentKind.ACTION_PLAN_DOCUMENT, DocumentKind.ACTION_PLAN_WORKBOOK):
        with zipfile.ZipFile(io.BytesIO(document_bytes(workspace, filled, kind, tmp_path))) as archive:
            assert archive.testzip() is None
