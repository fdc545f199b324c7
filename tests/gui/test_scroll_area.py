"""A screen reader finds the same children in a scroll area, whatever is in it and whether it is visible."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QScrollBar, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.inputs.fields import TextField
from s11desk.desktop.parts.focus import focus_place
from s11desk.desktop.parts.focus.focus_place import FocusPlace
from s11desk.desktop.parts.layout.scroll_area import ScrollArea, show_whole
from s11desk.desktop.theme.theme import Theme


@pytest.fixture
def area(qtbot: QtBot) -> ScrollArea:
    area = ScrollArea()
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    return area


def put(area: ScrollArea, width: int, height: int) -> QWidget:
    content = QWidget()
    content.setMinimumSize(width, height)
    area.setWidget(content)
    return content


def bar(area: ScrollArea, orientation: Qt.Orientation) -> QScrollBar:
    """Return the visible bar."""
    bars = area.findChildren(QScrollBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next(one for one in bars if one.orientation() is orientation)


@pytest.mark.parametrize("size", [(10, 10), (10, 5000), (5000, 10), (5000, 5000)])
def test_a_screen_reader_finds_only_the_content(qtbot: QtBot, area: ScrollArea, size: tuple[int, int]) -> None:
    put(area, *size)
    qtbot.waitUntil(lambda: (area.verticalScrollBar().maximum() > 0) == (size[1] > 300))
    assert (area.horizontalScrollBar().maximum() > 0) == (size[0] > 400)
    assert QAccessible.queryAccessibleInterface(area).childCount() == 1
    area.hide()
    assert QAccessible.queryAccessibleInterface(area).childCount() == 1


def test_the_lower_bar_takes_room_only_when_needed(qtbot: QtBot, area: ScrollArea) -> None:
    put(area, 10, 10)
    whole = area.height() - 2 * area.frameWidth()
    qtbot.waitUntil(lambda: area.viewport().height() == whole)
    assert not bar(area, Qt.Orientation.Horizontal).isVisible()
    put(area, 900, 10)
    qtbot.waitUntil(lambda: area.viewport().height() < whole)
    assert bar(area, Qt.Orientation.Horizontal).isVisible()


def test_the_visible_bar_and_the_content_move_together(qtbot: QtBot, area: ScrollArea) -> None:
    content = put(area, 10, 5000)
    shown = bar(area, Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: shown.maximum() == area.verticalScrollBar().maximum() > 0)
    assert shown.pageStep() == area.viewport().height()
    assert shown.singleStep() == area.verticalScrollBar().singleStep()
    area.verticalScrollBar().setValue(700)
    assert shown.value() == 700
    shown.setValue(1200)
    assert content.y() == -1200


def test_the_side_bar_is_beside_the_content_and_keeps_its_room(qtbot: QtBot, area: ScrollArea) -> None:
    put(area, 10, 10)
    shown = bar(area, Qt.Orientation.Vertical)
    qtbot.waitUntil(lambda: area.viewport().geometry().right() + 1 == shown.x())
    room = area.viewport().width()
    put(area, 10, 5000)
    qtbot.waitUntil(lambda: shown.maximum() > 0)
    assert area.viewport().width() == room


def test_arrow_keys_scroll_the_page(qtbot: QtBot, area: ScrollArea) -> None:
    content = put(area, 10, 5000)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert content.y() < 0


def test_a_field_loses_focus_before_its_page_is_deleted(qtbot: QtBot, area: ScrollArea) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    problem, entry = QLabel(), QLineEdit()
    for part in (problem, entry):
        layout.addWidget(part)
    seen: list[bool] = []
    entry.editingFinished.connect(lambda: seen.append(shiboken6.isValid(problem)))
    area.setWidget(page)
    area.activateWindow()
    entry.setFocus()
    qtbot.waitUntil(entry.hasFocus)
    QTest.keyClicks(entry, "31 2 2026")
    area.setWidget(QWidget())
    assert seen == [True]


def test_the_line_in_which_a_person_types_stays_on_the_screen(
    qtbot: QtBot, qapp: QApplication, area: ScrollArea
) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    above, field, below = QLabel(), TextField(Theme(qapp), 2), QLabel()
    for label in (above, below):
        label.setFixedHeight(290)
    for part in (above, field, below):
        layout.addWidget(part)
    area.setWidget(page)
    area.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)

    def is_seen() -> bool:
        shown = field.viewport().mapTo(area.viewport(), field.cursorRect().bottomLeft())
        return area.viewport().rect().contains(shown)

    for number in range(6):
        QTest.keyClicks(field, f"line {number}\r")
        qtbot.waitUntil(is_seen)
    area.verticalScrollBar().setValue(0)
    QTest.keyClicks(field, "x")
    assert is_seen(), "also after the page was scrolled away"


@pytest.mark.parametrize(("height", "from_top"), [(120, False), (900, True)], ids=["it fits", "it is higher"])
def test_a_form_that_opens_at_the_edge_is_brought_into_sight_whole_or_from_its_top(
    height: int, *, from_top: bool, qtbot: QtBot, area: ScrollArea
) -> None:
    page = put(area, 200, 2000)
    form = QWidget(page)
    form.setGeometry(0, 600, 150, height)
    form.show()
    area.show()
    qtbot.waitExposed(area)
    show_whole(form)
    top = form.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert top == (0 if from_top else area.viewport().height() - height)
    show_whole(form)
    assert form.mapTo(area.viewport(), QPoint(0, 0)).y() == top, "no further than needed"


@pytest.mark.parametrize("scrolls", [False, True])
def test_the_place_is_found_on_a_page_whose_parts_come_late_unless_the_person_scrolls(
    qtbot: QtBot, area: ScrollArea, monkeypatch: pytest.MonkeyPatch, scrolls: bool
) -> None:
    monkeypatch.setattr(focus_place, "_LATE", 5)
    page = put(area, 100, 400)
    bar = area.verticalScrollBar()
    focus_place.come_back(page, area, FocusPlace(None, "", "", 0, 600, 0.9, in_view=False))
    qtbot.waitUntil(lambda: 0 < bar.value() == bar.maximum())
    QTest.qWait(100)  # the turns in which a page usually settles are over
    if scrolls:
        bar.setValue(7)
        QTest.qWait(30)
    page.setMinimumSize(100, 1000)
    if scrolls:
        QTest.qWait(60)
    else:
        qtbot.waitUntil(lambda: bar.value() == 600)
    assert bar.value() == (7 if scrolls else 600)
