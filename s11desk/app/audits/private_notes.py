"""Save a private note beside a question. Notes are in the drafts and their backups, and nowhere else."""

from __future__ import annotations

from s11desk.app.audits.answers import find_question
from s11desk.app.audits.drafts import Draft, normal_id, with_topic
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.audit import PrivateNote
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.text.text_limits import LONG_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_text
from s11desk.errors.answer_errors import ChangedElsewhere


def save_note(workspace: Workspace, audit_id: str, note: PrivateNote, *, base: PrivateNote | None = None) -> Draft:
    """Save a note as typed, or remove it if it has no text. Return the draft as read back.

    ``base``: the note that the person began to edit. The draft's revision and history stay as they are. Raises
    ``AuditUnknown``, ``QuestionUnknown``, ``ChangedElsewhere`` or ``TextTooLong``.
    """
    with workspace.drafts.changing(normal_id(audit_id), workspace.stamp(), new_revision=False) as change:
        topic = workspace.pinned_topic(change.audit.topic_digest)
        question = find_question(topic, note.question)
        text = typed_text(note.text)
        clean = PrivateNote(question.id, "" if is_blank_text(text) else text)
        current = next((kept.text for kept in change.notes if kept.question == question.id), "")
        if base is not None and current not in {base.text, clean.text}:
            raise ChangedElsewhere(question=topic.number_of(question.id))
        require_kept_length([LimitedText(clean.text, LONG_LIMIT)], [LimitedText(current, LONG_LIMIT)])
        change.put_note(clean)
    return with_topic(workspace, change.saved)
