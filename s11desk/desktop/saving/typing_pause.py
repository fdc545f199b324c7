"""Keeps what is typed outside an audit: after a pause or two seconds, and at once when the window closes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from s11desk.desktop.saving.edits import MAX_WAIT
from s11desk.desktop.saving.jobs import JobRunner

_PAUSE = 1000
"""Milliseconds without typing."""


class TypingPause(QObject):
    """Calls ``keep``, which submits what is typed, once for everything that was typed since it was called last."""

    def __init__(self, owner: QObject, jobs: JobRunner, keep: Callable[[], None]) -> None:
        super().__init__(owner)
        self._keep = keep
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._longest = QTimer(self, singleShot=True, interval=MAX_WAIT)
        for timer in (self._timer, self._longest):
            timer.timeout.connect(self.keep_now)
        jobs.typing_ended.connect(self.keep_typed)

    def note_typed(self) -> None:
        """Something was typed just now."""
        self._timer.start()
        if not self._longest.isActive():  # whoever types without a pause must not lose it all
            self._longest.start()

    def keep_typed(self) -> None:
        """Keep at once what a pause would have kept."""
        if self._timer.isActive():
            self.keep_now()

    def forget(self) -> None:
        """What was typed is not needed any more."""
        self._timer.stop()
        self._longest.stop()

    def keep_now(self) -> None:
        """Keep what is typed, whether that has changed or not."""
        self.forget()
        self._keep()
