"""The scroll area of every page.

Its bars never come and go. Qt answers a screen reader's question for a child of a scroll area by the child's number
alone, unchecked (QAccessibleAbstractScrollArea::child in Qt 6): a bar that went away with the page between two
questions, as on the way from a long page to a short one, ended the program.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QScrollBar


class ScrollArea(QScrollArea):
    """As wide as its place. The bar at the side keeps its room when there is nothing to scroll, and is not drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBar(_FlatBar(Qt.Orientation.Horizontal))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)


class _FlatBar(QScrollBar):
    """Takes no room while all is in sight: pages wrap their text, so this is nearly always."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        needed = super().sizeHint()
        return needed if self.maximum() > self.minimum() else QSize(needed.width(), 0)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()
