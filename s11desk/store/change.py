"""The rows of one draft: one statement reads them all; one transaction changes them and reads back what it wrote."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import msgspec

from s11desk.domain.audit import Action, Answer, Audit, Evidence, PrivateNote, ReturnRecord
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditUnknown
from s11desk.store.journal import EventKind, JournalEntry, Stamp, write_entry

_READ = """SELECT 'draft' AS part, 0 AS place, '' AS name, json_object(
        'id', audit.id, 'agency', agency, 'topic_id', topic.id, 'topic_version', topic.version,
        'topic_digest', topic.digest, 'begun', begun, 'changed', changed, 'revision', revision) AS body
    FROM audit JOIN topic ON topic.digest = audit.topic WHERE audit.id = ?1
    UNION ALL SELECT 'answers', 0, question, body FROM answer WHERE audit = ?1
    UNION ALL SELECT 'evidence', place, id, body FROM evidence WHERE audit = ?1
    UNION ALL SELECT 'actions', place, id, body FROM action WHERE audit = ?1
    UNION ALL SELECT 'exports', number, '', body FROM export WHERE audit = ?1
    UNION ALL SELECT 'notes', 0, question, json_object('question', question, 'text', text)
        FROM private_note WHERE audit = ?1"""
"""Selects the rows of a draft; ``part`` is the field of :class:`Audit` that a row belongs to.

Python sorts them after decoding: SQLite would carry every body through the sort, which takes longer than reading.
"""

_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    "draft": msgspec.json.Decoder(Audit),
    "answers": msgspec.json.Decoder(Answer),
    "evidence": msgspec.json.Decoder(Evidence),
    "actions": msgspec.json.Decoder(Action),
    "exports": msgspec.json.Decoder(ReturnRecord),
    "notes": msgspec.json.Decoder(PrivateNote),
}

_UNSETTLED = {
    "answer": "SELECT 1 AS place, 'answered' AS what, question AS subject, settled AS old, body AS new FROM answer",
    "action": "SELECT 2 AS place, 'planned' AS what, id AS subject, settled AS old, body AS new FROM action",
}
"""For each table whose rows are saved while a person types: the query that makes journal lines of its rows."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as the database holds it, and the private notes on its questions."""

    audit: Audit
    notes: tuple[PrivateNote, ...]


def encode(value: msgspec.Struct) -> str:
    """Return ``value`` as JSON text, as the database stores it."""
    return msgspec.json.encode(value).decode()


def read_draft(connection: sqlite3.Connection, audit_id: str) -> StoredDraft:
    """Read a whole draft with one statement. Raises ``AuditUnknown`` with the known ids."""
    rows: dict[str, list[tuple[int, str, Any]]] = {}
    for part, place, name, body in connection.execute(_READ, (audit_id,)):
        rows.setdefault(part, []).append((place, name, _DECODERS[part].decode(body)))
    if "draft" not in rows:
        raise unknown_audit(connection, audit_id)
    parts = {part: tuple(row[2] for row in sorted(found, key=itemgetter(0, 1))) for part, found in rows.items()}
    (draft,), notes = parts.pop("draft"), parts.pop("notes", ())
    return StoredDraft(msgspec.structs.replace(draft, **parts), notes)


def unknown_audit(connection: sqlite3.Connection, audit_id: str) -> UserError:
    """Make the error ``AuditUnknown`` with the known ids, the one changed last first."""
    known = tuple(found[0] for found in connection.execute("SELECT id FROM audit ORDER BY changed DESC"))
    return AuditUnknown(audit=audit_id, known=known)


