"""Opens a desk's register, and gives its changes one transaction each. Every commit is durable."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

import msgspec
from sqlite_utils import Database

from s11desk.domain.receiving.desk_values import DeskFacts
from s11desk.errors.desk_errors import DeskMissing, RegisterDamaged, RegisterForeign
from s11desk.files.durable import writing
from s11desk.files.presence import Presence, presence
from s11desk.register.register_faults import register_faults
from s11desk.register.register_rows import read_rows, replace_row, write_row
from s11desk.register.register_schema import KEEP_LAST_DAYS, register_migrations
from s11desk.store.checks.log_image import with_log_mode
from s11desk.store.rows.digests import Stored
from s11desk.store.sqlite.sqlite_connections import connect_file, connect_memory

REGISTER_ID = 0x53313152
"""``S11R``: SQLite's application id of a register."""
REGISTER_VERSION = 4
"""The newest that this program knows."""
_TABLES_VERSION = 2
"""The number of migrations. A register has this version until it has what an earlier program would lose: see below."""
_UNGUARDED_VERSION = 3
"""Of a register that has last days, and no trigger yet that keeps them."""
_MEMORY = "cache_size = -16384"
"""16 MB of pages. Digests are in no order, so each new return needs pages from all over the file."""
_LOG = "wal_autocheckpoint = 4000"
"""16 MB of log. With SQLite's own 4 MB, the pages of every group of returns are copied into the file once more."""
_WHOLE = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_PART = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))
_PATIENCE = 10.0
"""Seconds that a write waits for another program at the same desk."""


class Register:
    """An open register. It belongs to the thread that opened it. Used as a context, it is closed at the end."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def __enter__(self) -> Register:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def facts(self) -> DeskFacts:
        """Whose desk it is. Raises ``RegisterDamaged``."""
        return msgspec.json.decode(str(self._desk_row()[2]), type=DeskFacts)

    @property
    def desk_id(self) -> str:
        """The desk's own id, which its backups have too. Raises ``RegisterDamaged``."""
        return str(self._desk_row()[1])

    def _desk_row(self) -> tuple[Stored, ...]:
        """The one row about the desk itself: its number, its id and its facts. Raises ``RegisterDamaged``."""
        with register_faults(self.path):
            rows = list(read_rows(self.connection, self.path, "desk"))
        if len(rows) != 1:
            raise RegisterDamaged(path=self.path)
        return rows[0]

    def change_facts(self, change: Callable[[DeskFacts], DeskFacts]) -> None:
        """Change what is recorded of the desk. Nothing that another program changes at the same time is lost.

        Raises what :func:`register_faults` raises.
        """
        with self.changing() as connection:
            before = self.facts
            if (after := change(before)) != before:
                replace_row(connection, "desk", 1, self.desk_id, msgspec.json.encode(after).decode())
            if after.last_days:  # a program that does not know them would write the desk without them
                _keep_last_days(connection)

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """One transaction. Raises what :func:`register_faults` raises; then nothing has changed.

        Inside another such block it is a part of that one, which can be undone alone and is durable with the whole.
        """
        begin, end, undo = _PART if self.connection.in_transaction else _WHOLE
        with register_faults(self.path):
            self.connection.execute(begin)
            try:
                yield self.connection
                self.connection.execute(end)
            except BaseException:
                if self.connection.in_transaction:
                    for statement in undo:
                        self.connection.execute(statement)
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What is read in this block is of one moment, whatever other programs change in the meantime.

        Raises what :func:`register_faults` raises.
        """
        if self.connection.in_transaction:  # it is already
            yield
            return
        with register_faults(self.path):
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("COMMIT")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A block that reads. Raises what :func:`register_faults` raises."""
        with register_faults(self.path):
            yield self.connection


def create_register(path: Path, facts: DeskFacts) -> None:
    """Make a new register, which gets its name when it is whole. Raises ``FileExists`` and what writing raises."""
    with closing(connect_memory()) as connection:
        _migrate(connection)
        write_row(connection, "desk", 1, secrets.token_hex(16), msgspec.json.encode(facts).decode())
        content = with_log_mode(connection.serialize())
    with writing(path, private=True, fresh=True) as stream:
        stream.write(content)


def open_register(path: Path) -> Register:
    """Open the register and bring it up to date.

    Raises ``DeskMissing``, ``RegisterForeign``, and what :func:`register_faults` raises.
    """
    if presence(path) is Presence.NO:
        raise DeskMissing(path=path.parent)
    with register_faults(path):
        connection = connect_file(path, "rw", timeout=_PATIENCE)
        try:
            for pragma in ("foreign_keys = ON", "synchronous = FULL", "secure_delete = ON", _MEMORY, _LOG):
                connection.execute(f"PRAGMA {pragma}")
            _require_ours(connection, path)
            _migrate(connection)
            _require_known_tables(connection, path)
            _guard(connection)
            connection.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            connection.close()
            raise
    return Register(connection, path)


def _require_ours(connection: sqlite3.Connection, path: Path) -> None:
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    version = _version(connection)
    if application != REGISTER_ID or not version:
        raise RegisterForeign(path=path, is_newer=False)
    if version > REGISTER_VERSION:
        raise RegisterForeign(path=path, is_newer=True)


def _require_known_tables(connection: sqlite3.Connection, path: Path) -> None:
    """A file from elsewhere may bring triggers and views: one that no migration makes refuses the register."""
    connection.execute("BEGIN")  # another program may change both at this moment
    version, tables = _version(connection), _tables(connection)
    connection.execute("COMMIT")
    with closing(connect_memory()) as fresh:
        _migrate(fresh)
        if version == REGISTER_VERSION:
            _keep_last_days(fresh)
        if _tables(fresh) != tables:
            raise RegisterDamaged(path=path)


def _guard(connection: sqlite3.Connection) -> None:
    """Keep the last days of a register that has had them since before that was possible."""
    if _version(connection) == _UNGUARDED_VERSION:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            _keep_last_days(connection)


def _keep_last_days(connection: sqlite3.Connection) -> None:
    """Have SQLite itself keep the last days, and earlier programs refuse the register from now on."""
    if _version(connection) < REGISTER_VERSION:
        connection.execute(KEEP_LAST_DAYS)
        connection.execute(f"PRAGMA user_version = {REGISTER_VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _tables(connection: sqlite3.Connection) -> set[tuple[str, ...]]:
    statement = "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
    return {tuple(map(str, row)) for row in connection.execute(statement)}


def _migrate(connection: sqlite3.Connection) -> None:
    """Run all pending migrations in one transaction; a second program waits and then finds none."""
    if _version(connection) >= _TABLES_VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _version(connection) < _TABLES_VERSION:  # the second one may find a higher version, which stays
            register_migrations.apply(Database(connection, execute_plugins=False))
            connection.execute(f"PRAGMA application_id = {REGISTER_ID}")
            connection.execute(f"PRAGMA user_version = {_TABLES_VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
