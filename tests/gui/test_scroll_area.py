"""What a screen reader is told of a scroll area does not change in number with what is in it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.scroll_area import ScrollArea

VIEW_AND_TWO_BARS = 3


@pytest.mark.parametrize("size", [(10, 10), (10, 5000), (5000, 10), (5000, 5000)])
def test_the_parts_stay_whatever_is_shown(qtbot: QtBot, size: tuple[int, int]) -> None:
    area = ScrollArea()
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    content = QWidget()
    content.setMinimumSize(*size)
    area.setWidget(content)
    qtbot.waitUntil(lambda: (area.verticalScrollBar().maximum() > 0) == (size[1] > 300))
    assert (area.horizontalScrollBar().maximum() > 0) == (size[0] > 400)
    assert QAccessible.queryAccessibleInterface(area).childCount() == VIEW_AND_TWO_BARS


def test_a_bar_at_the_foot_takes_no_room_unless_needed(qtbot: QtBot) -> None:
    area = ScrollArea()
    qtbot.addWidget(area)
    area.resize(400, 300)
    area.show()
    area.setWidget(QWidget())
    whole = area.height() - 2 * area.frameWidth()
    qtbot.waitUntil(lambda: area.viewport().height() == whole)
    wide = QWidget()
    wide.setMinimumWidth(900)
    area.setWidget(wide)
    qtbot.waitUntil(lambda: area.viewport().height() < whole)
