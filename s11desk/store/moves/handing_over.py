"""Audits that another computer goes on with: here they can only be read, until somebody takes them back."""

from __future__ import annotations

from s11desk.errors.answer_errors import ChangedElsewhere
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.digests import row_digest
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, write_entry
from s11desk.store.rows.stored_draft import read_draft


def mark_handed_over(drafts: Drafts, audit_id: str, stamp: Stamp, *, revision: int, lines: int) -> None:
    """Refuse changes of the draft from now on, and record it in the journal.

    ``revision`` and ``lines``: of the draft and its journal as they were handed over. Raises ``ChangedElsewhere`` if
    another program has changed the draft since, and ``AuditUnknown``.
    """
    with drafts.draft_transaction(audit_id) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM journal WHERE audit = ?", (audit_id,)).fetchall()
        if read_draft(connection, audit_id).audit.revision != revision or count != lines:
            raise ChangedElsewhere(question="")
        at = stamp.at.isoformat()
        connection.execute(
            "INSERT OR REPLACE INTO handed_over (audit, at, row_digest) VALUES (?, ?, ?)",
            (audit_id, at, row_digest("handed_over", audit_id, at)),
        )
        write_entry(connection, audit_id, JournalEntry(stamp.at, stamp.who, EventKind.HANDED_OVER, ""))


def take_back(drafts: Drafts, audit_id: str, stamp: Stamp) -> bool:
    """Let the draft be changed here again, and record it. False if it was not handed over. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        connection.execute("DELETE FROM handed_over WHERE audit = ?", (audit_id,))
        if not connection.execute("SELECT changes()").fetchone()[0]:
            return False
        write_entry(connection, audit_id, JournalEntry(stamp.at, stamp.who, EventKind.TAKEN_BACK, ""))
        return True
