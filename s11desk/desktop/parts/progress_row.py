"""The progress of a long task, with a button that stops it."""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from s11desk.desktop.parts.layout.layouts import keeps_room
from s11desk.desktop.parts.reading.announcing import announce, reader_listens
from s11desk.desktop.parts.text.text_parts import button, short_label
from s11desk.desktop.saving.jobs import Task

_SAID_EVERY: Final = 2.0
"""Seconds between two changes while a screen reader listens."""
_STILL: Final = "This can take a few seconds."


class ProgressRow(QWidget):
    """A progress bar with a button that stops the task.

    ``what`` names the task. The row is hidden while it follows no task.
    """

    def __init__(self, what: str) -> None:
        super().__init__()
        self.task: Task | None = None
        self._said = 0.0
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(what)
        keeps_room(self._bar)  # else the button grows over its place when words stand for a full bar
        self.stop = button("S&top")
        self.stop.clicked.connect(self._stop)
        self._text = short_label(f"{what}…")
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def follow(self, task: Task | None) -> None:
        """Show the progress of ``task``, or hide if there is none."""
        self.task = task
        self._bar.setRange(0, 100)  # without a range the bar moves to and fro, which some people cannot bear
        self._show_value(0)
        self._said = time.monotonic()
        if task is None:
            self.stop.clearFocus()  # or Qt gives its keyboard to whatever comes after it
        self.setVisible(task is not None)
        if task is not None:
            announce(self, f"{self._bar.accessibleName()}. Wait")
            if self.window().focusWidget() is None:
                self.stop.setFocus()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the task is: ``done`` of ``total`` units. ``total`` is 0 while it is not known.

        A screen reader says each change, in per cent. So while one listens, changes come once in a while.
        """
        if reader_listens() and time.monotonic() - self._said < _SAID_EVERY:
            return
        self._said = time.monotonic()
        self._show_value(round(100 * done / total) if total else 0)

    def _show_value(self, value: int) -> None:
        """Show words in place of a full bar: it would say that nothing is left to do, and the work goes on."""
        self._bar.setValue(value)
        is_full = value >= self._bar.maximum()
        self._bar.setVisible(not is_full)
        self._text.setText(f"{self._bar.accessibleName()}… {_STILL if is_full else ''}".rstrip())

    def _stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
