"""Takes a whole draft in from elsewhere, in one transaction: a new one, or the later state of one that is here."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from s11desk.domain.audits.audit import Audit, PrivateNote
from s11desk.errors import IntegrityError
from s11desk.errors.answer_errors import ChangedElsewhere
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.moves.beside_draft import BesideDraft, put_beside
from s11desk.store.rows.digests import DraftDigests, row_digest
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, write_entry
from s11desk.store.rows.stored_draft import encode, read_draft

_PARTS = ("answer", "action", "evidence", "export", "private_note")


_NOTHING = BesideDraft()


@dataclass(frozen=True, slots=True)
class IncomingDraft:
    """A draft to take in. ``topic_body``: the canonical JSON of its topic.

    ``journal``: gives the lines to append, oldest first, each time it is called. ``beside``: what is added to what is
    kept beside the draft here.
    """

    audit: Audit
    topic_body: bytes
    notes: tuple[PrivateNote, ...]
    journal: Callable[[], Iterable[JournalEntry]]
    beside: BesideDraft = _NOTHING


def take_in_draft(drafts: Drafts, incoming: IncomingDraft, stamp: Stamp, *, replaced_revision: int = 0) -> None:
    """Store the draft with its history, and a line that says that it came from a file.

    ``replaced_revision``: the revision of the earlier state that is here, whose rows are replaced and whose history
    stays; 0 if the draft is not here. Raises ``ChangedElsewhere`` if the draft is here otherwise, or has another
    revision: nothing is changed then.
    """
    audit = incoming.audit
    drafts.keep_topic(
        audit.topic_digest, audit.topic_id, audit.topic_version, incoming.topic_body, installed=False, at=stamp.at
    )
    with drafts.write_transaction() as connection:
        row = connection.execute("SELECT revision FROM audit WHERE id = ?", (audit.id,)).fetchone()
        if (row[0] if row is not None else 0) != replaced_revision:
            raise ChangedElsewhere(question="")
        if replaced_revision:
            _remove_rows(connection, audit.id)
        _insert_rows(connection, incoming)
        for entry in incoming.journal():
            write_entry(connection, audit.id, entry)
        write_entry(connection, audit.id, JournalEntry(stamp.at, stamp.who, EventKind.TAKEN_IN, ""))
        put_beside(connection, audit.id, incoming.beside)
        stored = read_draft(connection, audit.id)
        if (stored.audit.answers, stored.audit.actions, stored.audit.evidence, stored.audit.exports) != (
            tuple(sorted(audit.answers, key=lambda answer: answer.question)),
            audit.actions,
            audit.evidence,
            audit.exports,
        ):
            raise IntegrityError("a draft that was taken in does not read back the same")


def _remove_rows(connection: sqlite3.Connection, audit_id: str) -> None:
    for table in (*_PARTS, "handed_over"):
        connection.execute(f"DELETE FROM {table} WHERE audit = ?", (audit_id,))  # noqa: S608 - our own names


def _insert_rows(connection: sqlite3.Connection, incoming: IncomingDraft) -> None:
    audit = incoming.audit
    digests = DraftDigests((audit.id, audit.agency, audit.topic_digest, audit.begun.isoformat()))
    changed = audit.changed.isoformat()
    connection.execute(
        """INSERT INTO audit (id, agency, topic, begun, changed, revision) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET agency = excluded.agency, topic = excluded.topic, begun = excluded.begun,
            changed = excluded.changed, revision = excluded.revision""",
        (*digests.head, changed, audit.revision),
    )
    _insert_answers(connection, audit, digests)
    _insert_files(connection, audit, digests)
    for note in incoming.notes:
        digest = digests.rows["private_note", note.question] = row_digest(
            "private_note", audit.id, note.question, note.text
        )
        connection.execute(
            "INSERT INTO private_note (audit, question, text, row_digest) VALUES (?, ?, ?, ?)",
            (audit.id, note.question, note.text, digest),
        )
    connection.execute(
        "UPDATE audit SET draft_digest = ? WHERE id = ?", (digests.draft_digest(changed, audit.revision), audit.id)
    )


def _insert_answers(connection: sqlite3.Connection, audit: Audit, digests: DraftDigests) -> None:
    """The history has a line for each of them already, so they are settled."""
    for answer in audit.answers:
        body = encode(answer)
        digest = digests.rows["answer", answer.question] = row_digest("answer", audit.id, answer.question, body)
        connection.execute(
            """INSERT INTO answer (audit, question, body, settled, row_digest, settled_digest)
            VALUES (?, ?, ?, ?, ?, ?)""",
            (audit.id, answer.question, body, body, digest, row_digest("settled", body)),
        )
    for place, action in enumerate(audit.actions):
        body = encode(action)
        digest = digests.rows["action", action.id] = row_digest("action", audit.id, action.id, place, body)
        connection.execute(
            """INSERT INTO action (audit, id, place, body, settled, row_digest, settled_digest)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (audit.id, action.id, place, body, body, digest, row_digest("settled", body)),
        )


def _insert_files(connection: sqlite3.Connection, audit: Audit, digests: DraftDigests) -> None:
    for place, item in enumerate(audit.evidence, 1):
        body = encode(item)
        digest = digests.rows["evidence", item.id] = row_digest("evidence", audit.id, item.id, place, item.sha256, body)
        connection.execute(
            "INSERT INTO evidence (audit, id, place, sha256, body, row_digest) VALUES (?, ?, ?, ?, ?, ?)",
            (audit.id, item.id, place, item.sha256, body, digest),
        )
    for record in audit.exports:
        body = encode(record)
        digest = digests.rows["export", str(record.number)] = row_digest("export", audit.id, record.number, body)
        connection.execute(
            "INSERT INTO export (audit, number, body, row_digest) VALUES (?, ?, ?, ?)",
            (audit.id, record.number, body, digest),
        )
