"""Makes backups while the window is open, in a thread of their own: neither a page nor a save waits for one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from s11desk import app
from s11desk.desktop.saving.jobs import JobRunner, Result

if TYPE_CHECKING:
    from s11desk.app.home.backing_up import BackupReport
    from s11desk.app.home.paths import Home
    from s11desk.app.home.workspace import Clock, Workspace

CHECK_EVERY = 10 * 60 * 1000
"""Milliseconds between two checks whether a backup is due. A check of unchanged drafts takes milliseconds."""


class BackupWatch(QObject):
    """Makes a backup whenever one is due, while the window is open.

    ``reported``: the outcome of the last check, a :class:`BackupReport`, is in ``report``.

    ``side_jobs`` runs jobs that need the home's files but not its open workspace, one after the other.
    """

    reported = Signal()

    def __init__(self, home: Home, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._home = home
        self._clock = clock
        self.side_jobs = JobRunner(_no_workspace, _no_workspace)
        self.report: BackupReport | None = None
        self._home_in_use = threading.Lock()
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_EVERY)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Check at once, even after a failed backup, and then at regular intervals. The drafts must be open."""
        has_failed = self.report is not None and self.report.failure is not None
        if has_failed or not self._timer.isActive():
            self._timer.start()
            self.check()

    def check(self) -> None:
        """Make a backup if one is due. Does nothing while the last check is not done."""
        if self.side_jobs.is_idle:
            home, clock = self._home, self._clock

            def back_up() -> BackupReport:
                report = self.run_without_backup(lambda: app.back_up_while_open(home, clock()))
                if app.read_second_place(home) is None:
                    return report
                return replace(report, second=app.back_up_to_second_place(home))

            self.side_jobs.submit_closed(back_up, self._take)

    def run_without_backup(self, operation: Callable[[], Result]) -> Result:
        """Run ``operation`` in the calling thread while no backup is being made: restoring needs the drafts alone."""
        with self._home_in_use:
            return operation()

    def _take(self, report: BackupReport) -> None:
        self.report = report
        self.reported.emit()

    def stop(self) -> None:
        """Wait for a backup that is being made, and make no other."""
        self._timer.stop()
        self.side_jobs.close()


def _no_workspace() -> Workspace:
    raise NotImplementedError("a side job has no workspace")
