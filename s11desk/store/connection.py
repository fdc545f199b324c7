"""Opening the drafts database. It must be ours, undamaged and not of a newer version; every commit is durable."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from s11desk.durable import make_folder, writing_errors
from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign, DraftsTooNew, HomeReadOnly, HomeUnusable
from s11desk.errors.file_errors import FolderUnwritable
from s11desk.store.backup_writing import back_up_before_upgrade
from s11desk.store.copy_files import database_files
from s11desk.store.digests import allow_digests
from s11desk.store.sqlite_errors import sqlite_faults

APPLICATION_ID = 0x53313144
"""``S11D``: marks a SQLite file as this program's."""

SCHEMA_VERSION = 5
"""The number of migrations in :mod:`s11desk.store.schema`; a test compares the two."""

BUSY_SECONDS = 5.0
"""The longest time that a write waits for another process with the same home. Our transactions take milliseconds."""


def open_drafts(database: Path, backups: Path, now: dt.datetime) -> sqlite3.Connection:
    """Open the drafts. Creates or migrates the database where needed; before a migration it is backed up.

    The connection belongs to the thread that opened it. Raises ``HomeUnusable``, ``HomeReadOnly``, ``DiskFull``,
    ``DraftsLocked``, ``DraftsTooNew``, ``DraftsForeign`` or ``DraftsDamaged``; the file is then unchanged.
    """
    _refuse_emptied(database, backups)
    _refuse_read_only(database)
    _make_home(database)
    with sqlite_faults(database):
        connection = sqlite3.connect(database, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(connection, database, backups, now)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def second_connection(database: Path) -> Iterator[sqlite3.Connection]:
    """Open the drafts a second time, so that a backup does not wait for the thread that saves, nor that for it.

    The drafts must be open already, or have been. Raises what :func:`sqlite_faults` raises; makes no file.
    """
    address = f"{database.absolute().as_uri()}?mode=rw"
    with (
        sqlite_faults(database),
        closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection,
    ):
        allow_digests(connection)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        yield connection


def _make_home(database: Path) -> None:
    """Create the folder and an empty file that only the owner can read; SQLite copies the file's rights to its log."""
    try:
        make_folder(database.parent, private=True)
        with writing_errors(database), suppress(FileExistsError):
            os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FolderUnwritable as error:
        raise HomeUnusable(path=database) from error


def _refuse_emptied(database: Path, backups: Path) -> None:
    """Refuse an empty file if backups exist: SQLite would take it for a new database, but drafts have been lost."""
    try:
        emptied = database.exists() and database.stat().st_size == 0
    except OSError as error:
        raise HomeUnusable(path=database) from error
    if emptied and database_files(backups):
        raise DraftsDamaged(path=database)


def _refuse_read_only(database: Path) -> None:
    """Refuse to open what cannot be written: SQLite opens some of these files, and then fails at the first save."""
    if database.exists() and not (os.access(database, os.W_OK) and os.access(database.parent, os.W_OK)):
        raise HomeReadOnly(path=database.parent)


def _prepare(connection: sqlite3.Connection, database: Path, backups: Path, now: dt.datetime) -> None:
    allow_digests(connection)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    version = own_version(connection, database)
    if version and connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DraftsDamaged(path=database)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    if version < SCHEMA_VERSION:
        if version:
            back_up_before_upgrade(connection, backups, version, now)
        migrate(connection)


def own_version(connection: sqlite3.Connection, database: Path) -> int:
    """Return the schema version of the file, 0 for a new file. Raises ``DraftsForeign`` or ``DraftsTooNew``."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_new = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if is_new and not application and not version:
        return 0
    if application != APPLICATION_ID:
        raise DraftsForeign(path=database)
    if version > SCHEMA_VERSION:
        raise DraftsTooNew(path=database)
    return version


def migrate(connection: sqlite3.Connection) -> None:
    """Run all pending migrations in one transaction. A second process waits and then finds none pending."""
    from sqlite_utils import Database  # slow to import, and needed only here

    from s11desk.store.schema import migrations

    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
