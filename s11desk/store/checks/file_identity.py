"""Checks that the open drafts file is still the file at its path, and that nobody else wrote over it.

A program that has a file open keeps writing to it after somebody has deleted or renamed the file or its folder, and
every write succeeds. The same is true of a file that another program writes over in place: SQLite then adds what it
saves to pages that are not its own. So file and log are compared with what this program left, before and after each
commit.
"""

from __future__ import annotations

import sqlite3
import struct
import threading
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakValueDictionary

from s11desk.errors.draft_errors import DraftsMoved
from s11desk.store.checks.known_content import holds_known, known_drafts
from s11desk.store.checks.log_image import log_path
from s11desk.store.rows.home_row import read_home_id
from s11desk.store.sqlite.sqlite_connections import connect_file

FileNumbers = tuple[int, int]
"""The device and the number of a file. The number is 0 on a file system that gives none."""

LogSalts = tuple[int, int]
"""Two numbers at the beginning of a log. The first rises each time the log begins again, the second is random."""

_LOG_HEADER = struct.Struct(">I12x2I8x")
"""Of a log: what it begins with, and its salts (https://www.sqlite.org/fileformat2.html, 4.1)."""

_LOG_MAGIC = 0x377F0682
_MAX_RESTARTS = 1 << 16
"""The log begins again after each checkpoint. Between two looks it does so at most this often."""


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file as the file system describes it. ``size`` in bytes; the times of the last change in nanoseconds.

    ``attributes_changed`` moves on even if a program sets ``modified`` back, as when it copies a file with its times.
    """

    numbers: FileNumbers
    size: int
    modified: int
    attributes_changed: int


class FileIdentity:
    """The drafts file that is open: its numbers, and how its content was left. All connections to it share this.

    Only a checkpoint writes into the drafts file, and only :meth:`checkpoint` makes one while it is open. Any other
    change of the file is therefore somebody else's, unless the content proves to be that of these drafts.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Identify the file that ``connection`` has just opened. Raises ``DraftsMoved`` if it is gone already."""
        self._path = path
        self._log_path = log_path(path)
        self._lock = threading.RLock()
        self.home_id = read_home_id(connection)  # SQLite opens the log at the first read
        self._known = known_drafts(connection)
        self._database = self._present()
        self._log = _look_at(self._log_path)
        self._salts = _read_salts(self._log_path)

    @classmethod
    def of_open(cls, connection: sqlite3.Connection, path: Path, *, is_second: bool = False) -> FileIdentity:
        """Identify the file that is open. ``is_second``: as this program identified it when it opened it first."""
        identity = _IDENTITIES.get(path.absolute()) if is_second else None
        if identity is None:
            identity = _IDENTITIES[path.absolute()] = cls(connection, path)
        return identity

    def check(self) -> None:
        """Raise ``DraftsMoved`` if another file, or none, is at the path now, or if it was written over."""
        with self._lock:
            now, log = self._present(), _look_at(self._log_path)
            if now.numbers != self._database.numbers or not self._is_same_log(log):
                raise DraftsMoved(path=self._path, is_missing=False)
            if now.numbers[1] == 0 and self._id_at_path() != self.home_id:
                raise DraftsMoved(path=self._path, is_missing=False)
            if now != self._database:
                self._check_content(now)
            if log != self._log:
                self._check_log(log)

    def checkpoint(self, connection: sqlite3.Connection) -> None:
        """Copy the log into the drafts file, if both are as they were left. Every change is on the disk before.

        What fails is tried again at the next call. Raises ``DraftsMoved``.
        """
        with self._lock:
            self.check()
            with suppress(sqlite3.Error):  # as SQLite treats a checkpoint of its own that fails
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._known = known_drafts(connection)
            self._database = self._present()

    def log_size(self) -> int:
        """The bytes of the log at the last look."""
        return self._log.size if self._log is not None else 0

    def is_written_over(self) -> bool:
        """Whether the open file and its log are at their paths, and another program wrote over one of them."""
        look, log = _look_at(self._path), _look_at(self._log_path)
        if look is None or look.numbers != self._database.numbers or not self._is_same_log(log):
            return False
        try:
            self.check()
        except DraftsMoved:
            return True
        return False

    def is_other_file(self) -> bool:
        """Whether another file than the open one, or none, is at the path."""
        look = _look_at(self._path)
        return look is None or look.numbers != self._database.numbers

    def forget(self) -> None:
        """Record that the file is no longer open."""
        if _IDENTITIES.get(self._path.absolute()) is self:
            del _IDENTITIES[self._path.absolute()]

    def _present(self) -> FileLook:
        look = _look_at(self._path)
        if look is None or not look.size:
            raise DraftsMoved(path=self._path, is_missing=True)
        return look

    def _is_same_log(self, log: FileLook | None) -> bool:
        return self._log is None or (log is not None and log.numbers == self._log.numbers)

    def _check_content(self, now: FileLook) -> None:
        """Accept a change that leaves these drafts as they are, such as a checkpoint of another program.

        ``now``: as the file was before its content was read. A change since then is seen at the next check, so a
        checkpoint that goes on during this check is no reason to refuse.
        """
        if not self._holds_known():
            raise DraftsMoved(path=self._path, is_missing=False)
        self._database = now

    def _holds_known(self) -> bool:
        return holds_known(self._path, self.home_id, self._known)

    def _check_log(self, log: FileLook | None) -> None:
        """Accept a log that went on from where it was: it became longer, or began again after a checkpoint.

        After a crash SQLite may begin it again with other salts; then the content decides.
        """
        salts = _read_salts(self._log_path)
        is_shorter = log is None or log.size < self.log_size()
        if not (_follows(self._salts, salts, is_shorter=is_shorter) or self._holds_known()):
            raise DraftsMoved(path=self._path, is_missing=False)
        self._log, self._salts = log, salts

    def _id_at_path(self) -> str | None:
        """Read the id of the home in the file at the path, for a file system that gives files no numbers."""
        with suppress(sqlite3.Error, IndexError, TypeError), closing(connect_file(self._path, "ro")) as connection:
            return read_home_id(connection)
        return None


