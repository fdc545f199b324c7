"""The scroll area of every page.

A screen reader asks a scroll area for a child by its number. Qt does not check the number, and counts a scroll bar only
while it is visible, so a bar that disappeared between two questions crashed the program. Here Qt's bars are never
shown. The two visible bars belong to no part that Qt counts. A screen reader scrolls by going to what it reads.

The class stays even without that defect: it opens a page at its top, gives the keyboard to the first field, and puts
Tab into the order of reading. Only the drawn bars can go with docs/upstream/scroll_area_child.py.
"""

from __future__ import annotations

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QEvent, QPoint, QRect, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QScrollBar, QWidget

from s11desk.desktop.parts.by_name import set_by_name
from s11desk.desktop.parts.focus.steady_focus import SteadyFocus
from s11desk.desktop.parts.focus.tab_order import ReadingOrder
from s11desk.desktop.parts.reading.announcing import reader_listens
from s11desk.desktop.parts.reading.read_along import ReadAlong
from s11desk.desktop.parts.visit import next_visit
from s11desk.override import override

TURNS = 5
"""Turns of the event loop: each nested layout takes one to pass on the size of its content."""
_HEAD_LINES = 6
"""The heading of a page, with what is above it, is no higher than so many lines of its text."""


class ScrollArea(QScrollArea):
    """A scroll area that is as wide as its parent allows. If there is nothing to scroll, the side bar is not drawn.

    ``reserves_bar_width``: keep the width of the side bar free even then.

    Tab goes through the content in reading order, even if parts are added later.

    ``came_by_key``: whether a key brought the keyboard to the page itself, when it came last. ``is_empty``: there is
    nothing on the page yet from where a key could bring it.
    """

    is_empty = False

    def __init__(self, *, reserves_bar_width: bool = True) -> None:
        super().__init__()
        self._reserves_bar_width = reserves_bar_width
        self._view = QWidget()
        self.setViewport(self._view)  # returning Qt's own, PySide would prepare every class of widget
        self.setWidgetResizable(True)
        set_by_name(self, "horizontalScrollBarPolicy", "ScrollBarAlwaysOff")
        set_by_name(self, "verticalScrollBarPolicy", "ScrollBarAlwaysOff")
        self._order = ReadingOrder(self)
        self._read_along = ReadAlong(self)
        self._side = _ShownBar(self.verticalScrollBar(), "Vertical", self)
        self._foot = _ShownBar(self.horizontalScrollBar(), "Horizontal", self)
        self._lays_out = False
        self.came_by_key = False
        self._stop = QTimer(self)
        self._stop.setSingleShot(True)
        self._stop.setInterval(0)
        self._stop.timeout.connect(self._become_stop)
        self._steady = SteadyFocus(self, TURNS)
        self._visit = next_visit(self)
        self._first: QWidget | None = None
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.rangeChanged.connect(lambda *_: self._lay_out_bars())
        self.verticalScrollBar().rangeChanged.connect(lambda *_: self._stop.start())
        self._lay_out_bars()

    @override
    def setWidget(self, widget: QWidget) -> None:
        """Replace and delete the page. The field with the keyboard loses it first, while the rest of its page exists.

        A field that Qt deletes while it has the keyboard reports its last text too late or not at all
        (docs/upstream/field_dies.py).
        """
        self.leave_page()
        super().setWidget(widget)

    def leave_page(self) -> None:
        """Take the keyboard from the page, because another one comes, or the same widgets with another content."""
        self._visit = next_visit(self, self._visit)
        self._read_along.start_over()
        focused = self.window().focusWidget()
        if focused is not None and self.viewport().isAncestorOf(focused):
            focused.clearFocus()

    def begin_at_top(self, first: QWidget | None, turns: int = TURNS) -> None:
        """Open the page at its heading. ``first`` takes the keyboard if all of it is on the first screen.

        Otherwise the page itself takes it: a screen reader says the heading, Tab goes to the first field, and the arrow
        keys scroll. The area looks again until the layouts have settled, unless the person goes elsewhere, or the page
        wants another ``first`` by then.
        """
        self._first = first
        wanted = first.focusProxy() or first if first is not None and self.shows_whole(first) else self
        if self.window().focusWidget() is not wanted:
            wanted.setFocus()
        self.verticalScrollBar().setValue(0)
        if turns:
            QTimer.singleShot(0, self._visit, lambda: self._begin_again(first, wanted, turns - 1))

    def _begin_again(self, first: QWidget | None, had: QWidget, turns: int) -> None:
        is_there = first is None or shiboken6.isValid(first)
        if is_there and first is self._first and self.window().focusWidget() is had:
            self.begin_at_top(first, turns)

    def keep_still(self, part: QWidget) -> None:
        """Keep ``part`` where it is on the screen, whatever changes above it now."""
        self._steady.hold(part)

    def read_from(self, text: QLabel) -> None:
        """Have a screen reader say ``text``. The arrow keys then go on from there."""
        self._read_along.say(text)

    def _become_stop(self) -> None:
        """Let Tab come to a page that scrolls and has nothing that Tab comes to, so that it can be read by keyboard."""
        policy = QtCore.Qt.FocusPolicy
        if not self.focusPolicy() & policy.ClickFocus:
            return
        is_stop = self.verticalScrollBar().maximum() > 0 and not self._has_stops()
        self.setFocusPolicy(policy.StrongFocus if is_stop else policy.ClickFocus)

    def _has_stops(self) -> bool:
        """Whether Tab comes to something on the page. Mostly it is there already, and nothing has to be looked for."""
        focused, page = self.window().focusWidget(), self.widget()
        if focused is not None and self.viewport().isAncestorOf(focused) and _takes_tab(focused):
            return True
        return page is not None and any(_takes_tab(one) for one in page.findChildren(QWidget))

    def shows_whole(self, part: QWidget | None) -> bool:
        """Whether all of ``part`` is on the first screen, with the room for the focus ring. None is not."""
        if part is None or not part.isVisible():
            return False
        ground = self.widget()
        rect = (
            part.mapTo(ground, part.rect().bottomLeft()) if ground is not None and ground.isAncestorOf(part) else None
        )
        return rect is not None and rect.y() + part.fontMetrics().height() * 5 // 4 < self.viewport().height()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._order.start_or_wait()
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether a key brought the keyboard here: only then a frame around the whole page helps to find it."""
        self.came_by_key = not self.is_empty and _is_by_key(event)
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End scroll to the ends of the page. Qt scrolls with the arrow and Page keys.

        While a screen reader listens, it says what each of these keys comes to.
        """
        bar, key, keys = self.verticalScrollBar(), event.key(), QtCore.Qt.Key
        is_heard = reader_listens() and not event.modifiers()
        if is_heard and key in {keys.Key_Up, keys.Key_Down} and self.hasFocus():
            self._read_along.say_next(1 if key == keys.Key_Down else -1)
            return
        if event.modifiers() or key not in {keys.Key_Home, keys.Key_End}:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.minimum() if key == keys.Key_Home else bar.maximum())
        if is_heard and scrolls(event):
            self._read_along.say_shown(at_end=key == keys.Key_End)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_bars()

    def _lay_out_bars(self) -> None:
        """Do not nest: the space that one bar takes can make the other necessary, and the reverse, without end."""
        if not self._lays_out:
            self._lays_out = True
            self._place_bars()
            self._lays_out = False

    def _place_bars(self) -> None:
        """Show the lower bar only when it is needed. Pages wrap their text, so this is rare."""
        needs_foot = self.horizontalScrollBar().maximum() > 0
        needs_side = self._reserves_bar_width or self.verticalScrollBar().maximum() > 0
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
    """Scroll the page around ``widget`` until it is visible, no further than needed.

    A new widget has its place only when the layouts around it have settled: one in each of the event loop's ``turns``.
    """
    area = area_around(widget)
    if area is not None and widget.isVisibleTo(area):
        area.ensureWidgetVisible(widget)
        show_beginning(area, widget)
        if turns:
            QTimer.singleShot(0, widget, lambda: bring_into_sight(widget, turns - 1))


