"""A click works even if its button is partly out of view and the page then scrolls."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.parts.layout.scroll_area import ScrollArea
from tests.gui.conftest import Bench


@pytest.fixture
def half_hidden(bench: Bench, audit_id: str) -> tuple[ScrollArea, QPushButton]:
    """A page that scrolls, and a button that shows only a few lines of pixels at the lower edge."""
    bench.open(audit_id)
    area = bench.audit.area
    page = area.widget()
    assert page is not None
    button = QPushButton("Press me", page)
    page.setMinimumHeight(area.viewport().height() + 400)
    button.setGeometry(20, area.viewport().height() - 8, 200, 40)
    button.show()
    area.verticalScrollBar().setValue(0)
    bench.settle()
    return area, button


def test_a_partly_visible_button_can_be_clicked(bench: Bench, half_hidden: tuple[ScrollArea, QPushButton]) -> None:
    area, button = half_hidden
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    visible = button.mapTo(bench.window, QPoint(30, 4))
    under_it: QWidget | None = bench.window.childAt(visible)
    assert under_it is button
    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(30, 4))
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    bench.settle()
    assert area.verticalScrollBar().value() == 0, "the page stays while the mouse button is down"
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(30, 4))
    assert pressed == [True]
    bench.bot.waitUntil(lambda: area.verticalScrollBar().value() > 0)


def test_a_click_on_what_is_in_sight_does_not_move_a_page_with_a_high_panel(
    bench: Bench, half_hidden: tuple[ScrollArea, QPushButton]
) -> None:
    area, button = half_hidden
    page, high = area.widget(), 2 * area.viewport().height()
    assert page is not None
    panel = QWidget(page)
    panel.setProperty("seen", "together")
    panel.setGeometry(0, 60, 400, high)
    page.setMinimumHeight(high + 200)
    button.setParent(panel)
    button.setGeometry(20, 100, 200, 40)
    lower = QPushButton("Lower", panel)
    lower.setGeometry(20, high - 60, 200, 40)
    panel.show()
    bench.settle()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    bench.settle()
    assert area.verticalScrollBar().value() == 0
    lower.setFocus(Qt.FocusReason.TabFocusReason)
    bench.settle()
    assert lower.mapTo(area.viewport(), lower.rect().bottomLeft()).y() < area.viewport().height()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    bench.settle()
    assert panel.mapTo(area.viewport(), QPoint()).y() >= 0, "its head is shown with it"
