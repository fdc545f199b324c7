"""The scroll area of every page.

A screen reader asks a scroll area for a child by its number. Qt does not check the number, and counts a scroll bar only
while it is visible, so a bar that disappeared between two questions crashed the program. Here Qt's bars are never
shown. The two visible bars belong to no part that Qt counts. A screen reader scrolls by going to what it reads.

It is our own for good: a page also opens at its top, gives the keyboard to its first field, and puts Tab into the order
of reading, and QScrollArea does none of that. The drawn bars alone can go with docs/upstream/scroll_area_child.py.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget

from s11desk.desktop.parts.tab_order import ReadingOrder
from s11desk.override import override

TURNS = 5
"""Of the event loop: each nested layout takes one to pass on what its content needs."""


class ScrollArea(QScrollArea):
    """As wide as its place. The bar at the side keeps its room when there is nothing to scroll, and is not drawn.

    Whatever comes to stand in it, and whenever, is gone through in the order of reading.
    """

    def __init__(self, *, keeps_room: bool = True) -> None:
        super().__init__()
        self._keeps_room = keeps_room
        self._view = QWidget()
        self.setViewport(self._view)  # for Qt's own, PySide would prepare every class of widget
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._order = ReadingOrder(self)
        self._side = _ShownBar(self.verticalScrollBar(), self)
        self._foot = _ShownBar(self.horizontalScrollBar(), self)
        self._lays_out = False
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.rangeChanged.connect(lambda *_: self._lay_out_bars())
        self._lay_out_bars()

    @override
    def setWidget(self, widget: QWidget) -> None:
        """Replace and delete the page. The field with the keyboard loses it first, while the rest of its page exists.

        A field that Qt deletes while it has the keyboard reports its last text too late or not at all
        (docs/upstream/field_dies.py).
        """
        focused = self.window().focusWidget()
        if focused is not None and self.viewport().isAncestorOf(focused):
            focused.clearFocus()
        super().setWidget(widget)

    def begin_at_top(self, first: QWidget | None, turns: int = TURNS) -> None:
        """The page opens, at its heading. ``first`` gets the keyboard where all of it lies in sight below that.

        Else the page itself has it: a screen reader says the heading, Tab goes on to what comes first, and the arrow
        keys scroll. Looked at again until the layouts have come to rest, unless the person goes elsewhere.
        """
        fits = first is not None and first.isVisible() and self._is_on_first_screen(first)
        wanted = first.focusProxy() or first if first is not None and fits else self
        if self.window().focusWidget() is not wanted:
            wanted.setFocus()
        self.verticalScrollBar().setValue(0)
        page = self.widget()
        if turns:
            QTimer.singleShot(0, wanted, lambda: self._begin_again(page, first, wanted, turns - 1))

    def _begin_again(self, page: QWidget | None, first: QWidget | None, had: QWidget, turns: int) -> None:
        is_there = self.widget() is page and (first is None or shiboken6.isValid(first))
        if is_there and self.window().focusWidget() is had:
            self.begin_at_top(first, turns)

    def _is_on_first_screen(self, part: QWidget) -> bool:
        """With room for the ring around it."""
        ground = self.widget()
        place = (
            part.mapTo(ground, part.rect().bottomLeft()) if ground is not None and ground.isAncestorOf(part) else None
        )
        return place is not None and place.y() + part.fontMetrics().height() * 5 // 4 < self.viewport().height()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._order.start()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_bars()

    def _lay_out_bars(self) -> None:
        """Once at a time: the room that a bar takes may be what another is needed for, and the reverse, without end."""
        if not self._lays_out:
            self._lays_out = True
            self._give_room()
            self._lays_out = False

    def _give_room(self) -> None:
        """The one at the foot is there only when needed: pages wrap their text, so this is rare."""
        needs_foot = self.horizontalScrollBar().maximum() > 0
        needs_side = self._keeps_room or self.verticalScrollBar().maximum() > 0
        wide = self._side.sizeHint().width() if needs_side else 0
        high = self._foot.sizeHint().height() if needs_foot else 0
        inner = self.contentsRect()
        self.setViewportMargins(0, 0, wide, high)
        self._side.setPageStep(self.viewport().height())
        self._foot.setPageStep(self.viewport().width())
        self._side.setGeometry(inner.right() + 1 - wide, inner.top(), wide, inner.height() - high)
        self._foot.setGeometry(inner.left(), inner.bottom() + 1 - high, inner.width() - wide, high)
        self._foot.setVisible(needs_foot)


def bring_into_sight(widget: QWidget, turns: int = TURNS) -> None:
    """Scroll the page that ``widget`` stands on, no further than needed.

    What has just come has its place only when the layouts around it, one in each of the event loop's ``turns``, have
    come to rest.
    """
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget)
        if turns:
            QTimer.singleShot(0, widget, lambda: bring_into_sight(widget, turns - 1))


class _ShownBar(QScrollBar):
    """Moves with one of Qt's own bars, and that one with it."""

    def __init__(self, moved: QScrollBar, parent: QWidget) -> None:
        super().__init__(moved.orientation(), parent)
        self._moved = moved
        moved.rangeChanged.connect(lambda *_: self._follow())
        moved.valueChanged.connect(self.setValue)
        self.valueChanged.connect(moved.setValue)
        self._follow()  # a new bar of Qt's has a hundred steps: drawn, where there is nothing to scroll

    def _follow(self) -> None:
        self.setSingleStep(self._moved.singleStep())
        self.setRange(self._moved.minimum(), self._moved.maximum())
        self.setValue(self._moved.value())
