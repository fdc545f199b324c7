"""One change of a draft, inside one transaction: rows written, journal kept, revision counted up."""

from __future__ import annotations

import sqlite3

import msgspec

from s11desk.domain.audit import Action, Answer, Audit, Evidence, ReturnRecord
from s11desk.store.journal import Entry, EventKind, Stamp, write_entry


def encode(value: msgspec.Struct) -> str:
    return msgspec.json.encode(value).decode()


class Change:
    """What a use case writes through. ``audit`` is the draft as it stood when the transaction began.

    While a person types, an answer or action is saved many times (``settled=False``); the journal gets one line, old
    to new, when it settles: the page is left, the program ends, or another change of the draft comes along.
    """

    def __init__(self, connection: sqlite3.Connection, audit: Audit, stamp: Stamp) -> None:
        self._connection = connection
        self.audit = audit
        self._stamp = stamp
        self._noted: tuple[str, EventKind] | None = None

    def notes(self, subject: str, how: EventKind) -> None:
        """From here on, what is written of the answer, action or file ``subject`` is noted as put back, not changed."""
        self._noted = (subject, how)

    def put_answer(self, answer: Answer, *, settled: bool) -> None:
        """Keep ``answer``; it replaces the one to the same question."""
        self._connection.execute(
            """INSERT INTO answer (audit, question, body) VALUES (?, ?, ?)
            ON CONFLICT (audit, question) DO UPDATE SET body = excluded.body""",
            (self.audit.id, answer.question, encode(answer)),
        )
        if settled:
            self.settle()

    def put_actions(self, actions: tuple[Action, ...], *, settled: bool) -> None:
        """Keep ``actions`` as the whole action plan, in this order; those not among them are removed."""
        kept = {action.id for action in actions}
        for action in self.audit.actions:
            if action.id not in kept:
                self._remove_action(action)
        for place, action in enumerate(actions):
            self._connection.execute(
                """INSERT INTO action (audit, id, place, body) VALUES (?, ?, ?, ?)
                ON CONFLICT (audit, id) DO UPDATE SET place = excluded.place, body = excluded.body""",
                (self.audit.id, action.id, place, encode(action)),
            )
        if settled:
            self.settle()

    def put_evidence(self, evidence: Evidence) -> None:
        """Keep a file's row. Its content already stands in the vault: file first, row second."""
        before = next((item for item in self.audit.evidence if item.id == evidence.id), None)
        self._connection.execute(
            """INSERT INTO evidence (audit, id, place, sha256, body)
            VALUES (?1, ?2, (SELECT coalesce(max(place), 0) + 1 FROM evidence WHERE audit = ?1), ?3, ?4)
            ON CONFLICT (audit, id) DO UPDATE SET body = excluded.body""",
            (self.audit.id, evidence.id, evidence.sha256, encode(evidence)),
        )
        self._note(EventKind.ATTACHED, evidence.id, encode(before) if before else "", encode(evidence))

    def remove_evidence(self, evidence: Evidence) -> None:
        """Remove a file's row. Its content stays in the vault until an explicit clean-up."""
        self._connection.execute("DELETE FROM evidence WHERE audit = ? AND id = ?", (self.audit.id, evidence.id))
        self._note(EventKind.DETACHED, evidence.id, encode(evidence), "")

    def record_export(self, record: ReturnRecord) -> None:
        self._connection.execute(
            "INSERT INTO export (audit, number, body) VALUES (?, ?, ?)", (self.audit.id, record.number, encode(record))
        )
        self._note(EventKind.EXPORTED, record.reference, "", encode(record))

    def settle(self) -> None:
        """Tell the journal of every answer and action that changed since it was last told."""
        for happening, table, key in ((EventKind.ANSWERED, "answer", "question"), (EventKind.PLANNED, "action", "id")):
            query = f"SELECT {key}, settled, body FROM {table} WHERE audit = ? AND settled IS NOT body ORDER BY {key}"  # noqa: S608 - our own names
            for subject, old, new in self._connection.execute(query, (self.audit.id,)).fetchall():
                self._note(happening, subject, old or "", new)
            self._connection.execute(f"UPDATE {table} SET settled = body WHERE audit = ?", (self.audit.id,))  # noqa: S608

    def finish(self) -> None:
        """Count the change. Called by the store, last in the transaction."""
        self._connection.execute(
            "UPDATE audit SET revision = revision + 1, changed = ? WHERE id = ?",
            (self._stamp.at.isoformat(), self.audit.id),
        )

    def _remove_action(self, action: Action) -> None:
        self._connection.execute("DELETE FROM action WHERE audit = ? AND id = ?", (self.audit.id, action.id))
        self._note(EventKind.UNPLANNED, action.id, encode(action), "")

    def _note(self, what: EventKind, subject: str, old: str, new: str) -> None:
        if self._noted is not None and subject == self._noted[0]:
            what = self._noted[1]
        write_entry(self._connection, self.audit.id, Entry(self._stamp.at, self._stamp.who, what, subject, old, new))
