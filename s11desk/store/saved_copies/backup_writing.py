"""Writing one backup: a copy at one moment, in steps, checked before it gets its name.

SQLite's backup API reads the copy, because a copy of the file would miss the changes in its log. Only as much of it is
in memory as one step takes.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

from s11desk.errors.draft_errors import BackupUnsound
from s11desk.files.durable import make_folder, naming
from s11desk.store.sqlite.sqlite_connections import connect_file
from s11desk.store.sqlite.sqlite_errors import sqlite_faults

PAGES_PER_STEP = 512
"""Pages that one step copies: 2 MB. Between two steps another thread of this program may run."""

_ROLLBACK_JOURNAL = b"\x01\x01"
_VERSIONS_OFFSET = 18
"""In a database's header: two bytes, 2 for a file with a log, 1 for one without. A backup has no log, and a disk that
cannot be written, such as a CD, cannot hold one (https://www.sqlite.org/fileformat.html, 1.3.3)."""


def write_backup(connection: sqlite3.Connection, target: Path) -> None:
    """Write the drafts as they are now to ``target``. Other connections may write to the drafts at the same time.

    The backup is read back whole and its rows are counted before it gets its name. Raises ``DiskFull`` or
    ``FolderUnwritable``, what reading the drafts raises, and ``BackupUnsound`` if the backup does not read back.
    """
    make_folder(target.parent, private=True)
    with naming(target, private=True) as file:
        connection.execute("BEGIN")
        try:
            expected = _row_counts(connection)  # the first read: from now on this connection sees this moment
            _copy_to(connection, file.path)
        finally:
            connection.execute("ROLLBACK")
        file.stream.seek(_VERSIONS_OFFSET)
        file.stream.write(_ROLLBACK_JOURNAL)
        file.finish()
        _check(file.path, target, expected)


def back_up_before_upgrade(connection: sqlite3.Connection, backups: Path, version: int, now: dt.datetime) -> Path:
    """Back up a database of an older schema ``version``, for good. Returns the backup.

    Raises the same errors as :func:`write_backup`.
    """
    target = backups / f"before-upgrade-from-{version}-{now:%Y-%m-%d-%H%M%S}.db"
    write_backup(connection, target)
    return target


def _copy_to(connection: sqlite3.Connection, path: Path) -> None:
    """Copy page by page. The file is not named yet, so SQLite need neither sync it nor be able to undo its writes."""
    with sqlite_faults(path), closing(connect_file(path, "rw")) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        copy.execute("PRAGMA journal_mode = MEMORY")
        connection.backup(copy, pages=PAGES_PER_STEP)


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {name: _count(connection, name) for (name,) in names}


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608 - the schema's own names


def _check(path: Path, target: Path, expected: dict[str, int]) -> None:
    with sqlite_faults(target), closing(connect_file(path, "ro&immutable=1")) as copy:
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok" or _row_counts(copy) != expected:
            raise BackupUnsound(path=target)
