"""The parts of a layout, read without ``itemAt`` and ``takeAt``.

PySide remembers each item that either of them returned, even after Qt has deleted the item with its widget. It then
takes the next object at that address for the item (docs/upstream/layout_item.py).
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from s11desk.desktop.theme.theme import Theme


def parts_of(layout: QLayout) -> list[QWidget | QLayout]:
    """Return the widgets and layouts directly in ``layout``, in order, without spacers."""
    parent = layout.parentWidget()
    if parent is None:
        return []
    widgets = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    layouts = [child for child in layout.children() if isinstance(child, QLayout)]
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(widget), widget) for widget in widgets]
    placed.extend((layout.indexOf(inner), inner) for inner in layouts)
    return [part for index, part in sorted(placed, key=itemgetter(0)) if index >= 0]


def empty(layout: QVBoxLayout) -> None:
    """Remove and delete all widgets in ``layout``."""
    for part in parts_of(layout):
        if isinstance(part, QWidget):
            layout.removeWidget(part)
            part.hide()
            part.deleteLater()


def delete_now(part: QWidget) -> None:
    """Delete ``part`` at once, as Qt deletes a page that is replaced, so that no search for a field finds it.

    Never call this while ``part`` emits a signal.
    """
    part.hide()
    shiboken6.delete(part)


def column(parent: QWidget, theme: Theme, spacing: int = 16) -> QVBoxLayout:
    """Make a vertical layout without margins. ``spacing`` is in pixels at 100 %."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.pixels(spacing))
    return layout
