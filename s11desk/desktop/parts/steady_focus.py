"""What the person works on stays where it is on the screen while something above it grows or shrinks.

Else a click meets whatever has moved under it, such as when a list of what is missing gets shorter with each key.
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_TURNS = 5
"""Turns of the event loop until nested layouts have settled."""


class SteadyFocus(QObject):
    """Scrolls ``area`` along with changes above the part that has the keyboard, if that part is on the screen.

    A page that shows its beginning is not scrolled: what comes there late, such as news, has to be seen.
    """

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._bar = area.verticalScrollBar()
        self._part: QWidget | None = None
        self._top = 0
        self._turns = 0
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._look_again)
        self._bar.rangeChanged.connect(self._follow)  # before anything is drawn in its new place
        self._bar.valueChanged.connect(self._note)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._note)

    def _note(self) -> None:
        """Note where the part with the keyboard is: the person came there, or scrolled."""
        if not shiboken6.isValid(self._area):
            return  # it is being deleted, and its last part loses the keyboard
        part = self._area.window().focusWidget()
        self._part = part if part is not None and self._area.viewport().isAncestorOf(part) else None
        if self._part is not None:
            self._top = self._shown_top(self._part)

    def _follow(self) -> None:
        self._turns = _TURNS
        self._look_again()

    def _look_again(self) -> None:
        self._scroll()
        self._turns -= 1
        if self._turns > 0:
            self._turn.start()

    def _scroll(self) -> None:
        part = self._part
        if part is None or not self._bar.value() or not shiboken6.isValid(part) or not part.isVisible():
            return
        moved = self._shown_top(part) - self._top
        if moved and -part.height() < self._top < self._area.viewport().height():
            self._bar.setValue(self._bar.value() + moved)

    def _shown_top(self, part: QWidget) -> int:
        return part.mapTo(self._area.viewport(), QPoint()).y()
