"""The base class of a page with one task: its main button begins it, and the page shows how it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.problem_line import show_problem
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.errors import Cancelled, S11Error

NOTHING_TAKEN_IN = "Stopped. Nothing was taken in."
NO_FILE = "Stopped. No file was written."


class TaskPage(StandalonePage):
    """``stopped``: what the page says after the person stopped the task. ``doing``: what the progress is of."""

    def __init__(self, services: Services, heading: str, caption: str, *, doing: str, stopped: str) -> None:
        super().__init__(services, heading, caption)
        self._stopped = stopped
        self.problem = label("", Kind.ERROR)
        self.problem.hide()
        self.progress = ProgressRow(doing)
        self._main: QPushButton | None = None

    def add_task(self, main: QPushButton) -> None:
        """Put the place for problems, the progress and the ``main`` button at the end of the page."""
        self._main = main
        for part in (self.problem, self.progress):
            self.layout_.addWidget(part)
        self.layout_.addWidget(main, 0, Qt.AlignmentFlag.AlignLeft)

    def follow(self, task: Task | None) -> None:
        """Show the progress of ``task``; None: it has ended."""
        if self._main is not None and task is not None:
            begin_work(self._main)
        self.progress.follow(task)
        if self._main is not None and task is None:
            end_work(self._main)

    def refuse(self, error: S11Error) -> None:
        """Show why the task did not succeed."""
        self.follow(None)
        self.show_problem(self._stopped if isinstance(error, Cancelled) else message(error).whole)

    def show_problem(self, problem: str) -> None:
        """Show a problem and say it; empty: there is none any more."""
        show_problem(self.problem, problem, self)
