"""The order of Tab, and that in which a screen reader goes through a page, is the order of reading: of the layouts.

Qt goes by the order in which widgets were made, or put on top of one another, and pages are filled as their content
comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget

from s11desk.desktop.parts.layouts import parts_of


class ReadingOrder(QTimer):
    """``start`` when something on ``part`` came, went or moved: the whole page around it is put in order, soon."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        self.setSingleShot(True)
        self.setInterval(0)
        self.timeout.connect(lambda: order_as_laid_out(_page_around(self._part)))


def order_as_laid_out(root: QWidget) -> None:
    for before, after in pairwise(part for part in _parts(root) if _is_stop(part)):
        QWidget.setTabOrder(before, after)


def _is_stop(part: QWidget) -> bool:
    """Also a page that has the keyboard itself, what hands it on, and an option that Tab passes over while another of
    its group is chosen.

    Left where it was made, either would lead the next Tab back to a place that was passed.
    """
    return part.focusPolicy() is not Qt.FocusPolicy.NoFocus or part.focusProxy() is not None


def _page_around(part: QWidget) -> QWidget:
    page, above = part, part.parentWidget()
    while above is not None and not isinstance(above, QStackedWidget):
        page, above = above, above.parentWidget()
    return page


def _parts(widget: QWidget) -> Iterator[QWidget]:
    """``widget`` and all in it, those in it put on one another in their order."""
    yield widget
    inside = list(_inside(widget))
    _stack(widget, inside)
    for part in inside:
        yield from _parts(part)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    content = widget.widget() if isinstance(widget, QScrollArea) else None
    if content is not None:
        yield content
    layout = widget.layout()
    if layout is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for part in parts_of(layout):
        if isinstance(part, QLayout):
            yield from _laid_out(part)
        else:
            yield part


def _stack(around: QWidget, inside: list[QWidget]) -> None:
    """Put ``inside`` on top of one another in their order: Qt tells a screen reader of the lowest first."""
    wanted = set[QObject](inside)
    if len(inside) > 1 and [child for child in around.children() if child in wanted] != inside:
        for part in inside:
            part.raise_()
