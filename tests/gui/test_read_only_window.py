"""The window over a home that cannot be written: it says so at the top, and shows every audit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.saving import open_draft as open_draft_module
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK
from s11desk.errors.draft_errors import HomeReadOnly
from tests.gui.conftest import Bench, SteppingClock, question, type_in

SAID = "Your audits can be read but not changed"


@pytest.fixture
def is_read_only() -> list[bool]:
    """Empty it, and the home can be written again."""
    return [True]


@pytest.fixture
def bench(
    home: Home,
    audit_id: str,
    new_bench: Callable[[], Bench],
    is_read_only: list[bool],
    monkeypatch: pytest.MonkeyPatch,
) -> Bench:
    """A window over a home in which the system refuses every write. The end-to-end tests use a real disk."""
    with Workspace(home, SteppingClock()) as workspace:
        save_answer(workspace, audit_id, Answer("story", text="As it was"))

    def refuse(database: Path) -> None:
        if is_read_only:
            raise HomeReadOnly(path=database.parent)

    monkeypatch.setattr("s11desk.store.opening.connection._refuse_read_only", refuse)
    monkeypatch.setattr(open_draft_module, "RETRY_PAUSE", 100)
    return new_bench()


def words(bench: Bench) -> str:
    return "\n".join(label.text() for label in bench.window.home_page.findChildren(QLabel) if label.isVisible())


def test_the_first_page_says_it_and_lists_the_audits(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    assert bench.window.shows_drafts
    assert SAID in words(bench)
    assert "Riverside Trust" in words(bench)


def test_the_first_page_stops_saying_it_once_it_is_over(bench: Bench, is_read_only: list[bool]) -> None:
    bench.window.load_home()
    bench.settle()
    bench.bot.waitUntil(lambda: "No backup is made while nothing can be saved" in words(bench))
    is_read_only.clear()
    bench.window.load_home()
    bench.settle()
    assert SAID not in words(bench)
    bench.bot.waitUntil(lambda: "No backup is made" not in words(bench))


def test_each_page_says_it_beside_the_answers(bench: Bench, audit_id: str) -> None:
    for step in (question("story"), question("policy"), CHECK):
        bench.open(audit_id, step)
        assert bench.audit.top.saved.text().startswith(f"Not saved: {SAID}")
    bench.audit.go(question("story"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    assert page.input.apply_to(Answer("story")).text == "As it was"


def test_what_is_typed_stays_and_is_saved_once_it_is_over(
    bench: Bench, audit_id: str, is_read_only: list[bool]
) -> None:
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    type_in(page.comment, "Kept")
    bench.audit.go(CHECK)
    bench.settle()
    assert bench.audit.top.saved.text().startswith(f"Not saved: {SAID}")
    is_read_only.clear()
    bench.bot.waitUntil(lambda: bench.audit.top.saved.text().startswith("Saved on this computer"))
    with bench.elsewhere() as workspace:
        assert open_draft(workspace, audit_id).audit.answer("policy").comment == "Kept"


def test_a_window_in_which_nothing_was_typed_closes_without_a_question(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    assert bench.window.save_now()
    bench.window.close()
    bench.bot.waitUntil(lambda: not bench.window.isVisible())
    assert bench.answers.asked == []
