"""A question changes its answer: what is left over is shown, and goes with one click. Keys and labels do their work."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.app.home.paths import resources_folder
from s11desk.desktop.inputs.answers.choice_input import ChoiceInput
from s11desk.desktop.pages.check.check_summary import left_out_notices
from s11desk.desktop.pages.plan.action_plan_page import ActionPlanPage
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK
from tests.gui.conftest import Bench, question


def page_of(bench: Bench) -> QuestionPage:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page


def choose(bench: Bench, code: str) -> None:
    page_of(bench).findChildren(QAbstractButton, f"option-{code}")[0].click()


def test_a_reason_for_another_answer_is_shown_and_removed_with_one_click(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="No children here"))
    bench.open(audit_id, question("policy"))
    choose(bench, "yes")
    shown = page_of(bench).input
    assert isinstance(shown, ChoiceInput)
    assert shown.left_reason.isVisible()
    assert not shown.reason.isVisible()
    shown.left_reason.remove.click()
    bench.settle()
    assert not shown.left_reason.isVisible()
    assert bench.audit.open_draft.draft.audit.answer("policy") == Answer("policy", choice="yes")


def test_an_answer_to_a_question_that_is_not_asked_any_more_is_removed_with_one_click(
    bench: Bench, audit_id: str
) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
        save_answer(workspace, audit_id, Answer("training", choice="no", comment="Booked for May"))
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="Only adults"))
    bench.open(audit_id, CHECK)
    shown = [one.text() for one in page_texts(bench) if "not asked now" in one.text()]
    assert shown == [
        "“No, Booked for May”, your answer to question 4, which is not asked now, is no longer needed. It is left out "
        "of the return."
    ]
    assert bench.audit.page is not None
    removes = [one for one in bench.audit.page.findChildren(QPushButton) if one.text() == "Remove"]
    assert [one.accessibleName() for one in removes] == ["Remove your answer to question 4"]
    removes[0].click()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.answer("training").is_blank()
    assert not any("not asked now" in one.text() for one in page_texts(bench))


def test_a_file_of_a_question_that_is_not_asked_any_more_is_named_and_removed(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
        attach(workspace, audit_id, "training", resources_folder() / "demo" / "good-practice-example.pdf")
        save_answer(workspace, audit_id, Answer("policy", choice="na", reason="Only adults"))
    bench.open(audit_id, CHECK)
    shown = [one.text() for one in page_texts(bench) if "not asked now" in one.text()]
    assert ["good-practice-example.pdf”, attached to question 4, which is not asked now" in one for one in shown] == [
        True
    ]
    draft = bench.audit.open_draft.draft
    assert left_out_notices(draft.topic, draft.audit) == ("what your return leaves out: question 4",)
    assert bench.audit.page is not None
    next(one for one in bench.audit.page.findChildren(QPushButton) if one.text() == "Remove").click()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.evidence == ()


def test_an_action_that_is_not_needed_is_marked_and_removed_with_one_click(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        save_action(workspace, audit_id, Action("A1", "policy", action="Write one"))
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    bench.open(audit_id, question("policy"))
    editor = page_of(bench).plan.editors["A1"]
    assert any("No longer needed" in label.text() for label in editor.findChildren(QLabel) if label.isVisible())
    bench.audit.go(CHECK)
    bench.settle()
    assert bench.audit.page is not None
    assert "An action is no longer needed, so your return leaves it out. Question 3: Write one" in "\n".join(
        label.text() for label in bench.audit.page.findChildren(QLabel)
    )
    bench.audit.go(question("policy"))
    bench.settle()
    editor = page_of(bench).plan.editors["A1"]
    next(one for one in editor.findChildren(QPushButton) if one.text() == "Remove this action").click()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.actions == ()


def test_the_actions_of_the_plan_have_no_hole_in_their_numbers(bench: Bench, audit_id: str) -> None:
    """Its line, its editor, its button, the place where it is checked and found: all have the number, none the id."""
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        save_action(workspace, audit_id, Action("A1", "policy", action="Write one"))
        save_action(workspace, audit_id, Action(action="Ring 07700 900123"))
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    bench.open(audit_id, ACTION_PLAN)
    page = bench.audit.page
    assert isinstance(page, ActionPlanPage)
    edit = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "Edit action A1")
    edit.click()
    words = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert {"A1, of its own: Ring 07700 900123", "Action A1", "Question 3: Write one"} <= {*words}
    assert page.plan.editors["A2"].accessibleName() == "Action A1"
    bench.audit.go(CHECK)
    bench.bot.waitUntil(lambda: any("Telephone" in one.text() for one in page_texts(bench)))
    shown = [one.text() for one in page_texts(bench)]
    assert "Action A1" in shown
    assert not any("A2" in one for one in shown)


def page_texts(bench: Bench) -> list[QLabel]:
    assert bench.audit.page is not None
    return bench.audit.page.findChildren(QLabel)


def test_enter_presses_buttons_and_links(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    bench.open(audit_id, question("policy"))
    clear = next(one for one in page_of(bench).findChildren(QPushButton) if one.text() == "Clear my answer")
    QTest.keyClick(clear, Qt.Key.Key_Return)
    bench.settle()
    assert bench.audit.open_draft.draft.audit.answer("policy").choice == ""


def test_home_and_end_scroll_a_page(bench: Bench, audit_id: str) -> None:
    bench.window.resize(900, 420)
    bench.open(audit_id, question("policy"))
    parent = page_of(bench).parentWidget()
    while parent is not None and not isinstance(parent, ScrollArea):
        parent = parent.parentWidget()
    assert parent is not None
    bar = parent.verticalScrollBar()
    bench.bot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(parent, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(parent, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_clicking_a_label_goes_to_its_field(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("story"))
    shown = page_of(bench)
    label = next(one for one in shown.findChildren(QLabel) if one.text() == "Private note")
    QTest.mouseClick(label, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert bench.window.focusWidget() is label.buddy()


def test_the_plan_lists_what_is_no_longer_needed(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        save_action(workspace, audit_id, Action("A1", "policy", action="Write one"))
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    bench.open(audit_id, ACTION_PLAN)
    page = bench.audit.page
    assert isinstance(page, ActionPlanPage)
    assert page.unneeded.isVisible()
    assert any("Write one" in one.text() for one in page.unneeded.findChildren(QLabel))
    next(one for one in page.unneeded.findChildren(QPushButton) if one.text() == "Remove").click()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.actions == ()
    assert not page.unneeded.isVisible()


def test_an_open_editor_goes_when_its_action_is_no_longer_needed(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        save_action(workspace, audit_id, Action("A1", "policy", action="Write one"))
    bench.open(audit_id, ACTION_PLAN)
    page = bench.audit.page
    assert isinstance(page, ActionPlanPage)
    page._edit("A1", is_open=True)
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="yes"))
    for _ in range(2):
        bench.audit.open_draft.look_again()
        bench.settle()
    assert page.plan.editors == {}
    assert page.unneeded.isVisible()
