"""A long task, visible: what is being done, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from s11desk.desktop.parts.text_parts import button, short_label
from s11desk.desktop.saving.jobs import Task


class ProgressRow(QWidget):
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
        """Show this task, or none."""
        self.task = task
        self._bar.setRange(0, 1000)  # none at all would have it move to and fro, which not everyone can bear
        self._bar.setValue(0)
        self.setVisible(task is not None)

    def progressed(self, done: int, total: int) -> None:
        self._bar.setRange(0, 1000)
        self._bar.setValue(round(1000 * done / total) if total else 0)

    def _stop(self) -> None:
        if self.task is not None:
            self.task.cancel()
