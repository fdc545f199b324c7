"""How often each answer was given, for each scale apart and for the questions with yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.questions import Question, QuestionKind
from s11desk.domain.topics.topic import Topic, answer_codes, label_of

YES_OR_NO = "Yes or no"
"""The name of the counts of the questions that are answered with yes or no."""


@dataclass(frozen=True, slots=True)
class AnswerCount:
    """How often one answer was given. ``colour``: ``#rrggbb``, or empty."""

    label: str
    count: int
    colour: str = ""


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """The counts of one scale. ``unanswered``: the number of its questions without an answer."""

    title: str
    counts: tuple[AnswerCount, ...]
    unanswered: int


def answer_counts(topic: Topic, audit: Audit) -> tuple[AnswerCounts, ...]:
    """The counts of each scale in use, in the topic's order; then those of yes and no, if there are such questions."""
    asked = asked_questions(topic, audit)
    found = []
    for scale in topic.scales:
        questions = [question for question in asked if question.scale == scale.id]
        if questions:
            options = tuple((option.code, option.label, option.colour) for option in scale.options)
            found.append(_counts(scale.title, options, questions, audit))
    plain = [question for question in asked if question.kind is QuestionKind.YES_NO and not question.scale]
    if plain:
        codes = answer_codes(topic, plain[0])
        options = tuple((code, label_of(topic, plain[0], code), "") for code in codes)
        found.append(_counts(YES_OR_NO, options, plain, audit))
    return tuple(found)


def _counts(
    title: str, options: tuple[tuple[str, str, str], ...], questions: Sequence[Question], audit: Audit
) -> AnswerCounts:
    chosen = [audit.answer(question.id).choice for question in questions]
    counts = tuple(AnswerCount(label, chosen.count(code), colour) for code, label, colour in options)
    return AnswerCounts(title, counts, len(chosen) - sum(one.count for one in counts))
