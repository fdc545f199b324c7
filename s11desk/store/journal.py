"""The journal: when, who, what, old and new. Append-only, kept by triggers; shown as the draft's history."""

from __future__ import annotations

import datetime as dt
import sqlite3
from enum import StrEnum

import msgspec


class EventKind(StrEnum):
    """UNDONE: an answer, action or file put back to what it was; REDONE: to what it was before that.

    ACCEPTED: an identifier said to be there on purpose.
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
    """When a change was made, and by whom: the name under which that person uses this computer."""

    at: dt.datetime
    who: str


class JournalEntry(msgspec.Struct, frozen=True):
    """One line of the journal. ``subject``: the question, action, evidence or return it is about.

    ``old`` and ``new``: the JSON of the value before and after, empty where there was none.
    """

    at: dt.datetime
    who: str
    what: EventKind
    subject: str
    old: str = ""
    new: str = ""


def write_entry(connection: sqlite3.Connection, audit_id: str, entry: JournalEntry) -> None:
    """Append one line. Runs inside the transaction of the change it tells of."""
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
    """The draft's history, oldest first."""
    rows = connection.execute(
        "SELECT at, who, what, subject, old, new FROM journal WHERE audit = ? ORDER BY number", (audit_id,)
    )
    return tuple(
        JournalEntry(dt.datetime.fromisoformat(at), who, EventKind(what), subject, old or "", new or "")
        for at, who, what, subject, old, new in rows
    )
