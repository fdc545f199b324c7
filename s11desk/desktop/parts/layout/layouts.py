"""The parts of a layout, read without ``itemAt`` and ``takeAt``.

PySide remembers each item that either of them returned, even after Qt has deleted the item with its widget. It then
takes the next object at that address for the item (docs/upstream/layout_item.py).
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import shiboken6
from PySide6 import QtCore
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from s11desk.desktop.parts.layout.remembering_column import RememberingColumn

if TYPE_CHECKING:
    from s11desk.desktop.theme.theme import Theme


def parts_of(layout: QLayout) -> list[QWidget | QLayout]:
    """Return the widgets and layouts directly in ``layout``, in order, without spacers."""
    parent = layout.parentWidget()
    return [] if parent is None else _placed(layout, _children(parent))


def widgets_of(layout: QLayout) -> list[QWidget]:
    """Return the widgets in ``layout`` and in the layouts inside it, in order."""
    parent = layout.parentWidget()
    return [] if parent is None else _widgets(layout, _children(parent))


def _children(parent: QWidget) -> list[QWidget]:
    return parent.findChildren(QWidget, options=QtCore.Qt.FindChildOption.FindDirectChildrenOnly)


def _widgets(layout: QLayout, children: list[QWidget]) -> list[QWidget]:
    found: list[QWidget] = []
    for part in _placed(layout, children):
        if isinstance(part, QLayout):
            found += _widgets(part, children)
        else:
            found.append(part)
    return found


def _placed(layout: QLayout, children: list[QWidget]) -> list[QWidget | QLayout]:
    """The parts of ``layout``. ``children``: those of its widget, of which it may have some."""
    placed: list[tuple[int, QWidget | QLayout]] = [(layout.indexOf(widget), widget) for widget in children]
    placed.extend((layout.indexOf(inner), inner) for inner in layout.children() if isinstance(inner, QLayout))
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


def show_at_once(part: QWidget) -> None:
    """Show a part that was just added to a layout; on a visible page Qt would do it a turn of the event loop later.

    A page that is not shown yet shows its new parts itself. To show one before would give it its style twice.
    """
    parent = part.parentWidget()
    was_hidden = part.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
    if was_hidden or parent is None or parent.isVisible():
        part.show()


def column(parent: QWidget, theme: Theme, spacing: int = 16) -> QVBoxLayout:
    """Make a vertical layout without margins. ``spacing`` is in pixels at 100 %."""
    layout = RememberingColumn(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.pixels(spacing))
    return layout


def keeps_room(part: QWidget, *, keeps: bool = True) -> None:
    """Let ``part`` keep its room in the layout while it is hidden, so that what is below it does not move."""
    policy = part.sizePolicy()
    policy.setRetainSizeWhenHidden(keeps)
    part.setSizePolicy(policy)
