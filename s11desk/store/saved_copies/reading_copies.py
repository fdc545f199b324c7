"""Reading a copy of the drafts without changing it: neither the file, nor a log beside it, nor its folder."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign
from s11desk.files.regular_files import check_regular, open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.store.checks.check_file import own_version
from s11desk.store.checks.log_image import has_log, log_path, read_image, without_log_mode
from s11desk.store.rows.digests import lenient_text
from s11desk.store.rows.home_row import id_or_none
from s11desk.store.sqlite.sqlite_connections import Mode, connect_file, connect_memory
from s11desk.store.sqlite.sqlite_errors import sqlite_faults


@contextmanager
def reading_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy for reading, with the changes in its log. A copy of any earlier version can be read.

    A copy that has a log is read in memory, because SQLite writes to a log while it reads it, and a duplicate on the
    disk would leave answers in another folder. Raises ``FileMissing``, ``FileUnreadable``, ``DraftsForeign``,
    ``DraftsTooNew`` or ``DraftsDamaged`` with ``path``.
    """
    with reading_errors(path), open_regular(path) as stream:
        is_empty = not stream.read(1)
    if is_empty:
        raise DraftsDamaged(path=path)
    with _in_memory(path) if has_log(path) else _on_disk(path, "ro&immutable=1") as connection:
        yield connection


@contextmanager
def reading_present(database: Path) -> Iterator[sqlite3.Connection]:
    """Open the drafts of a home for reading, even while programs write to them. This changes nothing.

    Raises the same errors as :func:`reading_copy`.
    """
    with reading_errors(database):
        check_regular(database)  # to open and close a file takes away the locks of SQLite in the same process
    with _on_disk(database, "ro" if has_log(database) else "ro&immutable=1") as connection:
        yield connection


def id_of_copy(path: Path) -> str:
    """Read the id of the drafts at ``path``; ``NO_ID`` if they have none. Raises what :func:`reading_copy` raises."""
    with reading_copy(path) as connection:
        return id_or_none(connection)


def log_size(path: Path) -> int:
    """The bytes of the log beside the file; 0 if there is none."""
    try:
        return log_path(path).stat().st_size
    except OSError:
        return 0


def copy_with_log(source: Path, target: Path) -> None:
    """Copy the file, and its log if there is one, so that SQLite finds both. Raises OSError."""
    shutil.copyfile(source, target)
    if has_log(source):
        shutil.copyfile(log_path(source), log_path(target))


def is_whole(connection: sqlite3.Connection) -> bool:
    """Read every page, and check that the database is consistent."""
    checked: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return checked == "ok"


@contextmanager
def _in_memory(path: Path) -> Iterator[sqlite3.Connection]:
    content = without_log_mode(read_image(path).merged)
    with sqlite_faults(path), closing(connect_memory()) as connection:
        connection.deserialize(content)
        _prepare(connection, path)
        yield connection


@contextmanager
def _on_disk(path: Path, mode: Mode) -> Iterator[sqlite3.Connection]:
    with sqlite_faults(path), closing(connect_file(path, mode)) as connection:
        _prepare(connection, path)
        yield connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.text_factory = lenient_text  # one damaged text must not stop the reading of a whole list
    if not own_version(connection, path):
        raise DraftsForeign(path=path)