class Change:
    """Writes to one draft. ``audit`` and ``notes`` are the values from the start of the transaction.

    While a person types, an answer or action is saved many times (``settled=False``). When it settles, the journal
    gets one line with the old and the new value: when the person leaves the page, when the program ends, or when the
    draft is changed in another way.
    """

    def __init__(self, connection: sqlite3.Connection, before: StoredDraft, stamp: Stamp) -> None:
        self._connection = connection
        self.audit = before.audit
        self.notes = before.notes
        self._stamp = stamp
        self._recorded: tuple[str, EventKind] | None = None
        self._plan = before.audit.actions
        self._unsettled = set(_UNSETTLED)  # earlier changes may have left rows of either table unsettled
        self._saved: StoredDraft | None = None

    @property
    def saved(self) -> StoredDraft:
        """The draft as read back after the last write, in the same transaction. RuntimeError before COMMIT returns."""
        if self._saved is None:
            raise RuntimeError("the change is not committed")
        return self._saved

    def record_as(self, subject: str, kind: EventKind) -> None:
        """From now on, write journal lines about the answer, action or file ``subject`` with this ``kind``."""
        self._recorded = (subject, kind)

    def put_answer(self, answer: Answer, *, settled: bool) -> None:
        """Store ``answer``; it replaces the earlier answer to the same question."""
        self._connection.execute(
            """INSERT INTO answer (audit, question, body) VALUES (?, ?, ?)
            ON CONFLICT (audit, question) DO UPDATE SET body = excluded.body""",
            (self.audit.id, answer.question, encode(answer)),
        )
        self._unsettled.add("answer")
        if settled:
            self.settle()

    def put_actions(self, actions: tuple[Action, ...], *, settled: bool) -> None:
        """Store ``actions`` as the whole action plan, in this order; every other action is removed."""
        if not {action.id for action in self._plan} <= {action.id for action in actions}:
            self._remove_actions_except(actions)
        if actions:
            self._connection.execute(
                """INSERT INTO action (audit, id, place, body)
                SELECT ?1, json_extract(value, '$[0]'), key, json_extract(value, '$[1]') FROM json_each(?2) WHERE true
                ON CONFLICT (audit, id) DO UPDATE SET place = excluded.place, body = excluded.body""",
                (self.audit.id, msgspec.json.encode([(action.id, encode(action)) for action in actions]).decode()),
            )
        if not set(actions) <= set(self._plan):
            self._unsettled.add("action")
        self._plan = actions
        if settled:
            self.settle()

    def put_note(self, note: PrivateNote) -> None:
        """Store ``note`` in place of the earlier one, or remove it if it has no text. Notes are not in the journal."""
        key = (self.audit.id, note.question)
        if note.text:
            self._connection.execute(
                """INSERT INTO private_note (audit, question, text) VALUES (?, ?, ?)
                ON CONFLICT (audit, question) DO UPDATE SET text = excluded.text""",
                (*key, note.text),
            )
        else:
            self._connection.execute("DELETE FROM private_note WHERE audit = ? AND question = ?", key)

    def put_evidence(self, evidence: Evidence) -> None:
        """Store the row of an evidence file. Its content must be in the vault already."""
        before = next((item for item in self.audit.evidence if item.id == evidence.id), None)
        self._connection.execute(
            """INSERT INTO evidence (audit, id, place, sha256, body)
            VALUES (?1, ?2, (SELECT coalesce(max(place), 0) + 1 FROM evidence WHERE audit = ?1), ?3, ?4)
            ON CONFLICT (audit, id) DO UPDATE SET body = excluded.body""",
            (self.audit.id, evidence.id, evidence.sha256, encode(evidence)),
        )
        self._record(EventKind.ATTACHED, evidence.id, encode(before) if before else "", encode(evidence))

    def remove_evidence(self, evidence: Evidence) -> None:
        """Remove the row of an evidence file. Its content stays in the vault until an explicit clean-up."""
        self._connection.execute("DELETE FROM evidence WHERE audit = ? AND id = ?", (self.audit.id, evidence.id))
        self._record(EventKind.DETACHED, evidence.id, encode(evidence), "")

    def record_return(self, record: ReturnRecord) -> None:
        """Store the record of a return that was made from this draft."""
        self._connection.execute(
            "INSERT INTO export (audit, number, body) VALUES (?, ?, ?)", (self.audit.id, record.number, encode(record))
        )
        self._record(EventKind.EXPORTED, record.reference, "", encode(record))

    def settle(self) -> None:
        """Write a journal line for every answer and action that has changed since its last journal line."""
        tables = [table for table in _UNSETTLED if table in self._unsettled]
        changed = (f"{_UNSETTLED[table]} WHERE audit = :audit AND settled IS NOT body" for table in tables)
        if tables:
            self._record_rows(" UNION ALL ".join(changed))
        for table in tables:
            self._connection.execute(
                f"UPDATE {table} SET settled = body WHERE audit = ? AND settled IS NOT body",  # noqa: S608 - our own names
                (self.audit.id,),
            )
        self._unsettled.clear()

    def count_revision(self) -> None:
        """Add one to the revision and set the time of the change. The store calls this after the last write."""
        self._connection.execute(
            "UPDATE audit SET revision = revision + 1, changed = ? WHERE id = ?",
            (self._stamp.at.isoformat(), self.audit.id),
        )

    def mark_committed(self, read_back: StoredDraft) -> None:
        """Make ``read_back`` available as :attr:`saved`. The store calls this when COMMIT has returned."""
        self._saved = read_back

    def _remove_actions_except(self, kept: tuple[Action, ...]) -> None:
        removed = "audit = :audit AND id NOT IN (SELECT value FROM json_each(:kept))"
        values = {"audit": self.audit.id, "kept": msgspec.json.encode([action.id for action in kept]).decode()}
        rows = f"SELECT place, 'unplanned' AS what, id AS subject, body AS old, NULL AS new FROM action WHERE {removed}"  # noqa: S608 - our own names
        self._record_rows(rows, values)
        self._connection.execute(f"DELETE FROM action WHERE {removed}", values)  # noqa: S608 - our own names

    def _record(self, what: EventKind, subject: str, old: str, new: str) -> None:
        if self._recorded is not None and subject == self._recorded[0]:
            what = self._recorded[1]
        write_entry(
            self._connection, self.audit.id, JournalEntry(self._stamp.at, self._stamp.who, what, subject, old, new)
        )

    def _record_rows(self, rows: str, values: dict[str, str] | None = None) -> None:
        """Do as :meth:`_record` for each row of the query ``rows``, with one statement."""
        subject, kind = self._recorded or (None, None)
        self._connection.execute(
            f"""INSERT INTO journal (audit, at, who, what, subject, old, new)
            SELECT :audit, :at, :who, CASE subject WHEN :recorded THEN :kind ELSE what END, subject, old, new
            FROM ({rows}) ORDER BY place, subject""",  # noqa: S608 - our own names
            {
                "audit": self.audit.id,
                "at": self._stamp.at.isoformat(),
                "who": self._stamp.who,
                "recorded": subject,
                "kind": kind,
                **(values or {}),
            },
        )
