"""A person's decisions on identifiers in a draft, stored by fingerprint, so that no identifier is stored a second time.

The salt of the fingerprints has its own table and never enters the journal: a reader of the history cannot find out
by trial which number belongs to a fingerprint.
"""

from __future__ import annotations

import datetime as dt
import secrets

import msgspec

from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.draft_store import Drafts
from s11desk.store.journal import EventKind, JournalEntry, Stamp, write_entry

_SALT_BYTES = 32


class Decision(msgspec.Struct, frozen=True):
    """A person's decision that the identifier with this fingerprint is meant to be in the draft."""

    fingerprint: str
    at: dt.datetime
    who: str


def identifier_salt(drafts: Drafts, audit_id: str) -> bytes:
    """Return the draft's own secret for fingerprints; the first call creates it. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        new_salt = secrets.token_bytes(_SALT_BYTES)
        connection.execute("INSERT INTO identifier_salt VALUES (?, ?) ON CONFLICT DO NOTHING", (audit_id, new_salt))
        row = connection.execute("SELECT salt FROM identifier_salt WHERE audit = ?", (audit_id,)).fetchone()
    return bytes(row[0])


def known_salt(drafts: Drafts, audit_id: str) -> bytes | None:
    """Return the draft's secret for fingerprints; None before the first decision. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        row = connection.execute("SELECT salt FROM identifier_salt WHERE audit = ?", (audit_id,)).fetchone()
    return None if row is None else bytes(row[0])


def decisions(drafts: Drafts, audit_id: str) -> tuple[Decision, ...]:
    """Return all decisions of a draft, sorted by fingerprint. Raises ``AuditUnknown`` or ``AuditDamaged``."""
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        rows = connection.execute(
            "SELECT fingerprint, at, who FROM identifier_accepted WHERE audit = ? ORDER BY fingerprint", (audit_id,)
        ).fetchall()
    try:
        return tuple(Decision(fingerprint, dt.datetime.fromisoformat(at), who) for fingerprint, at, who in rows)
    except (ValueError, TypeError) as error:
        raise AuditDamaged(audit=audit_id, agency="") from error


def keep_decision(drafts: Drafts, audit_id: str, fingerprint: str, kind: str, stamp: Stamp) -> None:
    """Store a decision and add it to the journal; an earlier decision stays unchanged. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        connection.execute(
            "INSERT INTO identifier_accepted VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (audit_id, fingerprint, stamp.at.isoformat(), stamp.who),
        )
        # not rowcount, which a Turkish locale breaks in Python 3.11
        if connection.execute("SELECT changes()").fetchone()[0]:
            new = msgspec.json.encode({"kind": kind}).decode()
            write_entry(
                connection, audit_id, JournalEntry(stamp.at, stamp.who, EventKind.ACCEPTED, fingerprint, "", new)
            )
