"""Typed text is saved by itself, and the window says "Saved" only afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton

from s11desk.app.audits.drafts import draft_history, open_draft
from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.saving import open_draft as open_draft_module
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.flow import CHECK
from tests.gui.conftest import Bench, question, type_in


def comment_of(bench: Bench) -> TextField:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page.comment


def on_disk(bench: Bench, audit_id: str) -> Audit:
    with bench.elsewhere() as workspace:
        return open_draft(workspace, audit_id).audit


def shown(bench: Bench) -> str:
    return bench.audit.top.saved.text()


@pytest.fixture
def locked(bench: Bench, audit_id: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Lock the database as another program does. Calling the value unlocks it."""
    monkeypatch.setattr("s11desk.store.opening.connection.BUSY_SECONDS", 0.05)
    monkeypatch.setattr(open_draft_module, "RETRY_PAUSE", 200)
    bench.open(audit_id, question("policy"))
    bench.bot.waitUntil(lambda: comment_of(bench).isVisible())
    other = sqlite3.connect(bench.home.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other.close
    other.close()


def test_typing_is_saved_after_a_pause_without_leaving_the_field(bench: Bench, audit_id: str) -> None:
    """A process killed at this moment loses nothing: another program reads the text from the disk."""
    bench.open(audit_id, question("policy"))
    type_in(comment_of(bench), "Everyone has read it")
    assert shown(bench) == "Saving…"
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("policy").comment == "Everyone has read it")
    bench.bot.waitUntil(lambda: shown(bench).startswith("Saved on this computer at "))
    assert comment_of(bench).toPlainText() == "Everyone has read it"


def test_the_window_shows_the_time_of_saving(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(comment_of(bench), "x")
    bench.audit.go(CHECK)
    bench.settle()
    changed = on_disk(bench, audit_id).changed
    assert shown(bench) == f"Saved on this computer at {changed.astimezone():%H:%M}"


def test_closing_saves_text_typed_a_moment_ago(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(comment_of(bench), "Last words")
    bench.window.close()
    assert bench.window.isVisible()
    bench.bot.waitUntil(lambda: not bench.window.isVisible())
    assert on_disk(bench, audit_id).answer("policy").comment == "Last words"


def test_the_end_of_the_session_saves_text_typed_a_moment_ago(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(comment_of(bench), "Shutting down")
    bench.window.save_now()
    assert on_disk(bench, audit_id).answer("policy").comment == "Shutting down"


def test_one_visit_to_a_field_makes_one_journal_line(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    for word in ("One", " two", " three"):
        type_in(comment_of(bench), word)
        bench.bot.waitUntil(lambda: shown(bench).startswith("Saved"))
    bench.audit.go(CHECK)
    bench.settle()
    with bench.elsewhere() as workspace:
        lines = [entry for entry in draft_history(workspace, audit_id) if entry.subject == "policy"]
    assert len(lines) == 1
    assert "One two three" in lines[0].new


def test_a_space_at_the_end_stays_while_typing(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("motto"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert field is not None
    type_in(field, "Be ")
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("motto").text == "Be")
    type_in(field, "kind")
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("motto").text == "Be kind")


def test_unsaved_text_stays_and_saving_is_tried_again(bench: Bench, locked: Callable[[], None], audit_id: str) -> None:
    type_in(comment_of(bench), "Kept")
    bench.bot.waitUntil(lambda: shown(bench).startswith("Not saved: Another program is using your audits"))
    assert comment_of(bench).toPlainText() == "Kept"
    locked()
    bench.bot.waitUntil(lambda: shown(bench).startswith("Saved"))
    assert on_disk(bench, audit_id).answer("policy").comment == "Kept"


@pytest.mark.usefixtures("audit_id")
def test_unsaved_text_survives_a_visit_to_another_page(bench: Bench, locked: Callable[[], None]) -> None:
    type_in(comment_of(bench), "Kept")
    bench.audit.go(CHECK)
    bench.bot.waitUntil(lambda: shown(bench).startswith("Not saved"))
    bench.audit.go(question("policy"))
    assert comment_of(bench).toPlainText() == "Kept"
    locked()
    bench.bot.waitUntil(lambda: shown(bench).startswith("Saved"))


def test_closing_asks_before_unsaved_text_is_lost(bench: Bench, locked: Callable[[], None], audit_id: str) -> None:
    bench.answers.confirm_with = False
    type_in(comment_of(bench), "Kept")
    bench.window.close()
    bench.bot.waitUntil(lambda: bool(bench.answers.asked))
    assert bench.answers.asked == ["The last thing you typed is not saved"]
    assert bench.window.isVisible()
    locked()
    bench.bot.waitUntil(lambda: shown(bench).startswith("Saved"))
    assert on_disk(bench, audit_id).answer("policy").comment == "Kept"


def test_a_change_of_size_keeps_unsaved_text(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(comment_of(bench), "Half a sen")
    bench.window.menus.larger.trigger()
    assert comment_of(bench).toPlainText() == "Half a sen"
    bench.bot.waitUntil(lambda: on_disk(bench, audit_id).answer("policy").comment == "Half a sen")


def test_a_draft_opens_at_its_last_step(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("agency"))
    bench.audit.findChildren(QAbstractButton, "option-gp")[0].click()
    bench.settle()
    bench.window.go_home()
    bench.bot.waitUntil(lambda: bench.window.audit is None)
    bench.open(audit_id)
    assert bench.audit.step == question("agency")
