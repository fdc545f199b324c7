"""A field takes no more than the program keeps, says so, and never cuts what was there before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from s11desk.desktop.inputs.fields import LineField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Answer
from s11desk.domain.text.text_limits import LINE_LIMIT, LONG_LIMIT
from s11desk.wording.audits.text_length_words import full_field
from tests.gui.conftest import Bench, question, type_in

LIMIT = 10


def theme_of(bench: Bench) -> Theme:
    """A theme of its own: the fields here are in no window."""
    assert bench.window
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return Theme(application)


def lines_of(bench: Bench, field: LineField) -> FormRow:
    row = FormRow(theme_of(bench), "Name", field)
    bench.bot.addWidget(row)
    row.show()
    return row


def test_a_text_has_room_for_all_its_lines(bench: Bench) -> None:
    """A line of a text is higher than its font asks for, which many lines show."""
    field = TextField(theme_of(bench))
    bench.bot.addWidget(field)
    field.show()
    for lines in (5, 40, 200):
        field.setPlainText("Twenty children came.\n" * lines)
        bench.bot.waitUntil(lambda: field.verticalScrollBar().maximum() == 0)


def problem_of(row: FormRow) -> str:
    shown = [label.text() for label in row.findChildren(QLabel) if label.isVisibleTo(row)]
    return next((text for text in shown if text.startswith("This is full")), "")


@pytest.fixture
def line(qapp: QApplication) -> LineField:  # noqa: ARG001 - a widget needs one
    return LineField(LIMIT)


@pytest.fixture
def text(bench: Bench) -> TextField:
    return TextField(theme_of(bench), limit=LIMIT)


def test_a_line_takes_what_fits_says_the_limit_and_takes_the_sentence_back(bench: Bench, line: LineField) -> None:
    row = lines_of(bench, line)
    line.insert("1234567890more")
    assert line.text() == "1234567890"
    assert problem_of(row) == full_field(LIMIT)
    type_in(line, "x")
    assert (line.text(), problem_of(row)) == ("1234567890", full_field(LIMIT))
    line.backspace()
    assert problem_of(row) == ""


def test_several_lines_take_what_fits_and_say_the_limit(bench: Bench, text: TextField) -> None:
    row = FormRow(theme_of(bench), "Story", text)
    bench.bot.addWidget(row)
    data = QMimeData()
    data.setText("123\n567890more")
    text.insertFromMimeData(data)
    assert text.value() == "123\n567890"
    assert problem_of(row) == full_field(LIMIT)
    type_in(text, "x")
    assert text.value() == "123\n567890"
    text.textCursor().deletePreviousChar()
    assert (text.value(), problem_of(row)) == ("123\n56789", "")


@pytest.mark.parametrize("at", [0, 4, 8])
def test_only_what_was_added_is_cut(text: TextField, at: int) -> None:
    text.show_value("12345678")
    cursor = text.textCursor()
    cursor.setPosition(at)
    text.setTextCursor(cursor)
    text.insertPlainText("abcdef")
    assert text.value() == "12345678"[:at] + "ab" + "12345678"[at:]
    text.undo()
    assert text.value() == "12345678"


def test_a_selection_is_replaced_by_what_fits(text: TextField) -> None:
    text.show_value("1234567890")
    text.selectAll()
    text.insertPlainText("abcdefghijklmn")
    assert text.value() == "abcdefghij"


def test_a_longer_text_of_an_older_version_is_shown_whole(line: LineField, text: TextField) -> None:
    for field in (line, text):
        field.show_value("1234567890 and more")
    assert (line.text(), text.value()) == ("1234567890 and more", "1234567890 and more")
    cursor = text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    text.setTextCursor(cursor)
    text.insertPlainText("!")
    assert text.value() == "1234567890 and more"


def test_an_answer_that_was_pasted_too_long_is_saved_as_far_as_it_fits(bench: Bench, audit_id: str) -> None:
    view = bench.open(audit_id, question("story"))
    field = next(one for one in view.findChildren(TextField) if one.objectName() == "answer" and one.isVisible())
    field.insertPlainText("x" * (LONG_LIMIT + 500))
    QTest.qWait(1)
    bench.settle()
    bench.bot.waitUntil(lambda: saved(bench, audit_id) == Answer("story", text="x" * LONG_LIMIT), timeout=20_000)
    assert any(full_field(LONG_LIMIT) in label.text() for label in view.findChildren(QLabel) if label.isVisible())


def test_every_field_of_one_line_has_the_limit(bench: Bench, audit_id: str) -> None:
    view = bench.open(audit_id, question("story"))
    assert {field.maxLength() for field in view.findChildren(LineField)} <= {LINE_LIMIT}


def saved(bench: Bench, audit_id: str) -> Answer:
    with bench.elsewhere() as workspace:
        return workspace.drafts.read(audit_id).audit.answer("story")
