"""Opens the drafts database, which must be ours, undamaged and not of a newer version. Every commit is durable."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from s11desk.errors.draft_errors import DraftsDamaged, DraftsOfOtherHome, HomeReadOnly, HomeUnusable
from s11desk.errors.file_errors import FileExists, FileIsFolder, FileMissing, FileUnreadable, FolderUnwritable
from s11desk.files.durable import make_folder, naming
from s11desk.files.presence import Presence, is_name_free, presence
from s11desk.store.checks.check_file import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    FileCheck,
    IndexState,
    check_file,
    own_version,
)
from s11desk.store.checks.file_identity import check_open_file
from s11desk.store.checks.log_image import LogState, with_log_mode
from s11desk.store.checks.rebuild_indexes import rebuild_indexes
from s11desk.store.rows.digests import allow_digests
from s11desk.store.rows.home_row import NO_ID
from s11desk.store.saved_copies.backup_writing import back_up_before_upgrade
from s11desk.store.saved_copies.copy_files import database_files
from s11desk.store.saved_copies.restoring import copy_cut_log, copy_damaged_rows, set_journal_aside
from s11desk.store.sqlite.sqlite_connections import connect_file, connect_memory
from s11desk.store.sqlite.sqlite_errors import sqlite_faults

__all__ = ["APPLICATION_ID", "BUSY_SECONDS", "SCHEMA_VERSION", "open_drafts", "second_connection"]

BUSY_SECONDS = 5.0
"""The longest time that a write waits for another process with the same home. Our transactions take milliseconds."""


_NUMBERED = ("journal", "prepared")
_MOST_ROWS = 1 << 62
"""Rows that no home reaches."""


def open_drafts(
    database: Path, backups: Path, now: dt.datetime, own: frozenset[str] = frozenset()
) -> sqlite3.Connection:
    """Open the drafts. Creates or migrates the database if needed; before a migration it is backed up.

    The connection belongs to the thread that opened it. ``own``: the ids that the drafts may have; empty if any will
    do. Drafts of a version that gave no id are opened. Raises ``HomeUnusable``, ``HomeReadOnly``, ``DiskFull``,
    ``DraftsLocked``, ``DraftsTooNew``, ``DraftsForeign``, ``DraftsOfOtherHome`` or ``DraftsDamaged``; the file is then
    unchanged.
    """
    is_new = presence(database) is Presence.NO
    _refuse_emptied(database, backups)
    _refuse_read_only(database)
    _make_drafts(database)
    checked = _check(database, now)
    if own and checked.version and not is_new and checked.home_id not in own | {NO_ID}:
        raise DraftsOfOtherHome(path=database)
    _set_journal_aside(database, now)
    return _open_checked(database, backups, now, checked)


def _set_journal_aside(database: Path, now: dt.datetime) -> None:
    try:
        set_journal_aside(database, now)
    except (FolderUnwritable, FileUnreadable) as error:
        raise HomeUnusable(path=database) from error


def _open_checked(database: Path, backups: Path, now: dt.datetime, checked: FileCheck) -> sqlite3.Connection:
    with sqlite_faults(database):
        connection = connect_file(database, "rwc", timeout=BUSY_SECONDS)
        try:
            _set_up(connection)
            _refuse_emptied_since(int(connection.execute("PRAGMA user_version").fetchone()[0]), database, backups)
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            if checked.indexes is not IndexState.FIT:
                rebuild_indexes(connection)
            _prepare(connection, database, backups, now)
            _stop_checkpoints(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def open_second(database: Path) -> sqlite3.Connection:
    """Open the drafts once more, in another thread, so that neither thread waits for the other's slow work.

    The drafts must be open in this program already: then they are checked and up to date. A second check would open
    and close the file, and the system would then drop the locks of the other connection. Raises ``DraftsMoved`` if
    another program replaced the file or wrote over it, and what :func:`sqlite_faults` raises. It never creates a file.
    """
    with sqlite_faults(database):
        check_open_file(database)
        connection = connect_file(database, "rw", timeout=BUSY_SECONDS)
        try:
            _set_up(connection)
            _stop_checkpoints(connection)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def second_connection(database: Path) -> Iterator[sqlite3.Connection]:
    """As :func:`open_second`, for writing; the block closes the connection. Raises ``HomeReadOnly`` too."""
    _refuse_read_only(database)
    with sqlite_faults(database), closing(open_second(database)) as connection:
        yield connection


def _make_drafts(database: Path) -> None:
    """Make the folder, and new drafts if there are none. Only the owner can read either.

    The file gets its name after its tables, so that no other program ever finds half of it. SQLite gives the log the
    same permissions as the file.
    """
    try:
        make_folder(database.parent, private=True)
        if is_name_free(database):
            with suppress(FileExists), naming(database, private=True, fresh=True) as file:
                file.stream.write(_new_drafts())
    except (FolderUnwritable, FileUnreadable) as error:
        raise HomeUnusable(path=database) from error


def _new_drafts() -> bytes:
    """The content of a drafts file without audits."""
    with closing(connect_memory()) as connection:
        allow_digests(connection)
        migrate(connection)
        return with_log_mode(connection.serialize())


def _refuse_emptied(database: Path, backups: Path) -> None:
    """Refuse an empty file if backups exist: SQLite would take it for a new database, but drafts have been lost.

    This looks twice, because another program may be making the home, and may have made its first backup in between.
    """
    try:
        if _is_empty(database) and database_files(backups) and _is_empty(database):
            raise DraftsDamaged(path=database)
    except OSError as error:
        raise HomeUnusable(path=database) from error


def _refuse_emptied_since(version: int, database: Path, backups: Path) -> None:
    """Refuse a file that a program began to write over after it was checked: at that moment it is empty too."""
    if not version and database_files(backups):
        raise DraftsDamaged(path=database)


def _is_empty(database: Path) -> bool:
    return presence(database) is Presence.YES and database.stat().st_size == 0


def _refuse_read_only(database: Path) -> None:
    """Refuse to open what cannot be written: SQLite opens some of these files, and then fails at the first save."""
    is_there = presence(database) is Presence.YES
    if is_there and not (os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)):
        raise HomeReadOnly(path=database.parent)


def _check(database: Path, now: dt.datetime) -> FileCheck:
    """Check the file before SQLite opens it for writing, because opening alone can change the file and its log."""
    try:
        checked = check_file(database)
        if checked.log is LogState.CUT:
            copy_cut_log(database, now)
        if checked.indexes is IndexState.ROWS_DAMAGED:
            copy_damaged_rows(database, now)
    except (FileUnreadable, FileMissing, FileIsFolder, FolderUnwritable) as error:
        raise HomeUnusable(path=database) from error
    return checked


def _prepare(connection: sqlite3.Connection, database: Path, backups: Path, now: dt.datetime) -> None:
    version = own_version(connection, database)
    if version < SCHEMA_VERSION:
        _upgrade(connection, database, back_up_before_upgrade(connection, backups, version, now) if version else None)
    _mend_numbers(connection, database)


def _upgrade(connection: sqlite3.Connection, database: Path, backup: Path | None) -> None:
    """Migrate. If the disk is full and nothing was changed, the backup from before goes: each start would add one more.

    They would take what is left of the disk.
    """
    version = own_version(connection, database)
    try:
        migrate(connection)
    except sqlite3.OperationalError as error:
        with suppress(sqlite3.Error, OSError):
            is_full = (
                getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
            )  # another program may need it where it is busy
            if is_full and backup is not None and own_version(connection, database) == version:
                backup.unlink()
        raise


def _mend_numbers(connection: sqlite3.Connection, database: Path) -> None:
    """Set back the next number of a numbered table where damage has made it so high that no row would follow.

    SQLite then says that the disk is full, at every save. Raises ``DraftsDamaged`` if a row itself has such a number.
    """
    for table, number in connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
        if table in _NUMBERED and not (isinstance(number, int) and number < _MOST_ROWS):
            ((last,),) = connection.execute(f"SELECT coalesce(max(number), 0) FROM {table}").fetchall()  # noqa: S608 - our own names
            if last >= _MOST_ROWS:
                raise DraftsDamaged(path=database)
            connection.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (last, table))


def _set_up(connection: sqlite3.Connection) -> None:
    allow_digests(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _stop_checkpoints(connection: sqlite3.Connection) -> None:
    """Leave checkpoints to :class:`FileIdentity`, which must know of each. The log shrinks when SQLite restarts it."""
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute("PRAGMA journal_size_limit = 0")


def migrate(connection: sqlite3.Connection) -> None:
    """Run all pending migrations in one transaction. A second process waits and then finds none pending."""
    from sqlite_utils import Database  # slow to import, and needed only here

    from s11desk.store.opening.schema import mend_list, migrations

    connection.execute("BEGIN IMMEDIATE")
    try:
        database = Database(connection, execute_plugins=False)
        mend_list(database, int(connection.execute("PRAGMA user_version").fetchone()[0]))
        migrations.apply(database)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