def show_whole(part: QWidget, turns: int = TURNS) -> None:
    """Scroll the page around ``part`` until all of it is in sight, or as much as fits from its top on; no further.

    For a form that opens below what was clicked. ``turns``: as in :func:`bring_into_sight`.
    """
    area = area_around(part)
    page = area.widget() if area is not None else None
    if area is None or page is None or not part.isVisibleTo(area):
        return
    bar, top = area.verticalScrollBar(), part.mapTo(page, QPoint(0, 0)).y()
    least = top + part.height() - area.viewport().height()
    bar.setValue(min(top, max(bar.value(), least)))
    focused = area.window().focusWidget()
    if focused is not None and part.isAncestorOf(focused):
        area.ensureWidgetVisible(focused)  # of a form that is higher than the page, the field with the keyboard
    if turns:
        QTimer.singleShot(0, part, lambda: show_whole(part, turns - 1))


def show_beginning(area: QScrollArea, target: QWidget, margin: int = 0) -> None:
    """Scroll a page that is nearly at its beginning on to it, if ``target`` stays in sight: its heading would be cut.

    ``margin``: free pixels below ``target``.
    """
    bar, page = area.verticalScrollBar(), area.widget()
    if page is None or not 0 < bar.value() <= area.fontMetrics().height() * _HEAD_LINES:
        return
    if target.mapTo(page, target.rect().bottomLeft()).y() + margin < area.viewport().height():
        bar.setValue(0)


