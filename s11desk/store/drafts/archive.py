"""Archived audits: they are off the list, nothing is deleted, and each can be put back on the list."""

from __future__ import annotations

from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.digests import row_digest


def archive(drafts: Drafts, audit_id: str) -> None:
    """Take an audit off the list. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        connection.execute(
            """INSERT INTO put_away (audit, row_digest) VALUES (?, ?)
            ON CONFLICT (audit) DO UPDATE SET row_digest = excluded.row_digest""",
            (audit_id, row_digest("put_away", audit_id)),
        )


def unarchive(drafts: Drafts, audit_id: str) -> None:
    """Put an audit back on the list. Raises ``AuditUnknown``."""
    with drafts.draft_transaction(audit_id) as connection:
        connection.execute("DELETE FROM put_away WHERE audit = ?", (audit_id,))


def all_archived(drafts: Drafts) -> frozenset[str]:
    """Return the ids of the archived audits. An audit whose row is damaged is not among them."""
    with drafts.read_transaction() as connection:
        rows = connection.execute("SELECT audit, row_digest FROM put_away").fetchall()
    return frozenset(audit for audit, digest in rows if digest == row_digest("put_away", audit))
