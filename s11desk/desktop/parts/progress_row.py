"""The progress of a long task, with a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from s11desk.desktop.parts.announcing import announce
from s11desk.desktop.parts.text_parts import button, short_label
from s11desk.desktop.saving.jobs import Task


class ProgressRow(QWidget):
    """A progress bar with a button that stops the task.

    ``what`` names the task. The row is hidden while it follows no task.
    """

    def __init__(self, what: str) -> None:
        super().__init__()
        self.task: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(what)
        self.stop = button("S&top")
        self.stop.clicked.connect(self._stop)
        row.addWidget(short_label(f"{what}…"))
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        self.hide()

    def follow(self, task: Task | None) -> None:
        """Show the progress of ``task``, or hide if there is none."""
        self.task = task
        self._bar.setRange(0, 1000)  # without a range the bar moves to and fro, which some people cannot bear
        self._bar.setValue(0)
        self.setVisible(task is not None)
        if task is not None:
            announce(self, f"{self._bar.accessibleName()}. Wait")

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the task is: ``done`` of ``total`` units. ``total`` is 0 while it is not known."""
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done / total) if total else 0)

    def _stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
