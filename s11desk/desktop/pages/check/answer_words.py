"""An answer as lines of text, for the page "Check your answers"."""

from __future__ import annotations

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.visibility import unneeded_reason
from s11desk.domain.topics.topic import Question, Topic
from s11desk.wording.audits.answer_texts import answer_texts

NOT_ANSWERED = "Not answered yet"


def answer_lines(topic: Topic, audit: Audit, question: Question, *, with_files: bool = True) -> tuple[str, ...]:
    """Return the answer to ``question``, its reason, comment and files. Without any of them: ``NOT_ANSWERED`` alone.

    Each detail of a person has a line of its own, so that an address stays whole. ``with_files``: name the files too.
    """
    answer = audit.answer(question.id)
    files = "\n".join(
        f"{item.name} ({item.caption})" if item.caption else item.name for item in audit.evidence_for(question.id)
    )
    lines = (
        *answer_texts(topic, question, answer),
        *((f"Reason: {answer.reason}",) if answer.reason and not unneeded_reason(topic, question, answer) else ()),
        *((f"Comment: {answer.comment}",) if answer.comment else ()),
        *((f"Files: {files}",) if files and with_files else ()),
    )
    return lines or (NOT_ANSWERED,)
