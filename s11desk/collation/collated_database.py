"""The tables as an SQLite file, and the file that describes them to datasette."""

from __future__ import annotations

import errno
import json
import sqlite3
from contextlib import closing
from pathlib import Path

from s11desk.collation.collated_tables import ColumnType
from s11desk.collation.csv_tables import WrittenTable, read_rows
from s11desk.store.sqlite.sqlite_connections import connect_file

MAX_DATABASE_COLUMNS = 2_000
"""SQLite's own limit (sqlite.org/limits.html, "Maximum Number Of Columns")."""

_TYPES = {ColumnType.INTEGER: "INTEGER", ColumnType.NUMBER: "REAL"}


def write_database(path: Path, tables: tuple[WrittenTable, ...]) -> None:
    """Write ``tables`` into the new file ``path``. A table with too many columns is left out.

    Raises OSError, even if it is SQLite that finds the disk full.
    """
    try:
        with closing(connect_file(path, "rwc")) as connection:
            connection.execute("PRAGMA journal_mode = OFF")  # nobody opens the file before it is whole
            connection.execute("BEGIN")
            for written in tables:
                if len(written.table.columns) <= MAX_DATABASE_COLUMNS:
                    _write_table(connection, written)
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        is_full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if is_full else errno.EIO, str(error)) from error


def datasette_metadata(title: str, tables: tuple[WrittenTable, ...]) -> str:
    """The JSON of ``datasette --metadata`` (docs.datasette.io, "Metadata"), with what each column means."""
    described = {
        written.table.name: {
            "description": written.table.meaning,
            "columns": {column.name: column.meaning for column in written.table.columns},
        }
        for written in tables
    }
    return json.dumps({"title": title, "databases": {"returns": {"tables": described}}}, ensure_ascii=False, indent=2)


def _write_table(connection: sqlite3.Connection, written: WrittenTable) -> None:
    table = written.table
    columns = ", ".join(f"{_quoted(column.name)} {_TYPES.get(column.type, 'TEXT')}" for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    connection.execute(f"CREATE TABLE {_quoted(table.name)} ({columns})")
    connection.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", read_rows(written))  # noqa: S608 - quoted
    key = table.column_names[0]
    connection.execute(f"CREATE INDEX {_quoted(f'{table.name} by {key}')} ON {_quoted(table.name)} ({_quoted(key)})")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
