"""Whom one asked, what, when and what came back: on the home page, on the check page and on the question itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.app.asking.ask_questions import AskChoice, ask_questions
from s11desk.app.asking.take_answers import TakingChoice, look_into_answers, take_answers
from s11desk.app.moves.write_draft_file import MoveChoice, write_draft_file
from s11desk.desktop.standalone.asking.ask_page import AskPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK, Step, StepKind
from s11desk.domain.keeping.moved_audit import MovePurpose
from tests.gui.conftest import Bench
from tests.gui.test_asking_shown import Reply
from tests.gui.test_asking_shown import reply as reply  # the fixture
from tests.gui.test_moves_shown import text_of


def page_of(bench: Bench, step: Step) -> QWidget:
    bench.audit.go(step)
    bench.settle()
    assert bench.audit.page is not None
    return bench.audit.page


def ask_link(page: QWidget) -> QPushButton:
    found = page.findChild(QPushButton, "ask-colleague")
    assert isinstance(found, QPushButton)
    return found


def ticked(bench: Bench) -> set[str]:
    page = bench.window.page_stack.page
    assert isinstance(page, AskPage)
    return page.state.chosen


def test_a_question_and_the_check_page_lead_to_a_colleague(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id)
    ask_link(page_of(bench, Step(StepKind.QUESTION, "story"))).click()
    bench.settle()
    assert ticked(bench) == {"story"}
    bench.window.page_stack.leave_all()
    link = ask_link(page_of(bench, CHECK))
    link.click()
    bench.settle()
    assert f"about the {len(ticked(bench))} questions without an answer" in link.accessibleName()
    assert "policy" in ticked(bench)


def test_one_sees_whom_one_asked_and_what_came_back(bench: Bench, audit_id: str, tmp_path: Path, reply: Reply) -> None:
    with bench.elsewhere() as workspace:
        choice = AskChoice(("story", "motto"), "Kim")
        questions = ask_questions(workspace, audit_id, tmp_path / "q", choice).file.path
    bench.window.load_home()
    bench.settle()
    assert "You asked Kim 2 questions" in text_of(bench.window.home_page)
    assert "No answer has come back yet" in text_of(bench.window.home_page)
    bench.open(audit_id)
    assert "You asked Kim about this question" in text_of(page_of(bench, Step(StepKind.QUESTION, "story")))
    assert "You asked" not in text_of(page_of(bench, Step(StepKind.QUESTION, "policy")))
    with bench.elsewhere() as workspace:
        path = reply(questions, "Kim Example", Answer("story", text="Ours"))
        take_answers(workspace, look_into_answers(workspace, path), TakingChoice())
    bench.window.open_draft.look_again() if bench.window.open_draft is not None else None
    story, motto = (text_of(page_of(bench, Step(StepKind.QUESTION, name))) for name in ("story", "motto"))
    assert "The answer of Kim Example came back" in story
    assert "but none to this question" in motto
    assert "Answers of Kim Example came back" in text_of(page_of(bench, CHECK))
    bench.window.go_home()
    bench.settle()
    assert "but none to 1 of them" in text_of(bench.window.home_page)


def test_an_audit_that_moved_away_still_says_whom_one_asked_but_asks_nobody(
    bench: Bench, audit_id: str, tmp_path: Path
) -> None:
    with bench.elsewhere() as workspace:
        ask_questions(workspace, audit_id, tmp_path / "q", AskChoice(("story",), "Kim"))
        write_draft_file(workspace, audit_id, tmp_path / "m", MoveChoice(MovePurpose.HAND_OVER))
    bench.open(audit_id)
    page = page_of(bench, Step(StepKind.QUESTION, "story"))
    assert "You asked Kim about this question" in text_of(page)
    assert not ask_link(page).isVisibleTo(page)
