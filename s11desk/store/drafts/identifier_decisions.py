"""A person's decisions on identifiers in a draft, stored by fingerprint, so that no identifier is stored a second time.

The salt of the fingerprints has its own table and never enters the journal: a reader of the history cannot find out
by trial which number belongs to a fingerprint.
"""

from __future__ import annotations

import datetime as dt
import secrets
import sqlite3
from collections.abc import Iterable

import msgspec

from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.digests import row_digest
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, write_entry

SALT_BYTES = 32


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
            salt = secrets.token_bytes(SALT_BYTES)
            _insert_salt(connection, audit_id, salt)
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
        _insert_decision(connection, audit_id, Decision(fingerprint, stamp.at, stamp.who))
        new = msgspec.json.encode({"kind": kind}).decode()
        write_entry(connection, audit_id, JournalEntry(stamp.at, stamp.who, EventKind.ACCEPTED, fingerprint, "", new))


def join_decisions(connection: sqlite3.Connection, audit_id: str, salt: bytes, incoming: Iterable[Decision]) -> None:
    """Add decisions that were made elsewhere under ``salt``, inside a transaction. What was decided here stays.

    With another secret here they would match nothing, so they are passed over: the person is asked again.
    """
    here = _read_salt(connection, audit_id)
    if here is None:
        _insert_salt(connection, audit_id, salt)
    elif here != salt:
        return
    known = {decision.fingerprint for decision in _read_decisions(connection, audit_id)}
    for decision in incoming:
        if decision.fingerprint not in known:
            _insert_decision(connection, audit_id, decision)


def _insert_salt(connection: sqlite3.Connection, audit_id: str, salt: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO identifier_salt (audit, salt, row_digest) VALUES (?, ?, ?)",
        (audit_id, salt, row_digest("identifier_salt", audit_id, salt)),
    )


def _insert_decision(connection: sqlite3.Connection, audit_id: str, decision: Decision) -> None:
    row = (audit_id, decision.fingerprint, decision.at.isoformat(), decision.who)
    connection.execute(
        """INSERT OR REPLACE INTO identifier_accepted (audit, fingerprint, at, who, row_digest)
        VALUES (?, ?, ?, ?, ?)""",
        (*row, row_digest("identifier_accepted", *row)),
    )
