"""Back up the drafts while another thread saves them."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass

from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import SecondReport
from s11desk.errors import UserError
from s11desk.store.opening.connection import second_connection
from s11desk.store.saved_copies.backups import back_up_if_due, newest_backup
from s11desk.store.saved_copies.copies import DraftsCopy


@dataclass(frozen=True, slots=True)
class BackupReport:
    """The outcome of a check whether a backup is due.

    ``last_good``: the newest backup that can be brought back. ``failure``: why a due backup was not made.

    ``second``: the outcome in the second place; None if it was not tried.
    """

    last_good: DraftsCopy | None
    failure: UserError | None
    second: SecondReport | None = None


def back_up_while_open(home: Home, now: dt.datetime) -> BackupReport:
    """Back up the drafts if a backup is due, on a connection of its own. Saving goes on at the same time.

    The drafts must be open in this program. Raises no :class:`UserError`: the report has it.
    """
    failure = None
    try:
        with second_connection(home.database) as connection:
            back_up_if_due(connection, home.backups, now)
    except UserError as error:
        failure = error
    return BackupReport(newest_backup(home.backups), failure)


class BackupBeside:
    """Makes a backup in a thread of its own, if one is due, while the thread that has the drafts open goes on."""

    def __init__(self, home: Home, now: dt.datetime) -> None:
        self._report = BackupReport(None, None)
        self._thread = threading.Thread(target=self._back_up, args=(home, now))
        self._thread.start()

    def finish(self) -> UserError | None:
        """Wait for the backup. Returns why a due backup was not made."""
        self._thread.join()
        return self._report.failure

    def _back_up(self, home: Home, now: dt.datetime) -> None:
        self._report = back_up_while_open(home, now)
