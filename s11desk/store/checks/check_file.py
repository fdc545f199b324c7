"""Checks a drafts file before anything is opened for writing. What is refused keeps every byte, and so does its log."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditDamaged, AuditUnknown, DraftsDamaged, DraftsForeign, DraftsTooNew
from s11desk.files.regular_files import check_regular, open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.store.checks.known_schema import PRESENT_OBJECTS, check_schema, object_digests
from s11desk.store.checks.log_image import LogState, has_log, log_path, read_image, without_log_mode
from s11desk.store.checks.row_checks import every_row_is_as_written
from s11desk.store.rows.digests import allow_digests, plain_text
from s11desk.store.rows.home_row import id_or_none, read_home_id
from s11desk.store.rows.stored_draft import read_draft
from s11desk.store.sqlite.sqlite_connections import connect_file, connect_memory
from s11desk.store.sqlite.sqlite_errors import sqlite_faults

APPLICATION_ID = 0x53313144
"""``S11D``: marks a SQLite file as this program's."""

SCHEMA_VERSION = 8
"""The number of migrations in :mod:`s11desk.store.opening.schema`; a test compares the two."""

_DIGESTS_SINCE = 4
"""The version that began to keep digests, and gave the home an id."""

_VERSION_IN_FILE = slice(60, 64)
"""Where a database has its version (https://www.sqlite.org/fileformat2.html, 1.3)."""

_ABOUT_ONE_ROW = re.compile(r"(non-\w+|NULL|\w+) value in \w+\.\w+")
"""SQLite's message about a value with the wrong type. It damages its own audit, and reading that shows it."""


_ABOUT_INDEX = re.compile(r"(row \d+ missing from|wrong # of entries in) index \w+")
"""SQLite's message about an index that does not fit its table. An index can be made again from its table."""

CHECKED_WHOLE = 16_000_000
"""Bytes of the largest file of which every page is checked when it is opened."""
_OUR_NAME = re.compile("[a-z_]+")

_ATTEMPTS = 20
"""How many times the file is checked at most, if another program writes to it during each check."""

_EMPTY = 1
"""Bytes. SQLite takes a file of no or one byte for a new database."""


_LARGEST_EMPTY = 65_536
"""Bytes. The largest page of SQLite; a database without tables has one page, and ours are always larger."""


class IndexState(Enum):
    """Whether the indexes fit their tables.

    WRONG: an index is damaged and every row is as it was written. ROWS_DAMAGED: a row that an index names is damaged.
    """

    FIT = "fit"
    WRONG = "wrong"
    ROWS_DAMAGED = "rows-damaged"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What the check of a drafts file found.

    ``version``: of the schema, 0 for a new file. ``log``: how the log beside the file was found. ``home_id``: the id of
    the drafts, ``NO_ID`` if they have none.

    ``indexes``: whether the indexes fit their tables.
    """

    version: int
    log: LogState
    indexes: IndexState
    home_id: str


def check_file(database: Path) -> FileCheck:
    """Check that the file is ours and whole, without writing anything.

    Raises ``DraftsForeign``, ``DraftsTooNew``, ``DraftsDamaged``, or as reading a file does. A log that belongs to
    another file is damage too: SQLite would mix the two for good.
    """
    with reading_errors(database):
        check_regular(database)
    for _ in range(_ATTEMPTS):
        before = _looks(database)
        try:
            return _check_once(database)
        except DraftsDamaged:
            if _looks(database) == before:
                raise
    return _check_once(database)


def _check_once(database: Path) -> FileCheck:
    return _check_with_log(database) if has_log(database) else check_alone(database)


def _looks(database: Path) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Number, size and times of the file and of its log.

    They show whether another program wrote while the file was read. What was read is then of two states.
    """
    return _look(database), _look(log_path(database))


def _look(path: Path) -> tuple[int, ...]:
    """Empty if the file is not there."""
    try:
        facts = path.stat()
    except OSError:
        return ()
    return facts.st_ino, facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns


def is_emptied(database: Path) -> bool:
    """Whether there is a drafts file, and it has nothing in it: SQLite would take it for a new beginning.

    False if that cannot be found out. Raises nothing.
    """
    try:
        size = database.stat().st_size
        return size <= _EMPTY or (size <= _LARGEST_EMPTY and check_file(database).version == 0)
    except (OSError, UserError, sqlite3.Error):
        return False


def lacks_id(database: Path) -> bool:
    """Whether the drafts get an id when they are opened: there are none yet, or their version gave none.

    Reads the version in the file and not in its log. True if that cannot be read. Raises nothing.
    """
    try:
        with open_regular(database) as stream:
            header = stream.read(_VERSION_IN_FILE.stop)
    except OSError:
        return True
    return int.from_bytes(header[_VERSION_IN_FILE], "big") < _DIGESTS_SINCE


def check_alone(database: Path) -> FileCheck:
    """As :func:`check_file`, but without the log, if there is one."""
    with sqlite_faults(database), closing(connect_file(database, "ro&immutable=1")) as connection:
        allow_digests(connection)
        version = own_version(connection, database)
        return FileCheck(version, LogState.NONE, check_pages(connection, database), id_or_none(connection))


