"""Looks into the watched folder of a desk from time to time, while the window has the desk open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from s11desk.app import receiving as desk_functions
from s11desk.desktop.messages.errors.error_messages import message
from s11desk.desktop.receiving.open_desk import OpenDesk
from s11desk.desktop.saving.jobs import JobRunner
from s11desk.errors import S11Error

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.home.workspace import Clock, Workspace
    from s11desk.app.receiving.arrivals.take_in import TakeInResult
    from s11desk.app.receiving.arrivals.watched_folder import WatchedFolder
    from s11desk.desktop.saving.jobs import Task

LOOK_EVERY = 5_000
"""Milliseconds between two looks. A file is taken in when two looks in a row find it the same."""


class DeskWatch(QObject):
    """Watches one folder for one desk. ``looked``: a look is over; ``took``: it took something in.

    ``last``: when the folder was last looked into, None if never. ``taken``: how many files this has taken in since it
    was switched on. ``problem``: why the last look failed; empty if it did not.
    """

    looked = Signal()
    took = Signal()

    def __init__(self, jobs: JobRunner, clock: Clock) -> None:
        super().__init__()
        self._jobs = jobs
        self._clock = clock
        self._desk: OpenDesk | None = None
        self._folder: WatchedFolder | None = None
        self._is_looking = False
        self.last: dt.datetime | None = None
        self.taken = 0
        self.problem = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)

    def is_for(self, desk: OpenDesk) -> bool:
        """Whether a folder is watched for this desk now."""
        return self._folder is not None and self._desk is not None and self._desk.folder == desk.folder

    def watch(self, desk: OpenDesk, folder: Path | None) -> None:
        """Watch ``folder`` for ``desk`` from now on, and nothing else; None: watch nothing."""
        if self._desk is not None and self._desk.folder == desk.folder and self._watched() == folder:
            return
        self._desk, self.last, self.taken, self.problem = desk, None, 0, ""
        self._folder = desk_functions.WatchedFolder(folder) if folder is not None else None
        if folder is None:
            self._timer.stop()
        else:
            self._timer.start()
            self.look()

    def look(self) -> None:
        """Look once. Does nothing while a look or another long task is not done."""
        desk, folder = self._desk, self._folder
        if desk is None or folder is None or self._is_looking or self._jobs.long_task:
            return
        self._is_looking = True

        def operation(_: Workspace, task: Task) -> TakeInResult | None:
            ready = folder.look()
            try:
                taken = desk.care().take_in_found(ready, task.is_cancelled) if ready else None
            except S11Error:
                folder.put_back(ready)
                raise
            if taken is not None and taken.is_stopped:
                folder.put_back(ready)
            return taken

        self._jobs.stop_without_asking(self._jobs.submit_long(operation, self._take, self._refuse))

    def _watched(self) -> Path | None:
        return self._folder.folder if self._folder is not None else None

    def _take(self, taken: TakeInResult | None) -> None:
        self._is_looking, self.last, self.problem = False, self._clock(), ""
        if taken is not None and self._desk is not None and taken.files:
            self.taken += len(taken.files)
            self._desk.taken, self._desk.last = taken, ""
            self._desk.changes += 1
            self.took.emit()
        self.looked.emit()

    def _refuse(self, error: S11Error) -> None:
        self._is_looking, self.last, self.problem = False, self._clock(), message(error).whole
        self.looked.emit()
