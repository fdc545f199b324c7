"""A row that wraps remembers the sizes of its parts, and takes in every change of one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.parts.layout.wrapping import WrappingRow

CHANGES: dict[str, Callable[[WrappingRow, list[QPushButton]], object]] = {
    "nothing": lambda _, buttons: buttons[0].update(),
    "a longer text": lambda _, buttons: buttons[1].setText("A much longer text than before, so that it wraps"),
    "a part that goes": lambda _, buttons: buttons[0].hide(),
    "a part that comes": lambda _, buttons: buttons[2].show(),
    "a part that is taken out": lambda row, buttons: row.removeWidget(buttons[1]),
    "another size of text": lambda _, buttons: buttons[0].setStyleSheet("font-size: 40px"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_row_has_the_sizes_of_a_new_row_after_any_change(
    qtbot: QtBot, change: Callable[[WrappingRow, list[QPushButton]], object]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    outer = QVBoxLayout(page)
    row = WrappingRow(8)
    outer.addLayout(row)
    buttons = [QPushButton(text) for text in ("Save", "Open the file", "Send by e-mail")]
    for each in buttons:
        row.addWidget(each)
    buttons[2].hide()
    page.resize(260, 400)
    page.show()
    QApplication.processEvents()
    before = row.heightForWidth(260), row.sizeHint(), row.minimumSize()
    assert before == (row.heightForWidth(260), row.sizeHint(), row.minimumSize())
    change(row, buttons)
    QApplication.processEvents()
    fresh = WrappingRow(8)
    for index in range(row.count()):
        item = row.itemAt(index)
        assert item is not None
        fresh.addItem(item)
    assert (row.heightForWidth(260), row.sizeHint(), row.minimumSize()) == (
        fresh.heightForWidth(260),
        fresh.sizeHint(),
        fresh.minimumSize(),
    )
    fresh._items.clear()


@pytest.mark.parametrize(("width", "is_one_line"), [(700, True), (160, False)])
def test_a_text_beside_a_button_wraps_only_where_there_is_no_room(qtbot: QtBot, width: int, is_one_line: bool) -> None:
    page = QWidget()
    page.setStyleSheet("* { font-size: 13px }")  # an earlier test may have left the application with large text
    qtbot.addWidget(page)
    outer = QVBoxLayout(page)
    row = WrappingRow(8)
    outer.addLayout(row)
    outer.addStretch()
    text = QLabel("Are you filling in an audit? Choose it below.")
    text.setWordWrap(True)
    row.addWidget(text)
    row.addWidget(QPushButton("Open"))
    page.resize(width, 400)
    page.show()
    QApplication.processEvents()
    line = text.fontMetrics().height()
    assert (text.height() < 2 * line) is is_one_line
    assert text.height() >= text.heightForWidth(text.width()), "nothing is cut off"
    assert text.geometry().right() <= width


def test_a_row_of_which_nothing_is_shown_has_no_height(qtbot: QtBot) -> None:
    """Less than none would take away the distance between its neighbours."""
    owner = QWidget()
    qtbot.addWidget(owner)
    row = WrappingRow(8)
    owner.setLayout(row)
    hidden = QPushButton("Later", owner)
    row.addWidget(hidden)
    hidden.hide()
    assert row.heightForWidth(260) == 0
