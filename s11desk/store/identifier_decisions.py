"""What a person decided about identifiers in a draft: kept by fingerprint, so that no identifier is written down again.

The salt of the fingerprints stays in its own table and never enters the journal: whoever is handed a history cannot try
out which number a fingerprint stands for.
"""

from __future__ import annotations

import datetime as dt
import secrets

import msgspec

from s11desk.store.draft_store import Drafts
from s11desk.store.journal import EventKind, JournalEntry, Stamp, write_entry

_SALT_BYTES = 32


class Decision(msgspec.Struct, frozen=True):
    """That the identifier of this fingerprint is meant to be there."""

    fingerprint: str
    at: dt.datetime
    who: str


def identifier_salt(drafts: Drafts, audit_id: str) -> bytes:
    """The draft's own secret for fingerprints, drawn when it is first asked for. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id) as connection:
        drawn = secrets.token_bytes(_SALT_BYTES)
        connection.execute("INSERT INTO identifier_salt VALUES (?, ?) ON CONFLICT DO NOTHING", (audit_id, drawn))
        row = connection.execute("SELECT salt FROM identifier_salt WHERE audit = ?", (audit_id,)).fetchone()
    return bytes(row[0])


def known_salt(drafts: Drafts, audit_id: str) -> bytes | None:
    """As :func:`identifier_salt`, without drawing one: there is none before the first decision. Writes nothing."""
    with drafts.accompanying(audit_id, reads_only=True) as connection:
        row = connection.execute("SELECT salt FROM identifier_salt WHERE audit = ?", (audit_id,)).fetchone()
    return None if row is None else bytes(row[0])


def decisions(drafts: Drafts, audit_id: str) -> tuple[Decision, ...]:
    """All decisions of a draft, by fingerprint. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id, reads_only=True) as connection:
        rows = connection.execute(
            "SELECT fingerprint, at, who FROM identifier_accepted WHERE audit = ? ORDER BY fingerprint", (audit_id,)
        ).fetchall()
    return tuple(Decision(fingerprint, dt.datetime.fromisoformat(at), who) for fingerprint, at, who in rows)


def keep_decision(drafts: Drafts, audit_id: str, fingerprint: str, kind: str, stamp: Stamp) -> None:
    """Keep a decision and tell the journal of it; one that was made before stays as it is. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id) as connection:
        kept = connection.execute(
            "INSERT INTO identifier_accepted VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (audit_id, fingerprint, stamp.at.isoformat(), stamp.who),
        )
        if kept.rowcount:
            new = msgspec.json.encode({"kind": kind}).decode()
            write_entry(
                connection, audit_id, JournalEntry(stamp.at, stamp.who, EventKind.ACCEPTED, fingerprint, "", new)
            )
