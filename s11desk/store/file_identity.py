"""Checks that the open drafts file is still the file at its path.

A program that has a file open keeps writing to it after somebody has deleted or renamed the file or its folder, and
every write succeeds. So the file is compared with what is at its path before and after each commit.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from s11desk.errors.draft_errors import DraftsMoved
from s11desk.store.home_row import read_home_id
from s11desk.store.log_image import log_path
from s11desk.store.sqlite_connections import connect_file

FileNumbers = tuple[int, int]
"""The device and the number of a file. The number is 0 on a file system that gives none."""


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """The drafts file that is open, by the numbers that the file system gave it and its log.

    ``database`` and ``log``: the numbers of both files when they were opened; None if there is no log.
    """

    path: Path
    home_id: str
    database: FileNumbers
    log_path: Path
    log: FileNumbers | None

    @classmethod
    def of_open(cls, connection: sqlite3.Connection, path: Path) -> FileIdentity:
        """Identify the file that ``connection`` has just opened. Raises ``DraftsMoved`` if it is gone already."""
        home_id = read_home_id(connection)  # SQLite opens the log at the first read
        numbers = _numbers(path)
        if numbers is None:
            raise DraftsMoved(path=path, is_missing=True)
        log = log_path(path)
        return cls(path, home_id, numbers, log, _numbers(log))

    def check(self) -> None:
        """Raise ``DraftsMoved`` if another file, or none, is at the path now."""
        now = _numbers(self.path)
        if now is None:
            raise DraftsMoved(path=self.path, is_missing=True)
        is_same = now == self.database and (self.log is None or _numbers(self.log_path) == self.log)
        if not is_same or (now[1] == 0 and self._id_at_path() != self.home_id):
            raise DraftsMoved(path=self.path, is_missing=False)

    def _id_at_path(self) -> str | None:
        """Read the id of the home in the file at the path, for a file system that gives files no numbers."""
        with suppress(sqlite3.Error, IndexError, TypeError), closing(connect_file(self.path, "ro")) as connection:
            return read_home_id(connection)
        return None


def _numbers(path: Path) -> FileNumbers | None:
    try:
        facts = path.stat()
    except OSError:  # also where the disk or the network drive is gone
        return None
    return (facts.st_dev, facts.st_ino) if facts.st_size or path.suffix != ".db" else None
