"""The action plan: its overview, its editors, and the plan as a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.inputs.actions.action_editor import ActionEditor
from s11desk.desktop.inputs.actions.name_field import NameField
from s11desk.desktop.inputs.fields import DateField, TextField
from s11desk.desktop.messages.plan_words import due_words, plan_words
from s11desk.desktop.pages.plan.action_plan_page import ActionPlanPage
from s11desk.desktop.pages.plan.overview_line import OverviewLine
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.reading import announcing
from s11desk.desktop.parts.reading.reader_parts import FoldButton
from s11desk.domain.audits.audit import Action, ActionStatus, Answer, Person
from s11desk.domain.audits.flow import ACTION_PLAN
from s11desk.domain.topics.topic import ActionField
from tests.gui.conftest import Bench, question, type_in
from tests.samples import finished_action

TODAY = dt.date(2026, 3, 2)


@pytest.fixture
def page(bench: Bench, audit_id: str) -> ActionPlanPage:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        save_action(workspace, audit_id, finished_action("", "policy"))
        save_action(workspace, audit_id, Action(action="Our own", due=dt.date(2026, 2, 27)))
    bench.open(audit_id, ACTION_PLAN)
    assert isinstance(bench.audit.page, ActionPlanPage)
    return bench.audit.page


def words(page: ActionPlanPage) -> list[str]:
    return [label.text() for label in page.overview.findChildren(QLabel) if label.isVisible()]


def test_the_overview_lists_every_action_with_its_question(page: ActionPlanPage) -> None:
    shown = words(page)
    assert shown[0] == "3 actions: 1 overdue, 1 without a date"
    assert [line.partition(":")[0] for line in shown if line[:1] == "A" and line[1:2].isdigit()] == [
        "A1, question 3",
        "A2, question 3",
        "A3, of its own",
    ]
    assert "Overdue by 3 days: it was due 27 February 2026" in shown
    assert "Amina Yusuf. Not started" in shown
    assert "Nobody named yet. Not started" in shown


def date_line(editor: ActionEditor) -> QLineEdit:
    due = editor.entries[ActionField.DUE]
    assert isinstance(due, DateField)
    return due.line


def test_an_editor_with_a_wrong_date_stays_open_when_the_date_is_put_right(bench: Bench, page: ActionPlanPage) -> None:
    first = next(iter(page.plan.editors), None)
    assert first is None, "it is folded at first"
    bench.audit.go(question("policy"))
    bench.settle()
    beside = bench.audit.page
    assert isinstance(beside, QuestionPage)
    action_id, editor = next(iter(beside.plan.editors.items()))
    type_in(date_line(editor), "30 February 2027")
    bench.audit.go(ACTION_PLAN)
    bench.settle()
    plan = bench.audit.page
    assert isinstance(plan, ActionPlanPage)
    due = date_line(plan.plan.editors[action_id])
    assert due.isVisible()
    due.clear()
    type_in(due, "28 February 2027")
    plan.add.setFocus()
    bench.settle()
    assert plan.plan.editors[action_id].isVisible()
    assert date_line(plan.plan.editors[action_id]) is due


def test_the_overview_shows_text_typed_in_an_editor(bench: Bench, page: ActionPlanPage) -> None:
    next(b for b in page.overview.findChildren(QPushButton) if b.accessibleName() == "Edit action A3").click()
    entry = page.plan.editors["A3"].entries[ActionField.ACTION]
    assert isinstance(entry, TextField)
    assert entry.hasFocus()
    type_in(entry, "Still ")
    bench.bot.waitUntil(lambda: "A3, of its own: Still Our own" in words(page))
    assert entry.hasFocus()


@pytest.mark.parametrize(
    ("kind", "name", "begins"),
    [
        ("action-plan", "plan.pdf", b"%PDF-"),
        ("action-plan-document", "plan.docx", b"PK"),
        ("action-plan-workbook", "plan.xlsx", b"PK"),
        ("action-plan-calendar", "plan.ics", b"BEGIN:VCALENDAR"),
    ],
)
def test_the_plan_is_saved_as_a_file_of_each_format(
    bench: Bench, page: ActionPlanPage, tmp_path: Path, kind: str, name: str, begins: bytes
) -> None:
    bench.answers.saved_as = tmp_path / name
    page.findChildren(QPushButton, kind)[0].click()
    bench.bot.waitUntil((tmp_path / name).exists, timeout=20_000)
    bench.settle()
    assert (tmp_path / name).read_bytes().startswith(begins)
    texts = [label.text() for label in page.files.findChildren(QLabel) if label.isVisible()]
    assert f"{name} is saved in the folder {tmp_path}." in texts


def test_due_dates_are_shown_in_words() -> None:
    assert due_words(Action(due=TODAY), TODAY) == "Due today: 2 March 2026"
    assert due_words(Action(due=dt.date(2026, 3, 3)), TODAY) == "Due in 1 day: 3 March 2026"
    assert due_words(Action(due=dt.date(2026, 9, 1)), TODAY) == "Due 1 September 2026"
    assert due_words(Action(), TODAY) == "No date yet"
    assert due_words(Action(status=ActionStatus.DONE), TODAY) == ""
    assert plan_words((Action(due=dt.date(2027, 1, 1)),), TODAY) == "1 action"


@pytest.fixture
def full_page(bench: Bench) -> ActionPlanPage:
    """Make the plan of a built-in topic, which has five optional columns."""
    with bench.elsewhere() as workspace:
        draft = begin_draft(workspace, "wscp-early-help-2025-26", "Riverside")
        save_action(workspace, draft.audit.id, Action(action="Our own", measure="A count"))
    bench.open(draft.audit.id, ACTION_PLAN)
    assert isinstance(bench.audit.page, ActionPlanPage)
    bench.audit.page.reveal("action-A1-action")
    return bench.audit.page


def shown_fields(page: ActionPlanPage) -> set[ActionField]:
    return {field for field, entry in page.plan.editors["A1"].entries.items() if entry.isVisible()}


ALWAYS = {ActionField.ACTION, ActionField.LEAD, ActionField.DUE, ActionField.STATUS}
OPTIONAL = {ActionField.AREA, ActionField.JOB_ROLE, ActionField.RESOURCES, ActionField.MEASURE, ActionField.PROGRESS}


def test_optional_boxes_are_behind_one_button_unless_they_hold_text(full_page: ActionPlanPage) -> None:
    assert shown_fields(full_page) == {*ALWAYS, ActionField.MEASURE}
    more = full_page.findChild(FoldButton, "more")
    assert isinstance(more, FoldButton)
    more.click()
    assert (more.text(), more.is_expanded) == ("Less detail", True)
    assert shown_fields(full_page) == ALWAYS | OPTIONAL
    type_in(full_page.plan.editors["A1"].entries[ActionField.AREA], "The office")
    more.click()
    assert (more.text(), more.is_expanded) == ("More detail", False)
    assert shown_fields(full_page) == {*ALWAYS, ActionField.MEASURE, ActionField.AREA}


def test_the_question_is_no_text_of_the_persons_own(bench: Bench) -> None:
    """What needs to get better is blank until somebody writes it, and the plan has the question meanwhile."""
    with bench.elsewhere() as workspace:
        draft = begin_draft(workspace, "wscp-early-help-2025-26", "Riverside")
        question = next(one for one in draft.topic.questions if one.id == "staff-understanding")
        save_answer(workspace, draft.audit.id, Answer(question.id, choice="no"))
    bench.open(draft.audit.id, ACTION_PLAN)
    page = bench.audit.page
    assert isinstance(page, ActionPlanPage)
    page.reveal("action-A1-action")
    area = page.plan.editors["A1"].entries[ActionField.AREA]
    assert isinstance(area, TextField)
    assert (area.value(), area.isVisible()) == ("", False)
    type_in(page.plan.editors["A1"].entries[ActionField.ACTION], "Train all")
    saved = saved_action(bench)
    assert (saved.action, saved.area) == ("Train all", question.text)
    type_in(area, "The office")
    assert saved_action(bench).area == "The office"
    area.selectAll()
    QTest.keyClick(area, Qt.Key.Key_Delete)
    assert saved_action(bench).area == question.text
    assert area.value() == ""


def saved_action(bench: Bench) -> Action:
    """Save what is typed, and return the one action of the plan."""
    bench.audit.open_draft.flush()
    bench.settle()
    (action,) = bench.audit.open_draft.draft.audit.actions
    return action


def test_a_box_stays_when_its_text_is_deleted(bench: Bench, full_page: ActionPlanPage) -> None:
    entry = full_page.plan.editors["A1"].entries[ActionField.MEASURE]
    assert isinstance(entry, TextField)
    entry.setFocus()
    entry.selectAll()
    entry.insertPlainText("")
    full_page.open_draft.flush()
    bench.settle()
    assert entry.isVisible()
    assert entry.hasFocus()


def test_going_to_an_optional_box_shows_it(full_page: ActionPlanPage) -> None:
    full_page.reveal("action-A1-resources")
    assert shown_fields(full_page) == ALWAYS | OPTIONAL


def test_the_plan_comes_before_the_buttons_that_save_it(bench: Bench, page: ActionPlanPage) -> None:
    bench.settle()
    saves = page.files.mapTo(page, page.files.rect().topLeft()).y()
    assert page.overview.findChildren(OverviewLine)
    assert page.overview.mapTo(page, page.overview.rect().bottomLeft()).y() < saves


@pytest.fixture
def lead(bench: Bench, audit_id: str) -> NameField:
    """Make the box for the lead of an action without one. The audit names two people, and an action a third."""
    people = (Person("completer", name="Amina Yusuf"), Person("substitute", name="Sam Hill"))
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("people", people=people))
        save_action(workspace, audit_id, Action(action="First", lead="Ann Samson"))
        save_action(workspace, audit_id, Action(action="Second"))
    bench.open(audit_id, ACTION_PLAN)
    assert isinstance(bench.audit.page, ActionPlanPage)
    bench.audit.page.reveal("action-A2-lead")
    field = bench.audit.page.plan.editors["A2"].entries[ActionField.LEAD]
    assert isinstance(field, NameField)
    field.setFocus()
    return field


def press(field: NameField, key: Qt.Key) -> None:
    """Press a key where the keyboard goes: to the list while it is open."""
    QTest.keyClick(QApplication.activePopupWidget() or field, key)


def test_names_are_offered_and_put_in_only_when_chosen(
    bench: Bench, lead: NameField, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(announcing, "_say", lambda _where, text, *, at_once: heard.append(text))  # noqa: ARG005
    QTest.keyClicks(lead, "sam")
    assert lead.offered() == ("Sam Hill", "Ann Samson")
    press(lead, Qt.Key.Key_Down)
    press(lead, Qt.Key.Key_Down)
    assert lead.text() == "sam"
    press(lead, Qt.Key.Key_Return)
    assert (lead.text(), lead.offered()) == ("Ann Samson", ())
    assert heard == ["Ann Samson is filled in"], "the list itself says the names that the arrow keys come to"
    bench.audit.open_draft.flush()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.actions[1].lead == "Ann Samson"


def test_a_name_that_is_typed_out_stays_as_it_is_typed(lead: NameField) -> None:
    QTest.keyClicks(lead, "Sam")
    press(lead, Qt.Key.Key_Escape)
    assert (lead.text(), lead.offered()) == ("Sam", ())
    QTest.keyClicks(lead, "u")
    press(lead, Qt.Key.Key_Return)
    assert lead.text() == "Samu"


def test_a_click_beside_the_list_closes_it_and_presses_what_is_there(bench: Bench, lead: NameField) -> None:
    QTest.keyClicks(lead, "sam")
    assert lead.offered()
    other = next(one for one in bench.audit.findChildren(QPushButton) if one.text() == "&Your audits")
    pressed: list[bool] = []
    other.pressed.connect(lambda: pressed.append(True))
    at, popup = other.mapToGlobal(other.rect().center()), QApplication.activePopupWidget()
    assert popup is not None
    QTest.mousePress(popup, Qt.MouseButton.LeftButton, pos=popup.mapFromGlobal(at))
    bench.bot.waitUntil(lambda: pressed == [True])
    QTest.mouseRelease(other, Qt.MouseButton.LeftButton, pos=QPoint(-9, -9))
    assert lead.offered() == ()


def test_the_arrow_key_lists_every_name(lead: NameField) -> None:
    press(lead, Qt.Key.Key_Down)
    assert lead.offered() == ("Amina Yusuf", "Sam Hill", "Ann Samson")
    press(lead, Qt.Key.Key_Escape)
    assert lead.text() == ""
    assert "Names in this audit" in lead.accessibleDescription()
