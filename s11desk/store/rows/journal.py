"""The journal: each line says when, who, what, old and new value. Triggers keep it append-only.

The program shows it as the history of a draft.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from enum import StrEnum
from typing import Any

import msgspec

from s11desk.errors.draft_errors import AuditDamaged
from s11desk.store.rows.digests import has_octets, row_digest


class EventKind(StrEnum):
    """What happened. UNDONE: an answer, action or file got its earlier value back; REDONE: this was reverted.

    ACCEPTED: a person decided that an identifier is there on purpose. RESTORED: answers, actions and files came back
    from a copy of the drafts, all at once. UPGRADED: they came over from an audit of other questions.
    HANDED_OVER: another computer goes on with the draft, as long as it is not TAKEN_BACK here. TAKEN_IN: the draft, or
    its later changes, came from a file. COLLECTED: another program collected them. ASKED: questions went into a file
    for a colleague. MERGED: a colleague's answers were taken in. ASKED_HERE: the draft began with questions that a
    colleague asked; it is then the first line. SENT_BACK: its answers went into a file.
    """

    BEGUN = "begun"
    ANSWERED = "answered"
    PLANNED = "planned"
    UNPLANNED = "unplanned"
    ATTACHED = "attached"
    DETACHED = "detached"
    EXPORTED = "exported"
    UNDONE = "undone"
    REDONE = "redone"
    ACCEPTED = "accepted"
    RESTORED = "restored"
    UPGRADED = "upgraded"
    HANDED_OVER = "handed-over"
    TAKEN_BACK = "taken-back"
    COLLECTED = "collected"
    TAKEN_IN = "taken-in"
    ASKED = "asked"
    MERGED = "merged"
    ASKED_HERE = "asked-here"
    SENT_BACK = "sent-back"


class Stamp(msgspec.Struct, frozen=True):
    """When a change was made, and by whom. ``who``: the person's user name on this computer."""

    at: dt.datetime
    who: str


class JournalEntry(msgspec.Struct, frozen=True):
    """One line of the journal. ``subject``: the id of the question, action, evidence or return that it is about.

    ``old`` and ``new``: the value before and after, as JSON; empty if there was none.
    """

    at: dt.datetime
    who: str
    what: EventKind
    subject: str
    old: str = ""
    new: str = ""


ATTACHED_IDS = "SELECT subject FROM journal INDEXED BY journal_of_evidence WHERE audit = ? AND what = 'attached'"
"""Names the index to use: SQLite would choose another one and then read every line."""


def write_entry(connection: sqlite3.Connection, audit_id: str, entry: JournalEntry) -> None:
    """Append one line. Call it inside the transaction of the change that it records."""
    row = (
        audit_id,
        entry.at.isoformat(),
        entry.who,
        entry.what.value,
        entry.subject,
        entry.old or None,
        entry.new or None,
    )
    connection.execute(
        """INSERT INTO journal (audit, at, who, what, subject, old, new, row_digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        (*row, row_digest("journal", *row)),
    )


def read_entries(connection: sqlite3.Connection, audit_id: str) -> tuple[JournalEntry, ...]:
    """Return the journal of a draft, oldest first. Raises ``AuditDamaged`` if a line is not as it was written."""
    rows = connection.execute(
        "SELECT at, who, what, subject, old, new, row_digest FROM journal WHERE audit = ? ORDER BY number", (audit_id,)
    )
    try:
        return tuple(_entry(audit_id, *row) for row in rows)
    except (ValueError, TypeError) as error:
        raise AuditDamaged(audit=audit_id, agency="") from error


def written_entry(audit_id: str, *row: Any) -> JournalEntry | None:
    """The line in ``row``, whose columns are those of :func:`read_entries`; None if it is not as it was written."""
    try:
        return _entry(audit_id, *row)
    except (ValueError, TypeError):
        return None


def _entry(audit_id: str, *row: Any) -> JournalEntry:
    at, who, what, subject, old, new, digest = row
    if has_octets(row) or digest != row_digest("journal", audit_id, *row[:-1]):
        raise ValueError("not as written")
    return JournalEntry(dt.datetime.fromisoformat(at), who, EventKind(what), subject, old or "", new or "")


def attached_ids(connection: sqlite3.Connection, audit_id: str) -> frozenset[str]:
    """Return the id of every file that was ever attached to a draft. Reads an index and not the whole journal."""
    return frozenset(row[0] for row in connection.execute(ATTACHED_IDS, (audit_id,)))
