"""A vertical layout that remembers how high it is at each width.

Qt's own remembers one width, and is asked for two in turn: that of the page, and that which it would like to have. So
each new line on a page would measure all texts in all cards again, several times.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.override import override


class RememberingColumn(QVBoxLayout):
    """It asks its content for the height at a width once, until Qt says that the content has changed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        self._least: dict[int, int] = {}

    @override
    def invalidate(self) -> None:
        super().invalidate()
        self._heights.clear()
        self._least.clear()

    @override
    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    @override
    def minimumHeightForWidth(self, width: int) -> int:
        if width not in self._least:
            self._least[width] = super().minimumHeightForWidth(width)
        return self._least[width]
