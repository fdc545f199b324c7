"""Reading a copy of the drafts without changing it: neither the file, nor a log beside it, nor its folder."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from s11desk.durable import reading_errors
from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign
from s11desk.store.check_file import own_version
from s11desk.store.digests import lenient_text
from s11desk.store.sqlite_errors import sqlite_faults

_LOG = "-wal"


@contextmanager
def reading_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy for reading, with the changes in its log. A copy of any earlier version can be read.

    A copy that has a log is read from a private duplicate, because SQLite writes to a log while it reads it. Raises
    ``FileMissing``, ``FileUnreadable``, ``DraftsForeign``, ``DraftsTooNew`` or ``DraftsDamaged`` with ``path``.
    """
    with reading_errors(path), path.open("rb") as stream:
        is_empty = not stream.read(1)
    if is_empty:
        raise DraftsDamaged(path=path)
    if not has_log(path):
        with _opened(path, path, "mode=ro&immutable=1") as connection:
            yield connection
        return
    with tempfile.TemporaryDirectory(prefix="s11desk-") as folder, reading_errors(path):
        duplicate = Path(folder) / "copy.db"
        copy_with_log(path, duplicate)
        with _opened(path, duplicate, "mode=rw") as connection:
            yield connection


@contextmanager
def reading_present(database: Path) -> Iterator[sqlite3.Connection]:
    """Open the drafts of a home for reading, even while programs write to them. This changes nothing.

    Raises the same errors as :func:`reading_copy`.
    """
    with reading_errors(database):
        database.stat()  # to open and close a file takes away the locks of SQLite in the same process
    with _opened(database, database, "mode=ro" if has_log(database) else "mode=ro&immutable=1") as connection:
        yield connection


def has_log(path: Path) -> bool:
    """Whether there is a log with changes beside the file."""
    return log_size(path) > 0


def log_size(path: Path) -> int:
    """The bytes of the log beside the file; 0 if there is none."""
    try:
        return path.with_name(path.name + _LOG).stat().st_size
    except OSError:
        return 0


def copy_with_log(source: Path, target: Path) -> None:
    """Copy the file, and its log if there is one, so that SQLite finds both. Raises OSError."""
    shutil.copyfile(source, target)
    if has_log(source):
        shutil.copyfile(source.with_name(source.name + _LOG), target.with_name(target.name + _LOG))


def is_whole(connection: sqlite3.Connection) -> bool:
    """Read every page, and check that the database is consistent."""
    checked: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return checked == "ok"


@contextmanager
def _opened(path: Path, file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    with (
        sqlite_faults(path),
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True, isolation_level=None)) as connection,
    ):
        connection.text_factory = lenient_text  # one damaged text must not stop the reading of a whole list
        connection.execute("PRAGMA trusted_schema = OFF")
        if not own_version(connection, path):
            raise DraftsForeign(path=path)
        yield connection
