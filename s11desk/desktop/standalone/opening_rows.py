"""The files that are being opened: a row for each at the foot of the window, with its progress and a button to stop.

A person can go on using the rest of the window, and what they type is saved.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStatusBar

from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.saving.jobs import JobRunner, OnError, OnOk, Operation
from s11desk.errors import Cancelled, S11Error

_Result = TypeVar("_Result")

WHAT = "Opening the file"
_PATIENCE = 300
"""Milliseconds. Most files are open sooner, and need no row that appears and is gone."""

_EDGE = 12
"""Pixels beside the row."""


class OpeningRows:
    """Runs tasks that open a file. ``bar`` gives the foot of the window, which is hidden while nothing is opened."""

    def __init__(self, jobs: JobRunner, bar: Callable[[], QStatusBar]) -> None:
        self.jobs = jobs
        self._bar = bar
        self.rows: list[ProgressRow] = []

    def submit_long(
        self,
        operation: Operation[_Result],
        on_ok: OnOk[_Result],
        on_error: OnError | None = None,
        *,
        listener: QObject | None = None,
    ) -> None:
        """As :meth:`JobRunner.submit_long`. Without ``on_error``, nothing is shown when the person stops the task."""
        row = ProgressRow(WHAT)

        def done(value: _Result) -> None:
            self._end(row)
            if has_listener():
                on_ok(value)

        def refused(error: S11Error) -> None:
            self._end(row)
            if on_error is not None and has_listener():
                on_error(error)
            elif not isinstance(error, Cancelled):
                self.jobs.failed.emit(error)

        def has_listener() -> bool:
            return listener is None or shiboken6.isValid(listener)

        self.rows.append(row)
        row.task = self.jobs.submit_long(operation, done, refused, row.show_progress, what=WHAT)
        QTimer.singleShot(_PATIENCE, row, lambda: self._show(row))

    def _show(self, row: ProgressRow) -> None:
        if row in self.rows:
            bar = self._bar()
            bar.setSizeGripEnabled(False)
            bar.setContentsMargins(_EDGE, 4, _EDGE, 4)
            bar.addWidget(row, 1)
            row.follow(row.task)
            bar.show()

    def _end(self, row: ProgressRow) -> None:
        self.rows.remove(row)
        if row.parent() is not None:
            self._bar().removeWidget(row)
        row.deleteLater()
        if not self.rows:
            self._bar().hide()
