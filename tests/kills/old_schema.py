"""Turn drafts into those of an older version, so that opening them migrates them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from s11desk.store.opening.connection import APPLICATION_ID
from s11desk.store.opening.schema import migrations

_FIRST_NEWER = "0004_digests"


def as_schema_3(database: Path) -> None:
    """Replace ``database`` with a file of schema 3 that has the same drafts. No program may have it open."""
    old = database.with_name("old.db")
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        migrations.apply(Database(connection, execute_plugins=False), stop_before=_FIRST_NEWER)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 3")
        connection.execute("ATTACH ? AS newer", (str(database),))
        for table in _tables(connection):
            names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM newer.{table}")  # noqa: S608
    old.replace(database)


def _tables(connection: sqlite3.Connection) -> list[str]:
    """The tables of the drafts, those first to which others refer."""
    found = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT'")
    return sorted((row[0] for row in found), key=lambda name: (name != "topic", name != "audit", name))
