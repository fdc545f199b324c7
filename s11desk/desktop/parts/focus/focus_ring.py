"""The focus ring: a light and a dark line around the focused widget, so that one of them is visible on any ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QMenu,
    QMenuBar,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from s11desk.desktop.parts.focus.focus_place import running_application
from s11desk.desktop.parts.layout.scroll_area import TURNS, ScrollArea, show_beginning
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

_MOVES = {QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest, QEvent.Type.Show}
_LINKS = ("link", "error-link")
"""Buttons whose text begins at their edge, in line with all other text."""
_OPTIONS = ("QRadioButton", "QCheckBox")
_NEVER = (QMenu, QMenuBar)


class FocusRing(QWidget):
    """Covers its window and takes no clicks. It scrolls the focused widget into view, which Qt does not.

    It never scrolls while a mouse button is down: a widget that moves away under the mouse gets no click. A widget that
    was in view stays in view when the page grows. If the person has scrolled away from it, nothing scrolls, also when
    they come back from another window.
    """

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._theme = theme
        self._target: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        window.installEventFilter(self)
        running_application().focusChanged.connect(self._follow)
        self._watched: list[QWidget] = []
        self._drawn: tuple[QObject, ...] = ()
        self._placed = (QRect(), QRect())
        self._is_in_view = False
        self._changes_size = False
        self._waits_for_mouse = self._was_clicked = False
        self._bar: QScrollBar | None = None
        self._by_mouse = False
        self._aside: tuple[QWidget, bool] | None = None
        self.hide()
        self._see_window()
        self._follow(None, running_application().focusWidget())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched.isWindowType():
            self._note_hand(event.type())
            return False
        if event.type() is QEvent.Type.Show and watched is self.window():
            self._see_window()
        if event.type() is QEvent.Type.Resize and self._is_in_view and self._is_page_around(watched):
            self._changes_size = True
            QTimer.singleShot(0, self, self._bring_back)  # once the new size is laid out
        if event.type() in _MOVES or (event.type() is QEvent.Type.Paint and watched in self._drawn):
            self._move_ring()
        elif event.type() is QEvent.Type.MouseButtonRelease and self._waits_for_mouse:
            self._waits_for_mouse = False
            QTimer.singleShot(0, self, self._bring_back_unless_scrolled)
        elif event.type() is QEvent.Type.Hide and watched is self._target:
            self.hide()
        return False

    def _see_window(self) -> None:
        """Look at what comes to the window as a whole: whether the person works with the mouse or with keys.

        No reference is kept: Qt deletes the handle when it likes, and makes another.
        """
        handle = self.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)

    def _note_hand(self, kind: QEvent.Type) -> None:
        if kind is QEvent.Type.MouseButtonPress:
            self._by_mouse = True
        elif kind is QEvent.Type.KeyPress and self._by_mouse:
            self._by_mouse = False
            self._move_ring()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outer, inner = self._widths()
        radius = self._theme.pixels(6)
        for width, inset, colour in (
            (outer, outer / 2, self._theme.colours.ring),
            (inner, outer + inner / 2, self._theme.colours.ring_line),
        ):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()

    def _widths(self) -> tuple[int, int]:
        return self._theme.pixels(3), self._theme.pixels(1.5)

    def _note_other_window(self, new: QWidget | None) -> bool:
        """Note from what another window takes the keyboard. Returns whether ``new``, which has it now, goes into view.

        It does not if that window gives the keyboard back, and the person had scrolled away from ``new`` before.
        """
        if new is None or new.window() is not self.window():
            if self._target is not None:
                self._aside = (self._target, self._is_in_view)
            return True
        aside, self._aside = self._aside, None
        return aside is None or aside[0] is not new or aside[1]

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        is_in_view = self._note_other_window(new)
        self._unwatch()
        ours = new is not None and new.window() is self.window() and not isinstance(new, _NEVER)
        if isinstance(new, QScrollArea) and not (isinstance(new, ScrollArea) and new.came_by_key):
            ours = False  # a page that opens, or that is clicked, is no search for the keyboard
        self._target = new if ours else None
        if self._target is None:
            self.hide()
            return
        self._waits_for_mouse = self._was_clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._is_in_view = is_in_view
        self._scroll_in_turns(self._target, TURNS)
        self._watch(self._target)
        self._move_ring()

    def _scroll_in_turns(self, target: QWidget, turns: int) -> None:
        """Scroll again in later turns: a new widget has its place only when the layouts around it have settled."""
        if target is self._target and self._is_in_view and not self._waits_for_mouse:
            self._scroll_to(target)
            self._show_beginning(target)
            if turns:
                QTimer.singleShot(0, target, lambda: self._scroll_in_turns(target, turns - 1))

    def _watch(self, target: QWidget) -> None:
        area = _scroll_area(target)
        if area is not None:
            self._bar = area.verticalScrollBar()
            self._bar.valueChanged.connect(self._note_scrolling)
        self._drawn = (target,)  # each key draws all that is around it again, and that moves nothing
        if _is_list(target):
            self._drawn = (target, target.viewport())
            self._watch_one(target.viewport())
        above: QWidget | None = target
        while above is not None and above is not self.window():
            self._watch_one(above)
            above = above.parentWidget()

    def _watch_one(self, widget: QWidget) -> None:
        widget.installEventFilter(self)
        widget.destroyed.connect(self._forget)
        self._watched.append(widget)

    def _unwatch(self) -> None:
        if self._bar is not None and shiboken6.isValid(self._bar):
            self._bar.valueChanged.disconnect(self._note_scrolling)
        self._bar = None
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
                widget.destroyed.disconnect(self._forget)
        self._watched, self._drawn = [], ()

    def _forget(self) -> None:
        self._watched, self._drawn = [], ()
        self._target = None
        self.hide()

    def _is_page_around(self, watched: QObject) -> bool:
        area = _scroll_area(self._target) if self._target is not None else None
        return area is not None and (watched is area.widget() or watched is area.viewport())

    def _note_scrolling(self) -> None:
        """Note whether the person scrolled. Qt also scrolls a page that changes its size."""
        if not self._changes_size:
            self._move_ring()
            self._is_in_view = not self._placed[1].isEmpty()

    def _bring_back(self) -> None:
        self._changes_size = False
        if self._target is not None:
            self._scroll_to(self._target)
            if isinstance(self._target, QAbstractButton) and not self._was_clicked:
                self._show_beginning(self._target)  # what was clicked, or is typed in, stays where it is

    def _show_beginning(self, target: QWidget) -> None:
        area = _scroll_area(target)
        if area is not None:
            show_beginning(area, target, sum(self._widths()))

    def _bring_back_unless_scrolled(self) -> None:
        """Leave the page where a click has scrolled it, such as a click on a chapter of the guide.

        What was clicked was in sight, so only the rest of it is brought there: on a page that moves at each
        click, the next click misses.
        """
        self._changes_size = False
        if self._is_in_view and self._target is not None:
            self._scroll_to(self._target, alone=True)

    def _scroll_to(self, target: QWidget, *, alone: bool = False) -> None:
        """Bring ``target`` into sight, with what explains it if there is room. ``alone``: without that."""
        area = _scroll_area(target)
        if area is None:
            return
        margin = sum(self._widths()) if alone else self._theme.pixels(24)
        together = None if alone else _read_together(target)
        if together is not None:
            _show_from_head(area, together, target, margin)
            margin = sum(self._widths())  # a small margin, so that most of its text stays in view
        area.ensureWidgetVisible(target, margin, margin)

    def _move_ring(self) -> None:
        target = self._target
        if target is None or not target.isVisible() or (self._by_mouse and _is_option(target)):
            self.hide()
            return
        margin = sum(self._widths())
        beside = self._theme.pixels(3) if target.property("kind") in _LINKS else 0
        rect = self._rect_on_window(target, _focused_part(target)).adjusted(-margin - beside, -margin, margin, margin)
        if isinstance(target, QScrollArea):  # a whole page: inside its edges, which are those of the window
            rect = self._rect_on_window(target, target.rect())
        area = _scroll_area(target)
        visible = rect.intersected(self._rect_on_window(area.viewport(), area.viewport().rect())) if area else rect
        if (rect, visible) != self._placed or self.isHidden():
            self._placed = (rect, visible)
            self.setGeometry(rect)
            self.setMask(visible.translated(-rect.topLeft()))
            self.setVisible(not visible.isEmpty())
            self.raise_()
            self.update()

    def _rect_on_window(self, widget: QWidget, part: QRect) -> QRect:
        return QRect(widget.mapTo(self.window(), part.topLeft()), part.size())


def _is_option(widget: QWidget) -> bool:
    """Whether it is an option to choose. To a person with a mouse, a ring around it would look like the choice."""
    return any(map(widget.inherits, _OPTIONS))


def _is_list(widget: QWidget) -> TypeGuard[QAbstractItemView]:
    from PySide6.QtWidgets import QAbstractItemView  # slow to import, and nothing has the focus at the first paint

    return isinstance(widget, QAbstractItemView)


def _focused_part(target: QWidget) -> QRect:
    """Return the current line of a list, or the whole of any other widget."""
    if not _is_list(target):
        return target.rect()
    line = target.visualRect(target.currentIndex()).intersected(target.viewport().rect())
    line = line.adjusted(4, 4, -4, -4)
    return line.translated(target.viewport().pos()) if line.isValid() else target.rect()


def _read_together(widget: QWidget) -> QWidget | None:
    """Find the part that explains ``widget``: a field's row with label and problem, or a button's panel."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        if above.property("seen") == "together":
            return above
        above = above.parentWidget()
    return None


def _show_from_head(area: QScrollArea, around: QWidget, target: QWidget, margin: int) -> None:
    """Bring all of ``around`` into sight; if it is too high, its head down to ``target``; if that is, nothing."""
    page, room = area.widget(), area.viewport().height()
    if page is None:
        return
    head = QRect(around.mapTo(page, QPoint()), around.size())
    to_target = QRect(head.topLeft(), target.mapTo(page, target.rect().bottomRight()))
    rect = head if head.height() <= room else to_target
    if rect.height() <= room:
        area.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height() // 2 + margin)


def _scroll_area(widget: QWidget) -> QScrollArea | None:
    """Find the page's scroll area around ``widget``. The areas of a list or a text do not count."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return above
        if isinstance(above, QAbstractScrollArea) and above is not widget:
            return None
        above = above.parentWidget()
    return None