def keep_still(part: QWidget) -> None:
    """Scroll the page around ``part`` along with what changes above it now. Call it before the change."""
    area = area_around(part)
    if isinstance(area, ScrollArea) and part.isVisibleTo(area):
        area.keep_still(part)


def bring_into_sight_at(widget: QWidget, rect: QRect) -> None:
    """Scroll the page around ``widget`` until ``rect`` in it is visible with a little room, no further than needed."""
    area = area_around(widget)
    page = area.widget() if area is not None else None
    if area is not None and page is not None and widget.isVisibleTo(area):
        middle = widget.mapTo(page, rect.center())
        area.ensureVisible(middle.x(), middle.y(), 0, rect.height())


def scrolls(event: QKeyEvent) -> bool:
    """Whether the key scrolls a page, wherever the keyboard is, unless a field uses it itself."""
    keys = QtCore.Qt.Key
    return event.key() in {keys.Key_Home, keys.Key_End, keys.Key_PageUp, keys.Key_PageDown}


def _is_by_key(event: QFocusEvent) -> bool:
    by = QtCore.Qt.FocusReason
    return event.reason() in {by.TabFocusReason, by.BacktabFocusReason, by.ShortcutFocusReason}


def area_around(widget: QWidget) -> QScrollArea | None:
    """Return the innermost page that scrolls and has ``widget`` in it; None if there is none."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    return area


def _takes_tab(one: QWidget) -> bool:
    return bool(one.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus) and one.isEnabled() and not one.isHidden()


class _ShownBar(QScrollBar):
    """A visible bar that moves together with one of Qt's own."""

    def __init__(self, moved: QScrollBar, orientation: str, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)  # given to the constructor, it would be compared with Qt's enumerations
        set_by_name(self, "orientation", orientation)
        self._moved = moved
        moved.rangeChanged.connect(lambda *_: self._follow())
        moved.valueChanged.connect(self.setValue)
        self.valueChanged.connect(moved.setValue)
        self._follow()  # a new bar has a hundred steps, so it would be drawn although nothing scrolls

    def _follow(self) -> None:
        self.setSingleStep(self._moved.singleStep())
        self.setRange(self._moved.minimum(), self._moved.maximum())
        self.setValue(self._moved.value())
