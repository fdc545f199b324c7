"""Reads and writes rows of the register. Each row has a digest, which shows damage when the row is read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from s11desk.errors.desk_errors import RegisterDamaged
from s11desk.store.rows.digests import Stored, row_digest

COLUMNS: dict[str, tuple[str, ...]] = {
    "desk": ("number", "id", "body"),
    "topic": ("digest", "asked", "body"),
    "received": ("sha256", "audit", "body"),
    "received_data": ("received", "data"),
    "file": ("sha256", "received", "body"),
    "arrival": ("file", "source", "body"),
    "review": ("received", "body"),
    "agency": ("id", "body"),
    "agency_match": ("audit", "body"),
    "reminder": ("agency", "body"),
    "receipt": ("received", "body"),
    "erasure": ("body",),
}
"""For each table the columns that its digest covers, in order. The numbers of numbered rows are left out."""


def write_row(connection: sqlite3.Connection, table: str, *values: Stored) -> None:
    """Insert a row. ``values``: as :data:`COLUMNS` lists them. Raises sqlite3.IntegrityError if its key is there."""
    connection.execute(_insertion(table), (*values, row_digest(table, *values)))


@cache
def _insertion(table: str) -> str:
    names = (*COLUMNS[table], "row_digest")
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names


def replace_row(connection: sqlite3.Connection, table: str, *values: Stored) -> None:
    """Change the row whose first column has the first of ``values``."""
    names = COLUMNS[table]
    changed = ", ".join(f"{name} = ?" for name in (*names, "row_digest"))
    statement = f"UPDATE {table} SET {changed} WHERE {names[0]} = ?"  # noqa: S608 - our own names
    connection.execute(statement, (*values, row_digest(table, *values), values[0]))


def read_rows(
    connection: sqlite3.Connection, path: Path, table: str, where: str = "", *values: Stored
) -> Iterator[tuple[Stored, ...]]:
    """Yield rows as :data:`COLUMNS` lists them, the numbered ones in order. ``path``: the register, for an error.

    ``where``: the end of the statement. Raises ``RegisterDamaged`` for a row that is not as it was written.
    """
    names = ", ".join((*COLUMNS[table], "row_digest"))
    statement = f"SELECT {names} FROM {table} {where}"  # noqa: S608 - our own names
    for *row, digest in connection.execute(statement, values):
        if row_digest(table, *row) != digest:
            raise RegisterDamaged(path=path)
        yield tuple(row)


def damaged_rows(connection: sqlite3.Connection) -> int:
    """The number of rows that are not as they were written."""
    damaged = 0
    for table, columns in COLUMNS.items():
        names = ", ".join((*columns, "row_digest"))
        for *row, digest in connection.execute(f"SELECT {names} FROM {table}"):  # noqa: S608 - our own names
            damaged += row_digest(table, *row) != digest
    return damaged
