"""Whether a drafts file that somebody changed from outside still holds the drafts that were known to be in it."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from s11desk.errors import UserError
from s11desk.files.regular_files import check_regular
from s11desk.store.checks.check_file import IndexState, check_pages
from s11desk.store.rows.digests import allow_digests
from s11desk.store.rows.home_row import read_home_id
from s11desk.store.rows.stored_draft import read_draft
from s11desk.store.sqlite.sqlite_connections import connect_file


@dataclass(frozen=True, slots=True)
class KnownDrafts:
    """What was in the drafts: for each audit its revision and the digest of all its rows, and the last journal line."""

    audits: dict[str, tuple[int, str]]
    last_line: int


def known_drafts(connection: sqlite3.Connection) -> KnownDrafts:
    """Note what is in the drafts now. Reads no answers."""
    rows = connection.execute("SELECT id, revision, draft_digest FROM audit").fetchall()
    ((last_line,),) = connection.execute("SELECT coalesce(max(number), 0) FROM journal").fetchall()
    return KnownDrafts({audit: (revision, digest) for audit, revision, digest in rows}, last_line)


def holds_known(database: Path, home_id: str, known: KnownDrafts) -> bool:
    """Whether the file, read again with its log, is whole and has all known drafts, in these states or later ones.

    It opens a connection of its own, because the others answer from cached pages. Raises nothing.
    """
    with suppress(UserError, OSError, sqlite3.Error, IndexError, TypeError, UnicodeDecodeError):
        check_regular(database)  # SQLite waits for ever for a named pipe
        return _reads_as_known(database, home_id, known)
    return False


def _reads_as_known(database: Path, home_id: str, known: KnownDrafts) -> bool:
    with closing(connect_file(database, "ro")) as connection:
        allow_digests(connection)
        return (
            read_home_id(connection) == home_id
            and check_pages(connection, database) is IndexState.FIT
            and _has_all(connection, known)
        )


def _has_all(connection: sqlite3.Connection, known: KnownDrafts) -> bool:
    now = known_drafts(connection)
    if now.last_line < known.last_line:
        return False
    for audit, (revision, digest) in known.audits.items():
        present = now.audits.get(audit)
        if present is None or present[0] < revision or (present[0] == revision and present[1] != digest):
            return False
        read_draft(connection, audit)  # of two states mixed, a row does not fit the digest of its draft
    return True
