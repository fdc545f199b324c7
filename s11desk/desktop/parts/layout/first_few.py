"""A column that shows the first few of many parts, and all others when a person asks for them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.parts.layout.gradual_fill import GradualFill, Maker
from s11desk.desktop.parts.text.text_parts import button

FEW = 20
"""The number of parts that are shown at first."""


def add_first_few(layout: QVBoxLayout, makers: Sequence[Maker], what: str) -> None:
    """Add the parts to ``layout``, and a button for all others that names ``what`` they are.

    Few parts are shown without the button. ``layout`` is that of a widget already: this raises ValueError if not.
    """
    owner = layout.parentWidget()
    if owner is None:
        raise ValueError("a column that belongs to no widget has nothing that keeps its parts")
    few = len(makers) if len(makers) <= FEW + FEW // 2 else FEW
    for make in makers[:few]:
        layout.addWidget(make())
    if few == len(makers):
        return
    more = button(f"Show all {len(makers)} {what}", "link")
    more.setObjectName("show-all")
    more.clicked.connect(lambda: _show_others(layout, owner, makers[few:], more))
    layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)


def _show_others(layout: QVBoxLayout, owner: QWidget, makers: Sequence[Maker], more: QPushButton) -> None:
    """Put the others in the place of the button. The first of them takes the keyboard."""
    first = makers[0]()
    layout.addWidget(first)
    first.show()
    GradualFill(layout, owner).begin(makers[1:])
    target = first if isinstance(first, QPushButton) else first.findChild(QPushButton)
    if target is not None:
        target.setFocus()
    layout.removeWidget(more)
    more.hide()
    more.deleteLater()
