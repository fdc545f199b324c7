"""Where a person last was in each draft. Its loss costs a scroll, so nothing here ever stops anyone."""

from __future__ import annotations

from s11desk.store.draft_store import Drafts


def write_resume_point(drafts: Drafts, audit_id: str, body: str) -> None:
    """Keep ``body``, the JSON of a resume point. Raises ``AUDIT_UNKNOWN`` and what SQLite's refusals become."""
    with drafts.accompanying(audit_id) as connection:
        connection.execute(
            "INSERT INTO place VALUES (?, ?) ON CONFLICT (audit) DO UPDATE SET body = excluded.body", (audit_id, body)
        )


def read_resume_point(drafts: Drafts, audit_id: str) -> str:
    """The JSON of the resume point; empty where none was kept. Raises as :func:`write_resume_point` does."""
    with drafts.accompanying(audit_id, reads_only=True) as connection:
        row = connection.execute("SELECT body FROM place WHERE audit = ?", (audit_id,)).fetchone()
    return str(row[0]) if row else ""
