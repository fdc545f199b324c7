"""Begins a draft that has something in it from the start, such as last year's answers, in one transaction.

In two, a program that is killed in between, or a full disk, would leave an empty audit that nobody wanted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from s11desk.domain.audits.audit import Audit
from s11desk.store.drafts.change import Change
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.rows.digests import DraftDigests
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, write_entry
from s11desk.store.rows.stored_draft import StoredDraft, read_draft


def begin_filled(
    drafts: Drafts, audit: Audit, topic_body: bytes, stamp: Stamp, fill: Callable[[Change], None]
) -> StoredDraft:
    """Store a new draft, let ``fill`` put everything into it, and return it as read back.

    ``audit`` has no answers yet. Raises what writing raises; then there is no such draft.
    """
    drafts.keep_topic(audit.topic_digest, audit.topic_id, audit.topic_version, topic_body, installed=False, at=stamp.at)
    with drafts.write_transaction() as connection:
        _insert(connection, audit, stamp)
        change = Change(connection, read_draft(connection, audit.id), stamp)
        fill(change)
        change.write_revision(new_revision=True)
        return read_draft(connection, audit.id)


def _insert(connection: sqlite3.Connection, audit: Audit, stamp: Stamp) -> None:
    head, changed = (audit.id, audit.agency, audit.topic_digest, audit.begun.isoformat()), stamp.at.isoformat()
    connection.execute(
        "INSERT INTO audit (id, agency, topic, begun, changed, revision, draft_digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (*head, changed, 1, DraftDigests(head).draft_digest(changed, 1)),
    )
    write_entry(connection, audit.id, JournalEntry(stamp.at, stamp.who, EventKind.BEGUN, audit.topic_id))
