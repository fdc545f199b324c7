"""The resume point of each draft: where the person last was. Losing it is harmless, so a failure stops nothing."""

from __future__ import annotations

import sqlite3

from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.digests import row_digest


def write_resume_point(drafts: Drafts, audit_id: str, body: str) -> None:
    """Store ``body``, the JSON of a resume point. Raises ``AuditUnknown``, and what :func:`sqlite_faults` raises."""
    with drafts.draft_transaction(audit_id) as connection:
        put_resume_point(connection, audit_id, body)


def put_resume_point(connection: sqlite3.Connection, audit_id: str, body: str) -> None:
    """As :func:`write_resume_point`, inside a transaction."""
    connection.execute(
        """INSERT INTO place (audit, body, row_digest) VALUES (?, ?, ?)
        ON CONFLICT (audit) DO UPDATE SET body = excluded.body, row_digest = excluded.row_digest""",
        (audit_id, body, row_digest("place", audit_id, body)),
    )


def read_resume_point(drafts: Drafts, audit_id: str) -> str:
    """Return the JSON of the resume point; empty if there is none, or if it is damaged.

    Raises the same errors as :func:`write_resume_point`.
    """
    with drafts.draft_transaction(audit_id, reads_only=True) as connection:
        row = connection.execute("SELECT body, row_digest FROM place WHERE audit = ?", (audit_id,)).fetchone()
    return (
        str(row[0])
        if row is not None and isinstance(row[0], str) and row[1] == row_digest("place", audit_id, row[0])
        else ""
    )
