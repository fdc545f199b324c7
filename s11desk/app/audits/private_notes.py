"""Private notes: a person's own, beside a question. In the drafts and their backups, and nowhere else."""

from __future__ import annotations

from s11desk.app.audits.answers import question_of
from s11desk.app.audits.drafts import Draft, normal_id, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audit import PrivateNote
from s11desk.domain.clean_text import clean_text
from s11desk.errors.answer_errors import ChangedElsewhere


def save_note(workspace: Workspace, audit_id: str, note: PrivateNote, *, base: PrivateNote | None = None) -> Draft:
    """Keep a note as typed and return the draft as read back; a note without any text is removed.

    ``base``: the note the person began to edit. Neither the draft's revision nor its history changes. Raises
    ``AuditUnknown``, ``QuestionUnknown`` or ``ChangedElsewhere``.
    """
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp(), counts=False) as change:
        topic = workspace.pinned_topic(change.audit.topic_digest)
        question = question_of(topic, note.question)
        text = clean_text(note.text)
        clean = PrivateNote(question.id, text if text.strip() else "")
        current = next((kept.text for kept in change.notes if kept.question == question.id), "")
        if base is not None and current not in {base.text, clean.text}:
            raise ChangedElsewhere(question=topic.number_of(question.id))
        change.put_note(clean)
    return with_topic(workspace, change.saved)
