"""Where a person is in the window, to come back to it when the page is built again or left for another."""

from __future__ import annotations

from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget

_PATIENCE = 60
"""Turns of the event loop. A long page gets its parts little by little, and each layout takes one."""
_LATE, _LATE_TURNS = 25, 80
"""Milliseconds between further looks, and their number: what a worker reads for a page can come two seconds later."""
_SETTLES = 8
"""Turns in which the size of a new page is still changing."""
MAIN_AREA = "main-area"
"""The object name of the scroll area with the page, where there are others in the window."""


def running_application() -> QApplication:
    """Return the application, which says when the keyboard moves."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise RuntimeError("no application is running")
    return application


class FocusPlace(NamedTuple):
    """The widget with the keyboard, known by its class, its names and its number among those of its kind.

    ``part``: 0 to 1, how far down its page is scrolled; ``scroll``: the same in pixels. ``in_view``: whether any of the
    widget was to be seen.
    """

    kind: type[QWidget] | None
    object_name: str
    name: str
    number: int
    scroll: int
    part: float
    in_view: bool


def place_in(stack: QStackedWidget) -> FocusPlace:
    """Return where the person is on the page that ``stack`` shows."""
    shown = stack.currentWidget() or stack
    return focus_place(shown, _main_area(shown))


def return_in(stack: QStackedWidget, place: FocusPlace, *, same_size: bool = False) -> None:
    """Go back to ``place`` on the page that ``stack`` shows now, when it has begun."""

    def begin() -> None:
        shown = stack.currentWidget() or stack
        come_back(shown, _main_area(shown), place, same_size=same_size)

    QTimer.singleShot(0, stack, begin)


def focus_place(ground: QWidget, area: QScrollArea | None) -> FocusPlace:
    """Return where the person is in ``ground``. ``area``: the page that scrolls."""
    bar = area.verticalScrollBar() if area is not None else None
    scroll = bar.value() if bar is not None else 0
    part = scroll / bar.maximum() if bar is not None and bar.maximum() else 0.0
    focused = ground.window().focusWidget()
    if focused is None or not ground.isAncestorOf(focused) or focused is area:
        return FocusPlace(None, "", "", 0, scroll, part, in_view=False)
    alike = _alike(ground, type(focused), focused.objectName())
    names = focused.objectName(), focused.accessibleName()
    in_view = not focused.visibleRegion().isEmpty()
    return FocusPlace(type(focused), *names, alike.index(focused), scroll, part, in_view)


def come_back(
    ground: QWidget,
    area: QScrollArea | None,
    place: FocusPlace,
    *,
    same_size: bool = True,
    visit: QObject | None = None,
) -> None:
    """Give the keyboard back, and scroll as before. The page may still be growing.

    ``same_size``: scroll by pixels. In another size of text, go as far down as before, in parts of the page. It ends
    with the ``visit``.
    """
    _Return(ground, area, place, visit or ground, same_size=same_size).go()


class _Where(NamedTuple):
    """What has the keyboard, how far the page is scrolled, and how far it can be, in pixels."""

    focused: QWidget | None
    scroll: int
    most: int


class _Return:
    def __init__(
        self, ground: QWidget, area: QScrollArea | None, place: FocusPlace, visit: QObject, *, same_size: bool
    ) -> None:
        self._ground = ground
        self._area = area
        self._place = place
        self._visit = visit
        self._same_size = same_size
        self._turn = 0
        self._given: QWidget | None = None
        self._late: _Where | None = None  # where the person is while the page's late parts come

    def go(self) -> None:
        """Try in each turn of the event loop, until the page has settled or the person goes elsewhere.

        What the page shows late is waited for, as long as the person neither scrolls nor moves the keyboard.
        """
        if not shiboken6.isValid(self._ground) or self._was_left() or self._has_moved():
            return
        target = _target(self._ground, self._place.kind, self._place) if self._place.kind is not None else self._area
        if target is not None and target.isVisible() and self._given is None:
            target.setFocus()
            self._given = self._ground.window().focusWidget()
        is_there = self._scroll() and self._given is not None
        self._turn += 1
        if self._turn < (_SETTLES if is_there else _PATIENCE):
            QTimer.singleShot(0, self._visit, self.go)
        elif not is_there and self._turn < _PATIENCE + _LATE_TURNS:
            self._late = self._where()
            QTimer.singleShot(_LATE, self._visit, lambda: self.go())  # no bound method: docs/upstream/timer_method.py

    def _where(self) -> _Where:
        focused = self._ground.window().focusWidget()
        if self._area is None or not shiboken6.isValid(self._area):
            return _Where(focused, -1, 0)
        bar = self._area.verticalScrollBar()
        return _Where(focused, bar.value(), bar.maximum())

    def _has_moved(self) -> bool:
        """Whether the person has. If the page has grown, what grew has moved it, and not the person."""
        if self._late is None:
            return False
        before, now = self._late, self._where()
        return now.focused is not before.focused or (now.scroll != before.scroll and now.most == before.most)

    def _was_left(self) -> bool:
        return self._given is not None and self._ground.window().focusWidget() is not self._given

    def _scroll(self) -> bool:
        """Scroll as before; False if the page is not long enough yet. In another size, keep in view what was."""
        if self._area is None:
            return True
        if not self._same_size and self._place.in_view and self._given is not None:
            self._area.ensureWidgetVisible(self._given)
            return True
        bar = self._area.verticalScrollBar()
        wanted = self._place.scroll if self._same_size else round(self._place.part * bar.maximum())
        bar.setValue(wanted)
        return bar.value() == wanted and bar.maximum() >= self._place.part


def _main_area(shown: QWidget) -> QScrollArea | None:
    return shown if isinstance(shown, QScrollArea) else shown.findChild(QScrollArea, MAIN_AREA)


def _target(ground: QWidget, kind: type[QWidget], place: FocusPlace) -> QWidget | None:
    alike = _alike(ground, kind, place.object_name)
    named = [one for one in alike if one.accessibleName() == place.name and place.name]
    if named:
        return named[0]
    return alike[place.number] if place.number < len(alike) else None


def _alike(ground: QWidget, kind: type[QWidget], object_name: str) -> list[QWidget]:
    """The widgets of one class and object name that are shown, in the order of their making."""
    found: list[QWidget] = ground.findChildren(kind)
    return [one for one in found if type(one) is kind and one.objectName() == object_name and one.isVisibleTo(ground)]