_IDENTITIES: WeakValueDictionary[Path, FileIdentity] = WeakValueDictionary()
"""The identity of each drafts file that this program has open, by its absolute path."""


def check_open_file(path: Path) -> None:
    """Check the file at ``path`` if this program has it open. Raises ``DraftsMoved``."""
    identity = _IDENTITIES.get(path.absolute())
    if identity is not None:
        identity.check()


def open_guard(path: Path) -> sqlite3.Connection:
    """Open the drafts once more, for reading, only to have them open.

    SQLite copies the log into the file when the last connection closes. If another program wrote over the file, that
    would spoil both, so the guard is closed last then: it cannot write.
    """
    guard = connect_file(path, "ro")
    try:
        guard.execute("SELECT 1 FROM sqlite_master").fetchall()  # takes the lock, which stays until it is closed
    except BaseException:
        guard.close()
        raise
    return guard


def _follows(before: LogSalts | None, now: LogSalts | None, *, is_shorter: bool) -> bool:
    """Whether a log with the salts ``now`` is a later state of one with those ``before``.

    When a log begins again, its first salt goes up by one.
    """
    if before is None:
        return True
    if now is None:
        return False
    if now == before:
        return not is_shorter
    return 0 < (now[0] - before[0]) % (1 << 32) < _MAX_RESTARTS


def _read_salts(log: Path) -> LogSalts | None:
    """Read the salts of a log. None if there is no log, if it is empty, or if it does not begin as a log does.

    The log is the file that SQLite has open, which is not a named pipe.
    """
    try:
        with log.open("rb") as stream:
            magic, *salts = _LOG_HEADER.unpack(stream.read(_LOG_HEADER.size))
    except (OSError, struct.error):
        return None
    return (salts[0], salts[1]) if magic & ~1 == _LOG_MAGIC else None


def _look_at(path: Path) -> FileLook | None:
    try:
        facts = path.stat()
    except OSError:  # such as a disk or a network drive that is gone
        return None
    return FileLook((facts.st_dev, facts.st_ino), facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
