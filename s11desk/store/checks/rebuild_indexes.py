"""Rebuilds the indexes of the drafts from their tables, after damage to either."""

from __future__ import annotations

import sqlite3

from s11desk.store.checks.row_checks import damaged_rows

_WITH_KEYS = (
    "answer",
    "action",
    "evidence",
    "export",
    "private_note",
    "identifier_salt",
    "identifier_accepted",
    "place",
    "put_away",
    "handed_over",
    "export_file",
)
"""The tables to whose rows no other table refers, and in which a damaged row can have the key of another row."""


def rebuild_indexes(connection: sqlite3.Connection) -> None:
    """Rebuild every index. A damaged row that has the key of another row is left out.

    The check of its draft then finds that the row is missing. The caller has kept a copy. Raises sqlite3.Error.
    """
    try:
        connection.execute("REINDEX")
    except sqlite3.IntegrityError:
        connection.execute("PRAGMA foreign_keys = OFF")  # only then does SQLite empty a table without its indexes
        connection.execute("BEGIN IMMEDIATE")
        try:
            for table in _WITH_KEYS:
                _write_rows_again(connection, table)
            connection.execute("REINDEX")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        finally:
            connection.execute("PRAGMA foreign_keys = ON")


def _write_rows_again(connection: sqlite3.Connection, table: str) -> None:
    """Write all rows of a table again.

    SQLite would delete a single row by the damaged index, but all rows without it.
    """
    damaged = {rowid for rowid, _ in damaged_rows(connection, table)}
    rows = connection.execute(f"SELECT rowid, * FROM {table} NOT INDEXED").fetchall()  # noqa: S608 - our own names
    connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
    for rowid, *row in sorted(rows, key=lambda row: (row[0] in damaged, row[0])):
        columns = ", ".join("?" * (len(row) + 1))
        names = ", ".join(("rowid", *_columns(connection, table)))
        connection.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({columns})", (rowid, *row))  # noqa: S608


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
