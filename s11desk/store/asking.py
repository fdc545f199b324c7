"""Lines of the history about questions to colleagues, found by the request that they belong to."""

from __future__ import annotations

from s11desk.store.draft_store import Drafts
from s11desk.store.journal import EventKind, JournalEntry, Stamp, write_entry


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
