"""Private notes: a person's own, beside a question. In the drafts and their backups, and nowhere else."""

from __future__ import annotations

from s11desk.app.audits.answers import question_of
from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.domain.clean_text import clean_text
from s11desk.store.note_rows import PrivateNote, keep_note
from s11desk.store.note_rows import read_notes as kept_notes

__all__ = ["PrivateNote", "read_notes", "save_note"]


def read_notes(workspace: Workspace, audit_id: str) -> tuple[PrivateNote, ...]:
    """The notes of a draft, in the topic's order. Raises ``AUDIT_UNKNOWN``."""
    draft = open_draft(workspace, audit_id)
    notes = {note.question: note for note in kept_notes(workspace.drafts, draft.audit.id)}
    return tuple(notes[question.id] for question in draft.topic.questions if question.id in notes)


def save_note(workspace: Workspace, audit_id: str, question: str, text: str, *, base: str | None = None) -> PrivateNote:
    """Keep a note as typed and return it as kept; without any text it is removed.

    ``base``: the text the person began to edit. Neither the draft's revision nor its history changes; see
    :mod:`s11desk.store.note_rows`. Raises ``AUDIT_UNKNOWN``, ``QUESTION_UNKNOWN`` or ``CHANGED_ELSEWHERE``.
    """
    draft = open_draft(workspace, audit_id)
    asked = question_of(draft.topic, question)
    clean = clean_text(text)
    note = PrivateNote(asked.id, clean if clean.strip() else "")
    keep_note(workspace.drafts, draft.audit.id, note, base, draft.topic.number_of(asked.id))
    return note
