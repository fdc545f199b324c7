"""Takes files in at an open desk, whatever page is shown: one lot after the other, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.errors import Cancelled, S11Error
from s11desk.wording.desk.desk_words import comparing_line, progress_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from s11desk.app.home.workspace import Workspace
    from s11desk.app.receiving.arrivals.take_in import TakeInResult
    from s11desk.app.receiving.desk.desk_sitting import HandedFile
    from s11desk.desktop.saving.jobs import Task


class TakingIn(QObject):
    """``progressed``: files done, files in all, and the progress in words. ``ended``: nothing is being taken in now."""

    progressed = Signal(int, int, str)
    ended = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._waiting: list[Callable[[Task], TakeInResult]] = []
        self._words = ""
        self.task: Task | None = None
        self.state = (0, 0, "")

    def take_in(self, paths: Sequence[Path], held: Sequence[HandedFile] = ()) -> None:
        """Take in files and folders, after what is being taken in now."""

        def run(task: Task) -> TakeInResult:
            def show(done: int, total: int, to_look_at: int) -> None:
                self._report(task, done, total, progress_line(done, total, to_look_at))

            return self._desk.sitting().take_in(
                paths, held, show=show, show_compared=self._comparing(task), cancel=task.is_cancelled
            )

        if self.task is not None and paths:
            self._note_waiting(paths)
        self._begin(run)

    def compare(self) -> None:
        """Compare the pages that are waiting, and read what is held again."""
        self._begin(lambda task: self._desk.sitting().compare(show=self._comparing(task), cancel=task.is_cancelled))

    def stop(self) -> None:
        """Stop after the file that is being read. What waits is left out."""
        self._waiting.clear()
        if self.task is not None:
            self.task.cancel()

    def _note_waiting(self, paths: Sequence[Path]) -> None:
        """Have the desk remember what waits, so that it can go on with that after the program was ended."""
        sitting, now = self._desk.sitting(), self._desk.clock()
        self._desk.jobs.submit(lambda _, __: sitting.note_waiting(paths, now), lambda _: None)

    def _begin(self, run: Callable[[Task], TakeInResult]) -> None:
        if self.task is not None:
            self._waiting.append(run)
            return

        def operation(_: Workspace, task: Task) -> TakeInResult:
            return run(task)

        self.state = (0, 0, "")
        jobs = self._desk.jobs
        self.task = jobs.submit_long(operation, self._taken, self._refused, self._show, what="Taking in")
        self._desk.is_taking = True

    def _comparing(self, task: Task) -> Callable[[int, int, int], None]:
        return lambda done, total, _: self._report(task, done, total, comparing_line(done, total))

    def _report(self, task: Task, done: int, total: int, words: str) -> None:
        """From the worker, which hands the numbers over to the window's thread."""
        self._words = words
        task.progress(done, total)

    def _show(self, done: int, total: int) -> None:
        self.state = (done, total, self._words)
        self.progressed.emit(done, total, self._words)

    def _taken(self, taken: TakeInResult) -> None:
        self._desk.taken, self._desk.last = taken, ""
        self._finish()

    def _refused(self, error: S11Error) -> None:
        self._finish()
        if not isinstance(error, Cancelled):
            self._desk.jobs.failed.emit(error)

    def _finish(self) -> None:
        self.task, self._desk.is_taking = None, False
        self._desk.changes += 1
        if self._waiting:
            self._begin(self._waiting.pop(0))
        else:
            self.ended.emit()
