"""Wait for the first paint of the window. What is done before it delays the moment at which a person sees something."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from s11desk.override import override

_PATIENCE = 500
"""Milliseconds after which a window that the system does not show, such as a minimised one, is no longer waited for."""


class FirstPaint(QObject):
    """Calls ``then`` once, in the first turn of the event loop after ``window`` was painted."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._window = window
        self._then = then
        window.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._begin)
        self._timer.start(_PATIENCE)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _begin(self) -> None:
        self._window.removeEventFilter(self)
        self._then()
        self.deleteLater()
