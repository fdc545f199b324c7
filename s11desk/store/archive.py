"""Audits that a person has put away: they are off the list, nothing is deleted, and each can be brought back."""

from __future__ import annotations

from s11desk.store.draft_store import Drafts


def put_away(drafts: Drafts, audit_id: str) -> None:
    """Take an audit off the list. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        connection.execute("INSERT OR IGNORE INTO put_away (audit) VALUES (?)", (audit_id,))


def bring_back(drafts: Drafts, audit_id: str) -> None:
    """Put an audit back on the list. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        connection.execute("DELETE FROM put_away WHERE audit = ?", (audit_id,))


def all_put_away(drafts: Drafts) -> frozenset[str]:
    """Return the ids of the audits that are put away."""
    with drafts.read_transaction() as connection:
        return frozenset(row[0] for row in connection.execute("SELECT audit FROM put_away"))