def _check_with_log(database: Path) -> FileCheck:
    image = read_image(database)
    with (
        sqlite_faults(database),
        closing(_in_memory(image.merged)) as merged,
        closing(_in_memory(image.alone)) as alone,
    ):
        version = own_version(merged, database)
        if version and len(image.alone) <= _EMPTY:  # SQLite deletes the log of an empty file
            raise DraftsDamaged(path=database)
        indexes = check_pages(merged, database)
        if version >= _DIGESTS_SINCE and not _log_belongs(merged, alone):
            raise DraftsDamaged(path=database)
        return FileCheck(version, image.log, indexes, id_or_none(merged))


def check_pages(connection: sqlite3.Connection, database: Path) -> IndexState:
    """Check every page, and that it holds our tables.

    A wrong value in one row is not a reason to refuse the file: the digest of the row shows it when it is read, also
    where the value is in an index. Raises ``DraftsDamaged``.
    """
    messages = [line for check in _page_checks(connection) for (line,) in connection.execute(check) if line != "ok"]
    about_index = [line for line in messages if _ABOUT_INDEX.fullmatch(line)]
    about_pages = [line for line in messages if line not in about_index and not _ABOUT_ONE_ROW.fullmatch(line)]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if about_pages or (version == SCHEMA_VERSION and not _has_own_schema(connection)):
        raise DraftsDamaged(path=database)
    if about_index and version < _DIGESTS_SINCE:
        raise DraftsDamaged(path=database)
    if not about_index:
        return IndexState.FIT
    is_sound = version == SCHEMA_VERSION and every_row_is_as_written(connection) and _every_draft_is_whole(connection)
    return IndexState.WRONG if is_sound else IndexState.ROWS_DAMAGED


def _every_draft_is_whole(connection: sqlite3.Connection) -> bool:
    """Whether each draft can be read under the id in its own row, which the index may not have."""
    try:
        for (audit_id,) in connection.execute("SELECT id FROM audit NOT INDEXED").fetchall():
            read_draft(connection, plain_text(audit_id))
    except (AuditDamaged, AuditUnknown):
        return False
    return True


def _page_checks(connection: sqlite3.Connection) -> Iterator[str]:
    """The statements that check the pages: one for the whole file, or for a large file one for each table.

    The journal of a large file is left out: it only grows, nothing that is typed is read from it, and checking it would
    delay the start by seconds. Every backup checks it.
    """
    (pages,), (size,) = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    if pages * size <= CHECKED_WHOLE:
        yield "PRAGMA integrity_check"
        return
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'journal'").fetchall()
    yield from (f"PRAGMA integrity_check({table})" for (table,) in tables if _OUR_NAME.fullmatch(table))


def own_version(connection: sqlite3.Connection, database: Path) -> int:
    """Return the schema version of the file, 0 for a new file.

    Raises ``DraftsForeign`` or ``DraftsTooNew``, and ``DraftsDamaged`` if it has a table that is not ours.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_new = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if is_new and not application and not version:
        return 0
    if application != APPLICATION_ID:
        raise DraftsForeign(path=database)
    if version > SCHEMA_VERSION:
        raise DraftsTooNew(path=database)
    check_schema(connection, database)
    return version


def _has_own_schema(connection: sqlite3.Connection) -> bool:
    """Whether everything is there that our tables need. What is there has been checked to be ours."""
    try:
        rows = connection.execute("SELECT count(*) FROM home").fetchall()
    except sqlite3.OperationalError:  # the table is gone
        return False
    return rows[0][0] == 1 and frozenset(object_digests(connection).values()) == PRESENT_OBJECTS


def _in_memory(image: bytes) -> sqlite3.Connection:
    connection = connect_memory()
    try:
        allow_digests(connection)
        if image:
            connection.deserialize(without_log_mode(image))
    except BaseException:
        connection.close()
        raise
    return connection


def _log_belongs(merged: sqlite3.Connection, alone: sqlite3.Connection) -> bool:
    """Whether the log was written for this file: it has the same home, and it damages no draft."""
    before, after = _home_and_drafts(alone), _home_and_drafts(merged)
    return before is None or (after is not None and before[0] == after[0] and before[1] <= after[1])


def _home_and_drafts(connection: sqlite3.Connection) -> tuple[str, frozenset[str]] | None:
    """The id of the home, and the ids of the drafts that can be read. None if the file itself cannot be read.

    Without its log a file can be older than its tables, or half of a newer state.
    """
    whole = set()
    try:
        home = read_home_id(connection)
        for (audit_id,) in connection.execute("SELECT id FROM audit").fetchall():
            with suppress(AuditDamaged, AuditUnknown):  # the table and its index may be of two states
                read_draft(connection, str(audit_id))
                whole.add(str(audit_id))
    except (sqlite3.Error, IndexError, TypeError):
        return None
    return home, frozenset(whole)
