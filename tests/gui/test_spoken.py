"""What a screen reader says without the keyboard moving: pages with their state, successes, changes of the look."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QRadioButton, QToolButton, QWidget

from s11desk.app.audits.answers import save_answer
from s11desk.desktop.pages.plan.action_plan_page import ActionPlanPage
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION
from tests.gui.conftest import Bench, question
from tests.gui.every_page import SAMPLE


def test_a_page_opens_with_its_heading_and_its_state(bench: Bench, audit_id: str, heard: list[str]) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
    bench.open(audit_id, question("agency"))
    assert heard[-1] == "Question 1 of 11. Question about agency? Completed."
    bench.audit.go(question("people"))
    bench.settle()
    assert heard[-1].endswith("Question about people? Not started.")
    bench.audit.go(CHECK)
    bench.settle()
    assert heard[-1] == "Check your answers. Not ready yet. Still needed before you can sign."
    bench.audit.go(INTRODUCTION)
    bench.settle()
    assert "Not started" not in heard[-1]


def test_a_new_look_is_said_and_the_page_is_not_read_again(bench: Bench, audit_id: str, heard: list[str]) -> None:
    bench.open(audit_id, question("policy"))
    before = len(heard)
    bench.window.appearance.zoom(1)
    bench.window.appearance.set_scheme(Scheme.HIGH_CONTRAST)
    bench.settle()
    assert heard[before:] == ["Text size: 125%", "Colours: high contrast"]
    bench.window.appearance.zoom(0)


def test_going_home_says_so(bench: Bench, audit_id: str, heard: list[str]) -> None:
    bench.open(audit_id)
    bench.window.go_home()
    bench.settle()
    assert heard[-1] == "Your audits"


def test_an_attached_file_is_said(bench: Bench, audit_id: str, heard: list[str]) -> None:
    page = bench.open(audit_id, question("policy")).page
    assert isinstance(page, QuestionPage)
    assert page.evidence is not None
    page.evidence.add((SAMPLE,))
    bench.bot.waitUntil(lambda: "1 file attached" in heard)


def test_a_new_action_is_said_where_it_was_asked_for(bench: Bench, audit_id: str, heard: list[str]) -> None:
    page = bench.open(audit_id, ACTION_PLAN).page
    assert isinstance(page, ActionPlanPage)
    page.add.click()
    bench.bot.waitUntil(lambda: "Action A1 added" in heard)
    bench.audit.go(question("policy"))
    weak = bench.audit.page
    assert isinstance(weak, QuestionPage)
    weak.findChildren(QRadioButton, "option-no")[0].click()
    bench.bot.waitUntil(lambda: any("was added below" in text for text in heard))


# The keyboard stays where it was


def tool(bench: Bench, name: str) -> QToolButton:
    return next(one for one in bench.audit.top.findChildren(QToolButton) if one.accessibleName() == name)


def focused(bench: Bench) -> QWidget:
    widget = bench.window.focusWidget()
    assert widget is not None
    return widget


def test_the_keyboard_stays_on_a_tool_that_changes_the_look(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    for name in ("Larger text", "Change colours"):
        tool(bench, name).setFocus()
        tool(bench, name).click()
        bench.bot.waitUntil(lambda name=name: focused(bench) is tool(bench, name))  # type: ignore[misc]
    bench.window.appearance.zoom(0)


def test_the_keyboard_stays_on_a_button_of_a_page_outside_an_audit(bench: Bench, tmp_path: Path) -> None:
    del tmp_path
    bench.window.standalone.data.show()
    bench.bot.waitUntil(lambda: bench.window.page_stack.page is not None)
    bench.settle()
    page = bench.window.page_stack.page
    assert page is not None
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible()]
    buttons[-1].setFocus()
    bench.settle()
    name = buttons[-1].accessibleName()
    bench.window.appearance.zoom(1)
    bench.bot.waitUntil(lambda: focused(bench).accessibleName() == name and focused(bench) is not buttons[-1])
    bench.bot.waitUntil(lambda: not focused(bench).visibleRegion().isEmpty())
    bench.window.appearance.zoom(0)


# Going back leads to where one came from


def test_the_way_back_from_an_answer_leads_to_its_line_on_the_check(bench: Bench, audit_id: str) -> None:
    bench.window.resize(1180, 420)
    bench.open(audit_id, CHECK)
    lines = bench.audit.findChildren(QPushButton, "change")
    change = next(one for one in lines if one.accessibleName() == "Answer question 6")
    change.setFocus()
    bench.settle()
    scrolled = bench.audit.area.verticalScrollBar().value()
    assert scrolled > 0
    change.click()
    bench.settle()
    bench.audit.footer.primary.click()
    bench.bot.waitUntil(lambda: focused(bench).accessibleName() == "Answer question 6")
    bench.bot.waitUntil(lambda: bench.audit.area.verticalScrollBar().value() == scrolled)


def test_the_way_back_through_the_audit_leads_to_the_same_field(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    page.note.setFocus()
    bench.audit.go(question("training"))
    bench.settle()
    bench.audit.back()
    bench.bot.waitUntil(lambda: focused(bench).objectName() == "note")


def test_the_way_back_to_a_page_outside_an_audit_leads_to_the_same_button(bench: Bench, audit_id: str) -> None:
    del audit_id
    window = bench.window
    window.standalone.data.show()
    bench.bot.waitUntil(lambda: window.page_stack.page is not None)
    bench.settle()
    below = window.page_stack.page
    assert below is not None
    last = [one for one in below.findChildren(QPushButton) if one.isVisible()][-1]
    last.setFocus()
    bench.settle()
    name, scrolled = last.accessibleName(), below.verticalScrollBar().value()
    window.standalone.show_guide(window.menus.shortcuts())
    bench.settle()
    assert window.page_stack.page is not None
    window.page_stack.page.back.click()
    bench.bot.waitUntil(lambda: focused(bench).accessibleName() == name)
    page = window.page_stack.page
    bench.bot.waitUntil(lambda: page is not None and page.verticalScrollBar().value() == scrolled)


def test_the_way_back_to_the_audit_leads_to_the_same_field(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    page.comment.setFocus()
    bench.window.standalone.show_guide(bench.window.menus.shortcuts())
    bench.settle()
    assert bench.window.page_stack.page is not None
    bench.window.page_stack.page.back.click()
    bench.bot.waitUntil(lambda: focused(bench) is page.comment)


def test_what_an_answer_opens_below_it_and_clearing_it_are_said(bench: Bench, audit_id: str, heard: list[str]) -> None:
    bench.open(audit_id, question("policy"))
    next(one for one in bench.audit.findChildren(QRadioButton) if one.accessibleName() == "Not applicable").click()
    assert "A box to fill in was added below: Reason" in heard
    next(one for one in bench.audit.findChildren(QPushButton) if one.text() == "Clear my answer").click()
    assert heard.count("Your answer is cleared") == 1
