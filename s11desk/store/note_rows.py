"""Private notes: what a person writes to themselves beside a question.

They have a table of their own and no place in an audit, so that no return, report or history can carry one. The journal
does not even say that a note was changed: it is the audit's history, which may be handed on, and a note is no part of
it.
"""

from __future__ import annotations

import msgspec

from s11desk.errors import Code, UserError
from s11desk.store.draft_store import Drafts


class PrivateNote(msgspec.Struct, frozen=True):
    """``question``: the question's id."""

    question: str
    text: str


def read_notes(drafts: Drafts, audit_id: str) -> tuple[PrivateNote, ...]:
    """All notes of a draft, by question. Raises ``AUDIT_UNKNOWN``."""
    with drafts.accompanying(audit_id, reads_only=True) as connection:
        rows = connection.execute(
            "SELECT question, text FROM private_note WHERE audit = ? ORDER BY question", (audit_id,)
        ).fetchall()
    return tuple(PrivateNote(question, text) for question, text in rows)


def keep_note(drafts: Drafts, audit_id: str, note: PrivateNote, base: str | None, number: int) -> None:
    """Keep a note in place of the one before; one without text is removed.

    ``base``: the text the person began to edit; ``number``: the question's, for the sentence of a refusal. Raises
    ``AUDIT_UNKNOWN``, and ``CHANGED_ELSEWHERE`` where another program has changed the note meanwhile.
    """
    with drafts.accompanying(audit_id) as connection:
        row = connection.execute(
            "SELECT text FROM private_note WHERE audit = ? AND question = ?", (audit_id, note.question)
        ).fetchone()
        if base is not None and (row[0] if row else "") not in {base, note.text}:
            raise UserError(Code.CHANGED_ELSEWHERE, question=number)
        connection.execute("DELETE FROM private_note WHERE audit = ? AND question = ?", (audit_id, note.question))
        if note.text:
            connection.execute("INSERT INTO private_note VALUES (?, ?, ?)", (audit_id, note.question, note.text))
