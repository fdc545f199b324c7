"""What an audit keeps although it is no part of the return, because its questions are not asked now."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.visibility import hidden_answers, hidden_evidence
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import listed
from s11desk.wording.plain_text import short_line


def left_out_sentences(topic: Topic, audit: Audit) -> Iterator[str]:
    """A sentence for each answer and each file. The same are on the page "Check your answers"."""
    for answer in hidden_answers(topic, audit):
        yield f"Left out of the return: your answer to question {topic.number_of(answer.question)}, which is not asked now."
    for item in hidden_evidence(topic, audit):
        numbers = listed((f"question {topic.number_of(name)}" for name in item.questions), "and")
        are_asked = "is not asked now" if len(item.questions) == 1 else "are not asked now"
        yield (
            f"Left out of the return: file {item.id}, {short_line(item.name)}. It belongs to {numbers}, which {are_asked}."
        )
