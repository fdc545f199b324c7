"""Layouts are read and emptied in order, and PySide never sees their items."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.parts.layout.layouts import empty, parts_of
from s11desk.desktop.parts.layout.remembering_column import RememberingColumn
from s11desk.override import override


def items_known_to_pyside() -> int:
    return sum(
        isinstance(known, QLayoutItem) and not isinstance(known, QLayout) for known in shiboken6.getAllValidWrappers()
    )


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    outer = QVBoxLayout(page)
    for name in ("first", "last"):
        outer.addWidget(QLabel(name))
    inner = QHBoxLayout()
    outer.insertLayout(1, inner)
    inner.addWidget(QLabel("inside"))
    outer.addStretch()
    outer.insertWidget(0, QLabel("before"))
    QLabel("in no layout", page)
    return page


def test_parts_are_in_the_order_of_the_layout(page: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    before = items_known_to_pyside()
    parts = parts_of(layout)
    assert items_known_to_pyside() == before
    assert [part.text() if isinstance(part, QLabel) else type(part).__name__ for part in parts] == [
        "before",
        "first",
        "QHBoxLayout",
        "last",
    ]


def test_a_layout_without_a_widget_has_no_parts() -> None:
    assert parts_of(QHBoxLayout()) == []


def test_widgets_of_an_emptied_layout_are_deleted(page: QWidget, qtbot: QtBot) -> None:
    layout = page.layout()
    assert isinstance(layout, QVBoxLayout)
    first = next(label for label in page.findChildren(QLabel) if label.text() == "first")
    before = items_known_to_pyside()
    empty(layout)
    assert items_known_to_pyside() == before
    assert [type(part) for part in parts_of(layout)] == [QHBoxLayout]
    qtbot.waitUntil(lambda: not shiboken6.isValid(first))
    assert {label.text() for label in page.findChildren(QLabel)} == {"inside", "in no layout"}


def test_a_column_measures_its_texts_once_for_each_width(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    column = RememberingColumn(around)
    text = _MeasuredLabel("words that wrap " * 9)
    column.addWidget(text)
    once = [column.heightForWidth(width) for width in (200, 300, 200, 300)]
    assert (once[0], once[1]) == (once[2], once[3]), once
    text.measured.clear()
    assert [column.heightForWidth(200), column.minimumHeightForWidth(300)] == once[:2]
    assert text.measured == []


def test_a_column_measures_again_what_has_changed(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    column = RememberingColumn(around)
    text = _MeasuredLabel("short")
    column.addWidget(text)
    low = (column.heightForWidth(200), column.minimumHeightForWidth(200))
    text.setText("words that wrap " * 9)
    high = (column.heightForWidth(200), column.minimumHeightForWidth(200))
    assert high[0] > low[0]
    assert high[1] > low[1]


class _MeasuredLabel(QLabel):
    """Notes the widths for which its height was asked."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.measured: list[int] = []

    @override
    def heightForWidth(self, width: int) -> int:
        self.measured.append(width)
        return super().heightForWidth(width)
