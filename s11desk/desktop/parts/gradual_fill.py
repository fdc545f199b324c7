"""Fills a column with many parts in pieces, so that the window stays responsive."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

Maker = Callable[[], QWidget]

_AT_ONCE = 12
"""The number of parts that fill a screen."""
_IN_A_TURN = 4
"""The number of parts that are made in one later turn of the event loop."""


class GradualFill(QTimer):
    """Adds the parts that ``makers`` make to ``layout``: the first screen at once, the others in later turns."""

    def __init__(self, layout: QVBoxLayout, owner: QWidget) -> None:
        super().__init__(owner)
        self._layout = layout
        self._waiting: list[Maker] = []
        self.setSingleShot(True)
        self.setInterval(0)
        self.timeout.connect(lambda: self._add(_IN_A_TURN))

    def begin(self, makers: Iterable[Maker]) -> None:
        """Begin to add these parts. Parts of an earlier call that are not made yet are left out."""
        self._waiting = list(makers)
        self._add(_AT_ONCE)

    def _add(self, number: int) -> None:
        batch, self._waiting = self._waiting[:number], self._waiting[number:]
        for make in batch:
            part = make()
            self._layout.addWidget(part)
            part.show()
        if self._waiting:
            self.start()
