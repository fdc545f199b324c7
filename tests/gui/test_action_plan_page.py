"""The action plan: its overview, its editors, and the plan as a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.messages.plan_words import due_words, plan_words
from s11desk.desktop.pages.action_plan_page import ActionPlanPage
from s11desk.domain.audit import Action, ActionStatus, Answer
from s11desk.domain.flow import ACTION_PLAN
from s11desk.domain.topic import ActionField
from tests.gui.conftest import Bench, type_in
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
