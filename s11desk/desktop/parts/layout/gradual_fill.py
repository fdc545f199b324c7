"""Fills a column with many parts in pieces, so that the window stays responsive."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.parts.layout.layouts import show_at_once

Maker = Callable[[], QWidget]

_IN_A_TURN = 12
"""The number of parts that are made in one turn of the event loop. They fill a screen."""


class GradualFill(QTimer):
    """Adds the parts that ``makers`` make to ``layout``: the first screen at once, the others in later turns."""

    def __init__(self, layout: QVBoxLayout, owner: QWidget) -> None:
        super().__init__(owner)
        self._layout = layout
        self._waiting: list[Maker] = []
        self.setSingleShot(True)
        self.setInterval(0)
        self.timeout.connect(self._add)

    def begin(self, makers: Iterable[Maker]) -> None:
        """Begin to add these parts. Parts of an earlier call that are not made yet are left out."""
        self._waiting = list(makers)
        self._add()

    def _add(self) -> None:
        batch, self._waiting = self._waiting[:_IN_A_TURN], self._waiting[_IN_A_TURN:]
        for make in batch:
            part = make()
            self._layout.addWidget(part)
            show_at_once(part)
        if self._waiting:
            self.start()
