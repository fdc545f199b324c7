"""A private note is saved like an answer and never leaves the computer."""

from __future__ import annotations

from s11desk.app.audits.drafts import draft_history, open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import PrivateNote
from s11desk.domain.audits.flow import CHECK
from tests.gui.conftest import Bench, question, type_in


def page_of(bench: Bench) -> QuestionPage:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page


def kept(bench: Bench, audit_id: str) -> list[tuple[str, str]]:
    with bench.elsewhere() as workspace:
        return [(note.question, note.text) for note in open_draft(workspace, audit_id).notes]


def test_a_private_note_is_saved_and_shown_again(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(page_of(bench).note, "Ask Kim on Monday")
    assert bench.audit.top.saved.text() == "Saving…"
    bench.bot.waitUntil(lambda: kept(bench, audit_id) == [("policy", "Ask Kim on Monday")])
    bench.audit.go(CHECK)
    bench.audit.go(question("policy"))
    assert page_of(bench).note.toPlainText() == "Ask Kim on Monday"


def test_a_private_note_is_not_in_the_audit_or_its_journal(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(page_of(bench).note, "Private")
    bench.audit.go(CHECK)
    bench.settle()
    with bench.elsewhere() as workspace:
        assert open_draft(workspace, audit_id).audit.answers == ()
        assert all("Private" not in entry.new for entry in draft_history(workspace, audit_id))
    texts = "\n".join(str(label.property("text")) for label in bench.audit.findChildren(type(bench.audit.top.saved)))
    assert "Private" not in texts


def test_a_private_note_changed_elsewhere_is_not_overwritten(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    with bench.elsewhere() as workspace:
        save_note(workspace, audit_id, PrivateNote("policy", "Theirs"))
    bench.answers.choose_with = 1
    type_in(page_of(bench).note, "Mine")
    bench.bot.waitUntil(lambda: kept(bench, audit_id) == [("policy", "Mine")])
    assert bench.answers.asked[0].endswith("\nMine\nTheirs")


def test_a_removed_private_note_is_deleted(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_note(workspace, audit_id, PrivateNote("policy", "Old"))
    bench.open(audit_id, question("policy"))
    note = page_of(bench).note
    assert note.toPlainText() == "Old"
    note.selectAll()
    note.textCursor().removeSelectedText()
    bench.bot.waitUntil(lambda: kept(bench, audit_id) == [])
