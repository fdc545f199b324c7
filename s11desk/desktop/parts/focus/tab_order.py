"""Tab and screen readers go through a page in the order of reading, which is the order of the layouts.

Qt's own order is that in which widgets were made or stacked, and pages get their widgets as content arrives.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from s11desk.desktop.parts.layout.layouts import widgets_of

_WHILE_TYPING = 20
"""Milliseconds without a change of layouts after which the order is set while a person types."""


class ReadingOrder(QTimer):
    """A timer that puts the tab order of a page right after its widgets have changed.

    ``start`` it when a widget on ``part`` was added, removed or moved. The order of the page is set again soon.
    """

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        self.setSingleShot(True)
        self.setInterval(0)
        self._widgets = 0
        self.timeout.connect(lambda: order_as_laid_out(_page_around(self._part)))

    def start_or_wait(self) -> None:
        """Start after a change of layouts. If only a text has grown, the next key comes before the order."""
        if self.isActive() and self.interval() == 0:
            return
        self.start(0 if self._has_new_widgets() else _WHILE_TYPING)

    def _has_new_widgets(self) -> bool:
        focused = self._part.window().focusWidget()
        if focused is None or not focused.inherits("QPlainTextEdit"):
            return True  # nothing that a person does there brings so many changes that time is worth a count
        before, self._widgets = self._widgets, len(self._part.findChildren(QWidget))
        return self._widgets != before


def order_as_laid_out(root: QWidget) -> None:
    """Set the order of Tab and of screen readers for everything in ``root``."""
    for before, after in pairwise(part for part in _parts(root) if _is_stop(part)):
        QWidget.setTabOrder(before, after)


def _is_stop(part: QWidget) -> bool:
    """Count a page that takes the keyboard, a widget with a proxy, and an option that Tab passes over.

    Left in the order of their making, they would lead the next Tab back.
    """
    return part.focusPolicy() is not QtCore.Qt.FocusPolicy.NoFocus or part.focusProxy() is not None


def _page_around(part: QWidget) -> QWidget:
    page, above = part, part.parentWidget()
    while above is not None and not isinstance(above, QStackedWidget):
        page, above = above, above.parentWidget()
    return page


def _parts(widget: QWidget) -> list[QWidget]:
    """Return ``widget`` and everything in it, and stack what is in it in order."""
    found: list[QWidget] = []
    _collect(widget, found)
    return found


def _collect(widget: QWidget, found: list[QWidget]) -> None:
    """A generator in a generator for each level would take as long as all the rest: a page has 150 widgets."""
    found.append(widget)
    inside = _inside(widget)
    _stack(widget, inside)
    for part in inside:
        _collect(part, found)


def _inside(widget: QWidget) -> list[QWidget]:
    content = widget.widget() if isinstance(widget, QScrollArea) else None
    layout = widget.layout()
    return [*([content] if content is not None else []), *(widgets_of(layout) if layout is not None else [])]


def _stack(around: QWidget, inside: list[QWidget]) -> None:
    """Stack ``inside`` in order: Qt shows a screen reader the lowest widget first."""
    wanted = set[QObject](inside)
    if len(inside) > 1 and [child for child in around.children() if child in wanted] != inside:
        for part in inside:
            part.raise_()
