"""A return whose pages are in Welsh: it says so, and a reader makes the pages again in that language."""

from __future__ import annotations

import json
from pathlib import Path

import click
import msgspec
import pypdfium2 as pdfium
import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.make import make_return
from s11desk.app.returns.verifying.own_copy import save_own_copy
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.app.write_documents import write_document
from s11desk.cli.language import require_language
from s11desk.domain.audits.audit import Answer
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.domain.returns.return_verdict import UnverifiedReason
from s11desk.domain.topics.topic import QuestionKind, SigningRole
from s11desk.signing.identity.lifecycle import create_identity, unlock
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.wording.form_words import words_in
from tests.app.conftest import SteppingClock, keep
from tests.bundle.forging import files_of, pack
from tests.bundle.making import Making, changed, content_of
from tests.samples import NOON, question, small_topic
from tests.topics.test_translations import in_welsh

PASSPHRASE = "correct horse battery"
CLOCK = SteppingClock()
LEAD = IdentityDetails("Amina Yusuf", "Lead", "Riverside", "a@riverside.example")
PLAIN = msgspec.structs.replace(
    small_topic(question("policy", QuestionKind.JUDGEMENT, scale="judgement"), question("works", QuestionKind.YES_NO)),
    sign_off=(SigningRole("lead", "Lead", "These answers are true."), SigningRole("head", "Head")),
)
WELSH = in_welsh(PLAIN, "questions/policy/text")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("welsh") / "home")


@pytest.fixture(scope="module")
def audit_id(home: Home) -> str:
    with Workspace(home, CLOCK) as workspace:
        keep(workspace, WELSH)
        create_identity(home.identity, LEAD, PASSPHRASE, NOON)
        made = begin_draft(workspace, "sample", "Riverside").audit.id
        save_answer(workspace, made, Answer("policy", choice="yes", comment="Read by the board"))
        save_answer(workspace, made, Answer("works", choice="yes"))
        return made


def made_in(home: Home, audit_id: str, folder: Path, language: str) -> Verdict:
    with Workspace(home, CLOCK) as workspace:
        return verify_return(make_return(workspace, audit_id, folder, PASSPHRASE, language=language).path, deep=True)


def text_of(pdf: Path) -> str:
    document = pdfium.PdfDocument(pdf)
    try:
        return " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


@pytest.mark.parametrize(("language", "stated"), [("cy", "cy"), ("", "en-GB"), ("fr", "en-GB")])
def test_a_return_states_its_language_and_verifies_in_it(
    home: Home, audit_id: str, tmp_path: Path, language: str, stated: str
) -> None:
    verdict = made_in(home, audit_id, tmp_path, language)
    assert verdict.is_verified
    audit_file = verdict.read.audit_file
    assert audit_file is not None
    assert audit_file.pages is not None
    assert (audit_file.pages.language, audit_file.format, audit_file.topic.format) == (stated, 3, 3)
    assert verdict.topic == WELSH
    save_own_copy(verdict, tmp_path / "copy.pdf")
    pages = (tmp_path / "copy.pdf").read_bytes()
    assert f"/Lang ({stated})".encode() in pages
    words = text_of(tmp_path / "copy.pdf")
    assert ("Llofnodi" in words) is ("Ie" in words) is ("CY Yes" in words) is (stated == "cy")
    assert ("Sign-off" in words) is (stated != "cy")
    assert "Question about policy?" in words
    assert "CY Question about policy?" not in words
    assert "Read by the board" in words


def test_every_document_is_written_in_the_language(home: Home, audit_id: str, tmp_path: Path) -> None:
    for kind in (DocumentKind.DRAFT_COPY, DocumentKind.BLANK_FORM, DocumentKind.BOARD_SUMMARY):
        with Workspace(home, CLOCK) as workspace:
            write_document(workspace, audit_id, tmp_path / "out.pdf", kind, language="cy")
        assert b"/Lang (cy)" in (tmp_path / "out.pdf").read_bytes()
        assert "CY Sample topic" in text_of(tmp_path / "out.pdf")
        (tmp_path / "out.pdf").unlink()


@pytest.mark.parametrize(
    ("stated", "shown", "reason"),
    [
        ("cy", "en-GB", UnverifiedReason.PAGES_DIFFER),
        ("en-GB", "cy", UnverifiedReason.PAGES_DIFFER),
        ("fr", "en-GB", UnverifiedReason.LANGUAGE_DIFFERS),
    ],
)
def test_pages_in_another_language_than_the_return_states_are_found(
    home: Home, audit_id: str, tmp_path: Path, stated: str, shown: str, reason: UnverifiedReason
) -> None:
    """The completer signs a return that says one language and has its pages in another."""
    with Workspace(home, CLOCK) as workspace:
        made = make_return(workspace, audit_id, tmp_path, PASSPHRASE)
    content = content_of(files_of(made.path.read_bytes()))
    facts = content.audit_file.pages
    assert facts is not None
    says, shows = (
        changed(content, pages=msgspec.structs.replace(facts, language=language)) for language in (stated, shown)
    )
    at = content.audit_file.return_facts.made
    files = Making(unlock(home.identity, PASSPHRASE, at), says, at, pages=shows).files()
    forged = tmp_path / "forged.zip"
    forged.write_bytes(pack(files))
    verdict = verify_return(forged, deep=True)
    assert verdict.unverified is not None
    assert verdict.unverified.reason is reason


def test_a_language_that_the_topic_lacks_is_refused_in_a_terminal() -> None:
    require_language(WELSH, "")
    require_language(WELSH, "cy")
    with pytest.raises(click.BadParameter, match="It has: en-GB, cy"):
        require_language(WELSH, "fr")


def test_the_words_of_a_language_are_whole_sentences_with_the_same_gaps() -> None:
    table = json.loads((resources_folder() / "words" / "cy.json").read_text("utf-8"))
    assert all(english.count("{}") == welsh.count("{}") and welsh for english, welsh in table.items())
    say = words_in(resources_folder() / "words", "cy")
    assert say("Approved by: {}", "Pennaeth {x}") == "Cymeradwywyd gan: Pennaeth {x}"
    assert say("Words that have no translation: {}", "x") == "Words that have no translation: x"
    assert words_in(resources_folder() / "words", "fr")("Answers") == "Answers"
