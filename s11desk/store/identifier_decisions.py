"""A person's decisions on identifiers in a draft, stored by fingerprint, so that no identifier is stored a second time.

The salt of the fingerprints has its own table and never enters the journal: a reader of the history cannot find out
by trial which number belongs to a fingerprint.
"""

from __future__ import annotations

import datetime as dt
import secrets
import sqlite3

import msgspec

from s11desk.store.digests import row_digest
from s11desk.store.draft_store import Drafts
from s11desk.store.journal import EventKind, JournalEntry, Stamp, write_entry

_SALT_BYTES = 32


class Decision(msgspec.Struct, frozen=True):
    """A person's decision that the identifier with this fingerprint is meant to be in the draft."""

    fingerprint: str
    at: dt.datetime
    who: str


def identifier_salt(drafts: Drafts, audit_id: str) -> bytes:
    """Return the draft's own secret for fingerprints; the first call creates it. Raises ``AuditUnknown``.

    A damaged one is replaced. Earlier decisions then no longer match any identifier, and the person is asked again.
    """
    with drafts.draft_transaction(audit_id) as connection:
        salt = _read_salt(connection, audit_id)
        if salt is None:
            salt = secrets.token_bytes(_SALT_BYTES)
            connection.execute(
                "INSERT OR REPLACE INTO identifier_salt (audit, salt, row_digest) VALUES (?, ?, ?)",
                (audit_id, salt, row_digest("identifier_salt", audit_id, salt)),
            )
    return salt


def known_salt(drafts: Drafts, audit_id: str) -> bytes | None:
    """Return the draft's secret for fingerprints; None before the first decision. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        return _read_salt(connection, audit_id)


def _read_salt(connection: sqlite3.Connection, audit_id: str) -> bytes | None:
    """The salt; None if there is none, or if its row is not as it was written."""
    query = "SELECT salt, row_digest FROM identifier_salt WHERE audit = ?"
    for salt, digest in connection.execute(query, (audit_id,)):
        if digest == row_digest("identifier_salt", audit_id, salt):
            return bytes(salt)
    return None


def decisions(drafts: Drafts, audit_id: str) -> tuple[Decision, ...]:
    """Return all decisions of a draft that are as they were written, sorted by fingerprint. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        return _read_decisions(connection, audit_id)


def _read_decisions(connection: sqlite3.Connection, audit_id: str) -> tuple[Decision, ...]:
    query = (
        "SELECT audit, fingerprint, at, who, row_digest FROM identifier_accepted WHERE audit = ? ORDER BY fingerprint"
    )
    return tuple(
        Decision(row[1], dt.datetime.fromisoformat(row[2]), row[3])
        for *row, digest in connection.execute(query, (audit_id,)).fetchall()
        if digest == row_digest("identifier_accepted", *row)
    )


def keep_decision(drafts: Drafts, audit_id: str, fingerprint: str, kind: str, stamp: Stamp) -> None:
    """Store a decision and add it to the journal. An earlier decision stays unchanged, unless it is damaged.

    Raises ``AuditUnknown``.
    """
    with drafts.draft_transaction(audit_id) as connection:
        if any(decision.fingerprint == fingerprint for decision in _read_decisions(connection, audit_id)):
            return
        row = (audit_id, fingerprint, stamp.at.isoformat(), stamp.who)
        connection.execute(
            """INSERT OR REPLACE INTO identifier_accepted (audit, fingerprint, at, who, row_digest)
            VALUES (?, ?, ?, ?, ?)""",
            (*row, row_digest("identifier_accepted", *row)),
        )
        new = msgspec.json.encode({"kind": kind}).decode()
        write_entry(connection, audit_id, JournalEntry(stamp.at, stamp.who, EventKind.ACCEPTED, fingerprint, "", new))
