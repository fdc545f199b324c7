"""A part of a page that stays where it is on the screen while something above it grows or shrinks."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from s11desk.desktop.parts.scroll_area import TURNS, area_around


def keep_still(part: QWidget) -> None:
    """Scroll the page along with what changes above ``part`` now, so that nothing moves under a click.

    Call it before the change. A change whose layouts need more than a few turns of the event loop is not followed.
    """
    area = area_around(part)
    if area is not None and part.isVisibleTo(area):
        _Still(part, area).follow(TURNS)


class _Still(QObject):
    """Follows the part until the layouts around it have settled."""

    def __init__(self, part: QWidget, area: QScrollArea) -> None:
        super().__init__(part)
        self._part, self._area = part, area
        self._bar = area.verticalScrollBar()
        self._top = self._shown_top()
        self._bar.rangeChanged.connect(self._scroll)  # before anything is drawn in its new place

    def follow(self, turns: int) -> None:
        """Look again in each of so many turns of the event loop."""
        self._scroll()
        if turns:
            QTimer.singleShot(0, self, lambda: self.follow(turns - 1))
        else:
            self._bar.rangeChanged.disconnect(self._scroll)
            self.deleteLater()

    def _shown_top(self) -> int:
        return self._part.mapTo(self._area.viewport(), QPoint()).y()

    def _scroll(self) -> None:
        moved = self._shown_top() - self._top
        if moved:
            self._bar.setValue(self._bar.value() + moved)
