"""“Show it” beside what was undone leads to the very field that changed, in sight and with the keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget

from s11desk.app.audits.actions import remove_action, save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach, detach
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.workspace import Workspace
from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.saving.changed_field import field_of_answer
from s11desk.domain.audits.audit import Action, Answer, AnswerRow, Cell, Person
from s11desk.domain.audits.flow import ACTION_PLAN, INTRODUCTION, Step
from s11desk.topics.pack import load_pack
from tests.gui.conftest import Bench, install, question

FORM_WITH_TABLES = Path(__file__).parents[1] / "topics" / "format2"
Change = Callable[[Workspace, str, Path], object]


def answers(*several: Answer) -> Change:
    """Save one answer after the other; the last one is undone."""

    def change(workspace: Workspace, audit_id: str, _: Path) -> None:
        for one in several:
            save_answer(workspace, audit_id, one)

    return change


def changed_action(workspace: Workspace, audit_id: str, _: Path) -> None:
    for number in range(6):
        save_action(workspace, audit_id, Action(area=f"Area {number}", action="Print", lead="Kim"))
    save_action(workspace, audit_id, Action("A6", area="Area 5", action="Print", lead="Jo"))


def removed_action(workspace: Workspace, audit_id: str, _: Path) -> None:
    save_action(workspace, audit_id, Action(area="Posters", action="Print", lead="Kim"))
    remove_action(workspace, audit_id, "A1")


def removed_file(workspace: Workspace, audit_id: str, folder: Path) -> None:
    Image.new("RGB", (4, 3)).save(folder / "poster.png")
    (item,) = attach(workspace, audit_id, "policy", folder / "poster.png").audit.evidence
    detach(workspace, audit_id, item.id)


def attached_file(workspace: Workspace, audit_id: str, folder: Path) -> None:
    Image.new("RGB", (4, 3)).save(folder / "poster.png")
    attach(workspace, audit_id, "policy", folder / "poster.png")


def person(**details: str) -> Answer:
    return Answer("people", people=(Person("completer", "Amina", **details),))


POLICY = Answer("policy", choice="yes", comment="Read")
CHANGES: dict[str, tuple[Change, Step, str]] = {
    "a choice": (answers(POLICY, Answer("policy", choice="no", comment="Read")), question("policy"), "option-yes"),
    "the first choice": (answers(POLICY), question("policy"), "option-yes"),
    "a comment": (answers(POLICY, Answer("policy", choice="yes")), question("policy"), "comment"),
    "a reason": (
        answers(Answer("policy", choice="na", reason="None"), Answer("policy", choice="na")),
        question("policy"),
        "reason",
    ),
    "a mark": (
        answers(POLICY, Answer("policy", "yes", comment="Read", marked_for_review=True)),
        question("policy"),
        "review",
    ),
    "one of several": (
        answers(Answer("ages", choices=("gp",)), Answer("ages", choices=("gp", "school"))),
        question("ages"),
        "option-school",
    ),
    "a line": (answers(Answer("motto", text="All")), question("motto"), "answer"),
    "a date": (answers(Answer("reviewed", date=dt.date(2026, 3, 2))), question("reviewed"), "answer"),
    "a person": (
        answers(person(email="a@b.example"), person(email="c@d.example")),
        question("people"),
        "person-completer-email",
    ),
    "an action": (changed_action, ACTION_PLAN, "action-A6-lead"),
    "an action that is back": (removed_action, ACTION_PLAN, "action-A1-area"),
    "a file that is back": (removed_file, question("policy"), "caption-E1"),
    "a file that is gone": (attached_file, question("policy"), "attach"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_show_it_leads_to_the_field_that_was_undone(bench: Bench, audit_id: str, tmp_path: Path, name: str) -> None:
    change, step, field = CHANGES[name]
    with bench.elsewhere() as workspace:
        change(workspace, audit_id, tmp_path)
    bench.open(audit_id, INTRODUCTION)
    show_undone(bench)
    assert bench.audit.step == step
    assert_is_at(bench.audit, field)


def test_show_it_leads_to_the_cell_of_a_table(bench: Bench) -> None:
    with bench.elsewhere() as workspace:
        topic = load_pack(FORM_WITH_TABLES)
        install(workspace, topic)
        audit_id = begin_draft(workspace, topic.id, "Sample school").audit.id
        table = next(one for one in topic.questions if one.columns and not one.rows)
        column = table.columns[0].id
        rows = tuple(AnswerRow((Cell(column, text=text),)) for text in ("One", "Two", "Three"))
        other = (*rows[:2], AnswerRow((Cell(column, text="Four"),)))
        answers(Answer(table.id, rows=rows), Answer(table.id, rows=other))(workspace, audit_id, Path())
    bench.open(audit_id, INTRODUCTION)
    show_undone(bench)
    assert_is_at(bench.audit, f"cell-2-{column}")


def test_a_fixed_row_is_found_also_where_the_ones_before_it_are_blank() -> None:
    first, second = (AnswerRow((Cell("staff", number=one),), row=name) for one, name in ((1, "may"), (2, "june")))
    assert field_of_answer(Answer("t", rows=(second,)), Answer("t", rows=(first, second))) == "cell-may-staff"
    assert field_of_answer(Answer("t", rows=(first, second)), Answer("t", rows=(first,))) == "cell-june-staff"


def test_what_is_out_of_sight_on_the_same_page_can_be_shown_too(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        answers(POLICY, Answer("policy", choice="yes"))(workspace, audit_id, Path())
    bench.open(audit_id, question("policy"))
    bench.window.resize(700, 420)
    bench.settle()
    area = bench.audit.area.verticalScrollBar()
    area.setValue(area.maximum())
    bench.settle()
    show_undone(bench)
    assert_is_at(bench.audit, "comment")


def show_undone(bench: Bench) -> None:
    bench.audit.undo()
    bench.bot.waitUntil(bench.audit.top.there.isVisible)
    bench.settle()
    bench.audit.top.there.click()
    bench.settle()


def assert_is_at(view: AuditView, field: str) -> None:
    found = view.findChild(QWidget, field)
    assert found is not None
    target = found.focusProxy() or found
    assert target.hasFocus(), view.window().focusWidget()
    assert not found.visibleRegion().isEmpty(), "it is in sight"
