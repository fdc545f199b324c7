"""Checks of stored rows against their digests, table by table, without reading a draft."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from s11desk.store.rows.digests import Stored, has_octets, plain_text, row_digest

BESIDE = ("identifier_salt", "identifier_accepted", "place", "put_away", "handed_over", "prepared", "export_file")
"""The tables beside a draft. A damaged row of theirs does not lock out the draft."""

_COVERED = {
    "topic": ("digest", "id", "version", "body"),
    "answer": ("audit", "question", "body"),
    "action": ("audit", "id", "place", "body"),
    "evidence": ("audit", "id", "place", "sha256", "body"),
    "export": ("audit", "number", "body"),
    "private_note": ("audit", "question", "text"),
    "identifier_salt": ("audit", "salt"),
    "identifier_accepted": ("audit", "fingerprint", "at", "who"),
    "place": ("audit", "body"),
    "put_away": ("audit",),
    "handed_over": ("audit", "at"),
    "prepared": ("audit", "body"),
    "export_file": ("audit", "number", "body"),
    "journal": ("audit", "at", "who", "what", "subject", "old", "new"),
}
"""For each table, the columns that the digest of a row covers."""

_WITH_OCTETS = ("topic", "identifier_salt")
"""The tables in which a column has octets by right."""


def every_row_is_as_written(connection: sqlite3.Connection) -> bool:
    """Whether every row is as it was written. Reads all rows, without an index."""
    return not any(row for table in _COVERED for row in damaged_rows(connection, table))


def damaged_rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[int, Stored]]:
    """For each row of a table that is not as it was written: its rowid and its first column.

    That is the id of an audit, or the digest of a topic. Raises sqlite3.Error.
    """
    columns = ", ".join(_COVERED[table])
    for rowid, *row, digest in connection.execute(f"SELECT rowid, {columns}, row_digest FROM {table} NOT INDEXED"):  # noqa: S608 - our own names
        if digest != row_digest(table, *row) or (table not in _WITH_OCTETS and has_octets(row)):
            yield rowid, row[0]


def damaged_beside(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The id of each audit that a damaged row beside the drafts names. The id may itself be damaged."""
    return tuple(sorted({plain_text(audit) for table in BESIDE for _, audit in damaged_rows(connection, table)}))
