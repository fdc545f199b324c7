"""The input for a table: rows that people add, fixed rows, what is typed, kept, undone and asked for."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.inputs.answers.table_input import TableInput
from s11desk.desktop.inputs.fields import DateField, LineField, ListField
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import AnswerRow, Cell
from s11desk.domain.audits.flow import CHECK
from s11desk.topics.pack import load_pack
from tests.gui.conftest import Bench, install, question, type_in

PACK = Path(__file__).parents[1] / "topics" / "format2"


@pytest.fixture
def audit_id(bench: Bench) -> str:
    with bench.elsewhere() as workspace:
        topic = load_pack(PACK)
        install(workspace, topic)
        return begin_draft(workspace, topic.id, "Sample school").audit.id


def table(bench: Bench, audit_id: str, name: str) -> TableInput:
    bench.open(audit_id, question(name))
    return shown_table(bench)


def come_back(bench: Bench, name: str) -> TableInput:
    """Go to another question and back."""
    bench.audit.go(question("lead"))
    bench.settle()
    bench.audit.go(question(name))
    bench.settle()
    return shown_table(bench)


def shown_table(bench: Bench) -> TableInput:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert isinstance(page.input, TableInput)
    return page.input


def type_into(shown: TableInput, place: str, text: str) -> None:
    field = shown.field_named(place)
    assert isinstance(field, LineField)
    type_in(field, text)


def saved_rows(bench: Bench, name: str) -> tuple[AnswerRow, ...]:
    bench.audit.open_draft.flush()
    bench.settle()
    return bench.audit.open_draft.draft.audit.answer(name).rows


def test_what_is_typed_into_cells_of_every_kind_is_saved(bench: Bench, audit_id: str) -> None:
    shown = table(bench, audit_id, "courses")
    type_into(shown, "Row 1, Name", "Anna Müller")
    type_into(shown, "Row 1, Day", "3 6 2026")
    type_into(shown, "Row 1, Hours", "7.5")
    course = shown.field_named("Row 1, Course")
    assert isinstance(course, ListField)
    course.setCurrentIndex(2)
    course.activated.emit(2)
    expected = AnswerRow(
        (
            Cell("name", text="Anna Müller"),
            Cell("day", date=dt.date(2026, 6, 3)),
            Cell("hours", number=7.5),
            Cell("course", choice="lead"),
        )
    )
    assert saved_rows(bench, "courses") == (expected,)
    if folder := os.environ.get("PICTURES"):
        bench.window.resize(1366, 768)
        bench.settle()
        bench.window.grab().save(f"{folder}/table.png")


def test_rows_are_added_and_removed_and_the_others_keep_their_cells(bench: Bench, audit_id: str) -> None:
    shown = table(bench, audit_id, "courses")
    type_into(shown, "Row 1, Name", "Anna")
    shown.add.click()
    type_into(shown, "Row 2, Name", "Ben")
    shown.add.click()
    type_into(shown, "Row 3, Name", "Cem")
    remove = next(one for one in shown.findChildren(QPushButton) if one.accessibleName() == "Remove row 2")
    remove.click()
    assert [row.cell("name").text for row in saved_rows(bench, "courses")] == ["Anna", "Cem"]


def test_fixed_rows_are_there_from_the_start_and_keep_their_place(bench: Bench, audit_id: str) -> None:
    shown = table(bench, audit_id, "quarters")
    assert not shown.add.isVisible()
    type_into(shown, "July to September, Made", "12")
    assert saved_rows(bench, "quarters") == (AnswerRow((Cell("made", number=12.0),), row="q2"),)
    again = come_back(bench, "quarters")
    field = again.field_named("July to September, Made")
    assert isinstance(field, LineField)
    assert field.text() == "12"
    if folder := os.environ.get("PICTURES"):
        bench.window.resize(1366, 768)
        bench.settle()
        bench.window.grab().save(f"{folder}/table-fixed.png")


def test_text_that_is_not_a_number_stays_and_is_reported(bench: Bench, audit_id: str) -> None:
    shown = table(bench, audit_id, "courses")
    type_into(shown, "Row 1, Name", "Anna")
    type_into(shown, "Row 1, Hours", "several")
    assert shown.problem() == "Row 1, Hours: enter a number in figures, like 12 or 12.5."
    again = come_back(bench, "courses")
    hours = again.field_named("Row 1, Hours")
    assert isinstance(hours, LineField)
    assert hours.text() == "several"


def test_each_field_of_a_table_has_a_name_of_its_own(bench: Bench, audit_id: str) -> None:
    shown = table(bench, audit_id, "courses")
    shown.add.click()
    names = [one.accessibleName() for kind in (LineField, ListField) for one in shown.findChildren(kind)]
    assert len(names) == len(set(names)) == 8
    assert "Hours (hours), Row 2" in names
    assert shown.findChildren(DateField)


def test_an_empty_cell_that_is_needed_is_named_where_answers_are_checked(bench: Bench, audit_id: str) -> None:
    shown = table(bench, audit_id, "courses")
    type_into(shown, "Row 1, Hours", "3")
    bench.audit.go(CHECK)
    bench.settle()
    words = " ".join(one.text() for one in bench.audit.findChildren(QPushButton))
    assert "Fill in the cell “Row 1, Name”" in words
