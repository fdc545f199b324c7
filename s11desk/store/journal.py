"""The journal: each line says when, who, what, old and new value. Triggers keep it append-only.

The program shows it as the history of a draft.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from enum import StrEnum

import msgspec


class EventKind(StrEnum):
    """What happened. UNDONE: an answer, action or file got its earlier value back; REDONE: this was reverted.

    ACCEPTED: a person said that an identifier is there on purpose.
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


def write_entry(connection: sqlite3.Connection, audit_id: str, entry: JournalEntry) -> None:
    """Append one line. Call it inside the transaction of the change that it records."""
    connection.execute(
        "INSERT INTO journal (audit, at, who, what, subject, old, new) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            audit_id,
            entry.at.isoformat(),
            entry.who,
            entry.what.value,
            entry.subject,
            entry.old or None,
            entry.new or None,
        ),
    )


def read_entries(connection: sqlite3.Connection, audit_id: str) -> tuple[JournalEntry, ...]:
    """Return the journal of a draft, oldest first."""
    rows = connection.execute(
        "SELECT at, who, what, subject, old, new FROM journal WHERE audit = ? ORDER BY number", (audit_id,)
    )
    return tuple(
        JournalEntry(dt.datetime.fromisoformat(at), who, EventKind(what), subject, old or "", new or "")
        for at, who, what, subject, old, new in rows
    )
