"""Lines of the history about questions to colleagues, found by the request that they belong to."""

from __future__ import annotations

from typing import NamedTuple

from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, write_entry, written_entry


class AskingLine(NamedTuple):
    """A line of the history about questions that went out, or answers that came back. ``audit``: the draft's id."""

    audit: str
    entry: JournalEntry


def record_asking(drafts: Drafts, audit_id: str, stamp: Stamp, entry: tuple[EventKind, str, str]) -> None:
    """Append a line to the history of a draft: its kind, its subject and its new value. Raises ``AuditUnknown``."""
    kind, subject, new = entry
    with drafts.draft_transaction(audit_id) as connection:
        write_entry(connection, audit_id, JournalEntry(stamp.at, stamp.who, kind, subject, "", new))


def audits_with(drafts: Drafts, kind: EventKind, request: str) -> tuple[str, ...]:
    """The ids of the drafts whose history has a line of this kind about ``request``, the oldest line first."""
    with drafts.read_transaction() as connection:
        query = "SELECT audit FROM journal WHERE what = ? AND subject = ? GROUP BY audit ORDER BY min(number)"
        return tuple(str(row[0]) for row in connection.execute(query, (kind.value, request)))


def asking_lines(drafts: Drafts, audit_id: str = "") -> tuple[AskingLine, ...]:
    """The lines of one draft about questions to colleagues, the oldest first; without ``audit_id`` of every draft.

    Leaves out damaged lines, so that a list of drafts can always be shown. The column ``what`` comes before the values
    in a row, so that SQLite passes over long lines of another kind.
    """
    kinds = (EventKind.ASKED.value, EventKind.MERGED.value)
    query = """SELECT audit, at, who, what, subject, old, new, row_digest FROM journal
        WHERE what IN (?, ?) AND (audit = ? OR ? = '') ORDER BY number"""
    with drafts.read_transaction() as connection:
        rows = connection.execute(query, (*kinds, audit_id, audit_id)).fetchall()
    found = ((str(audit), written_entry(audit, *row)) for audit, *row in rows)
    return tuple(AskingLine(audit, entry) for audit, entry in found if entry is not None)
