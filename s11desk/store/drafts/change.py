"""What one transaction writes to one draft: its rows, their digests, and its lines in the journal."""

from __future__ import annotations

import sqlite3

import msgspec

from s11desk.domain.audits.audit import Action, Answer, Audit, Evidence, PrivateNote, ReturnRecord
from s11desk.store.rows.digests import row_digest
from s11desk.store.rows.draft_content import DraftContent, content_of, replaced_answers
from s11desk.store.rows.journal import EventKind, JournalEntry, Stamp, write_entry
from s11desk.store.rows.stored_draft import StoredDraft, encode

_UNSETTLED = {
    "answer": "SELECT 1 AS place, 'answered' AS what, question AS subject, settled AS old, body AS new FROM answer",
    "action": "SELECT 2 AS place, 'planned' AS what, id AS subject, settled AS old, body AS new FROM action",
}
"""For each table whose rows are saved while a person types: the query that makes journal lines of its rows."""


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
        self._digests = before.digests
        self._rows_before = dict(before.digests.rows)
        self._unsettled = set(_UNSETTLED)  # earlier changes may have left rows of either table unsettled
        self._saved: StoredDraft | None = None
        self._is_quiet = False

    @property
    def saved(self) -> StoredDraft:
        """The draft as the transaction read it back after its last write. Raises RuntimeError before COMMIT returns."""
        if self._saved is None:
            raise RuntimeError("the change is not committed")
        return self._saved

    def record_as(self, subject: str, kind: EventKind) -> None:
        """From now on, write journal lines about the answer, action or file ``subject`` with this ``kind``."""
        self._recorded = (subject, kind)

    def put_answer(self, answer: Answer, *, settled: bool) -> None:
        """Store ``answer``; it replaces the earlier answer to the same question."""
        body = encode(answer)
        self._connection.execute(
            """INSERT INTO answer (audit, question, body, row_digest) VALUES (?, ?, ?, ?)
            ON CONFLICT (audit, question) DO UPDATE SET body = excluded.body, row_digest = excluded.row_digest""",
            (self.audit.id, answer.question, body, self._add_digest("answer", answer.question, body)),
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
                """INSERT INTO action (audit, id, place, body, row_digest)
                SELECT ?1, json_extract(value, '$[0]'), key, json_extract(value, '$[1]'), json_extract(value, '$[2]')
                FROM json_each(?2) WHERE true
                ON CONFLICT (audit, id)
                DO UPDATE SET place = excluded.place, body = excluded.body, row_digest = excluded.row_digest""",
                (self.audit.id, msgspec.json.encode(self._action_rows(actions)).decode()),
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
                """INSERT INTO private_note (audit, question, text, row_digest) VALUES (?, ?, ?, ?)
                ON CONFLICT (audit, question) DO UPDATE SET text = excluded.text, row_digest = excluded.row_digest""",
                (*key, note.text, self._add_digest("private_note", note.question, note.text)),
            )
        else:
            self._digests.rows.pop(("private_note", note.question), None)
            self._connection.execute("DELETE FROM private_note WHERE audit = ? AND question = ?", key)

    def put_evidence(self, evidence: Evidence) -> None:
        """Store the row of an evidence file. Its content must already be in the vault."""
        before = next((item for item in self.audit.evidence if item.id == evidence.id), None)
        ((digest,),) = self._connection.execute(
            """INSERT INTO evidence (audit, id, place, sha256, body, row_digest)
            SELECT ?1, ?2, place, ?3, ?4, row_digest('evidence', ?1, ?2, place, ?3, ?4)
            FROM (SELECT coalesce(max(place), 0) + 1 AS place FROM evidence WHERE audit = ?1) WHERE true
            ON CONFLICT (audit, id) DO UPDATE SET body = excluded.body,
                row_digest = row_digest('evidence', audit, id, place, sha256, excluded.body)
            RETURNING row_digest""",
            (self.audit.id, evidence.id, evidence.sha256, encode(evidence)),
        ).fetchall()
        self._digests.rows["evidence", evidence.id] = digest
        self._record(EventKind.ATTACHED, evidence.id, encode(before) if before else "", encode(evidence))

    def remove_evidence(self, evidence: Evidence) -> None:
        """Remove the row of an evidence file. Its content stays in the vault until an explicit clean-up."""
        self._connection.execute("DELETE FROM evidence WHERE audit = ? AND id = ?", (self.audit.id, evidence.id))
        self._digests.rows.pop(("evidence", evidence.id), None)
        self._record(EventKind.DETACHED, evidence.id, encode(evidence), "")

    def record_return(self, record: ReturnRecord) -> None:
        """Store the record of a return that was made from this draft."""
        body = encode(record)
        digest = self._digests.rows["export", str(record.number)] = row_digest(
            "export", self.audit.id, record.number, body
        )
        self._connection.execute(
            "INSERT INTO export (audit, number, body, row_digest) VALUES (?, ?, ?, ?)",
            (self.audit.id, record.number, body, digest),
        )
        self._record(EventKind.EXPORTED, record.reference, "", encode(record))

    def record(self, kind: EventKind, subject: str, new: str) -> None:
        """Write a journal line about something beside the rows."""
        self._record(kind, subject, "", new)

    def bring_back(self, then: DraftContent | Audit, kind: EventKind = EventKind.RESTORED, subject: str = "") -> None:
        """Replace answers, action plan and files with those of ``then``. The journal gets one line for all of it."""
        self.settle()
        before, after = content_of(self.audit), content_of(then)
        self._is_quiet = True
        for answer in replaced_answers(before, after):
            self.put_answer(answer, settled=False)
        self.put_actions(after.actions, settled=False)
        for item in before.evidence:
            if item not in after.evidence:
                self.remove_evidence(item)
        for item in after.evidence:
            if item not in before.evidence:
                self.put_evidence(item)
        self.settle()
        self._is_quiet = False
        self._record(kind, subject, encode(before), encode(after))

    def settle(self) -> None:
        """Write a journal line for every answer and action that has changed since its last journal line."""
        tables = [table for table in _UNSETTLED if table in self._unsettled]
        changed = (f"{_UNSETTLED[table]} WHERE audit = :audit AND settled IS NOT body" for table in tables)
        if tables:
            self._record_rows(" UNION ALL ".join(changed))
        for table in tables:
            self._connection.execute(
                f"""UPDATE {table} SET settled = body, settled_digest = row_digest('settled', CAST(body AS BLOB))
                WHERE audit = ? AND settled IS NOT body""",  # noqa: S608 - our own names
                (self.audit.id,),
            )
        self._unsettled.clear()

    def write_revision(self, *, new_revision: bool) -> None:
        """Write the digest of the draft; with ``new_revision`` also the next revision and the time of the change.

        The store calls this after the last write.
        """
        changed = (self._stamp.at if new_revision else self.audit.changed).isoformat()
        revision = self.audit.revision + new_revision
        if new_revision or self._digests.rows != self._rows_before:
            self._connection.execute(
                "UPDATE audit SET revision = ?, changed = ?, draft_digest = ? WHERE id = ?",
                (revision, changed, self._digests.draft_digest(changed, revision), self.audit.id),
            )

    def mark_committed(self, read_back: StoredDraft) -> None:
        """Make ``read_back`` available as :attr:`saved`. The store calls this when COMMIT has returned."""
        self._saved = read_back

    def _add_digest(self, table: str, name: str, body: str) -> str:
        """Note and return the digest of a row that is about to be written."""
        digest = self._digests.rows[table, name] = row_digest(table, self.audit.id, name, body)
        return digest

    def _action_rows(self, actions: tuple[Action, ...]) -> list[tuple[str, str, str]]:
        """The id, JSON and digest of each action; their digests replace those of the earlier plan."""
        rows = []
        for index, action in enumerate(actions):
            body = encode(action)
            digest = row_digest("action", self.audit.id, action.id, index, body)
            self._digests.rows["action", action.id] = digest
            rows.append((action.id, body, digest))
        return rows

    def _remove_actions_except(self, kept: tuple[Action, ...]) -> None:
        removed = "audit = :audit AND id NOT IN (SELECT value FROM json_each(:kept))"
        values = {"audit": self.audit.id, "kept": msgspec.json.encode([action.id for action in kept]).decode()}
        rows = f"SELECT place, 'unplanned' AS what, id AS subject, body AS old, NULL AS new FROM action WHERE {removed}"  # noqa: S608 - our own names
        self._record_rows(rows, values)
        self._connection.execute(f"DELETE FROM action WHERE {removed}", values)  # noqa: S608 - our own names
        ids = {action.id for action in kept}
        for key in [key for key in self._digests.rows if key[0] == "action" and key[1] not in ids]:
            del self._digests.rows[key]

    def _record(self, what: EventKind, subject: str, old: str, new: str) -> None:
        if self._is_quiet:
            return
        if self._recorded is not None and subject == self._recorded[0]:
            what = self._recorded[1]
        write_entry(
            self._connection, self.audit.id, JournalEntry(self._stamp.at, self._stamp.who, what, subject, old, new)
        )

    def _record_rows(self, rows: str, values: dict[str, str] | None = None) -> None:
        """Like :meth:`_record`, but for all rows of the query ``rows`` in one statement."""
        if self._is_quiet:
            return
        subject, kind = self._recorded or (None, None)
        self._connection.execute(
            f"""INSERT INTO journal (audit, at, who, what, subject, old, new, row_digest)
            SELECT :audit, :at, :who, kind, subject, old, new,
                row_digest('journal', :audit, :at, :who, kind, subject, CAST(old AS BLOB), CAST(new AS BLOB))
            FROM (SELECT place, subject, old, new, CASE subject WHEN :recorded THEN :kind ELSE what END AS kind
                FROM ({rows})) ORDER BY place, subject""",  # noqa: S608 - our own names
            {
                "audit": self.audit.id,
                "at": self._stamp.at.isoformat(),
                "who": self._stamp.who,
                "recorded": subject,
                "kind": kind,
                **(values or {}),
            },
        )
