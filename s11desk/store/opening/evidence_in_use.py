"""Which evidence files the drafts name as they are now: none of these may be deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s11desk.errors.draft_errors import DraftsDamaged
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import second_connection
from s11desk.store.saved_copies.reading_copies import reading_present


def present_evidence(database: Path) -> frozenset[str]:
    """The SHA-256 of every evidence file that the present drafts name.

    Raises ``AuditDamaged`` if a row is damaged, and what :func:`reading_present` raises.
    """
    try:
        with reading_present(database) as connection:
            return Drafts(connection, database, is_second=True).evidence_digests()
    except sqlite3.Error as error:  # the tables of an earlier version
        raise DraftsDamaged(path=database) from error


@contextmanager
def evidence_while_unchanged(database: Path) -> Iterator[frozenset[str]]:
    """Yield what :func:`present_evidence` returns; no draft can be changed before the block ends.

    Raises the same errors, and what :func:`s11desk.store.opening.connection.second_connection` raises.
    """
    with second_connection(database) as connection:
        drafts = Drafts(connection, database, is_second=True)
        with drafts.write_transaction():
            yield drafts.evidence_digests()
