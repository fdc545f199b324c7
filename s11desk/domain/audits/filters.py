"""Filters that shorten the list of an audit's steps, such as "unanswered"."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from s11desk.domain.audits.action_plan import needs_action
from s11desk.domain.audits.audit import Audit, PrivateNote
from s11desk.domain.audits.flow import Step, StepKind, steps
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.topics.topic import Question, QuestionKind, Topic


class Filter(StrEnum):
    """The filters that a person can choose; :func:`passes` defines each."""

    UNANSWERED = "unanswered"
    MARKED_FOR_REVIEW = "marked-for-review"
    WITHOUT_EVIDENCE = "without-evidence"
    NOT_APPLICABLE = "not-applicable"
    NEEDS_ACTION = "needs-action"
    WITH_COMMENT = "with-comment"
    WITH_NOTE = "with-note"
    UNCONFIRMED = "unconfirmed"


class FrameworkFilter(msgspec.Struct, frozen=True):
    """Passes the questions that answer to one framework. ``framework``: its id."""

    framework: str


AnyFilter = Filter | FrameworkFilter


def filtered_steps(
    topic: Topic, audit: Audit, wanted: AnyFilter, notes: tuple[PrivateNote, ...] = ()
) -> tuple[Step, ...]:
    """The steps of those asked questions that pass the filter ``wanted``, in the topic's order.

    ``notes``: the private notes, which are no part of the audit.
    """
    asked = asked_questions(topic, audit)
    if wanted is Filter.WITH_NOTE:
        found = {note.question for note in notes if not is_blank_text(note.text)} & {question.id for question in asked}
    else:
        found = {question.id for question in asked if passes(topic, audit, question, wanted)}
    return tuple(step for step in steps(topic, audit) if step.kind is StepKind.QUESTION and step.question in found)


def passes(topic: Topic, audit: Audit, question: Question, wanted: AnyFilter) -> bool:
    """Whether ``question`` passes the filter ``wanted``.

    WITHOUT_EVIDENCE: the question takes files and has none, required or not. NOT_APPLICABLE: the chosen option is left
    out of totals. NEEDS_ACTION: by the scale the answer must lead to an action, whether one is planned yet or not.
    UNCONFIRMED: the answer came from an earlier audit, and nobody has looked at it. WITH_NOTE needs the private notes,
    which no audit has: only :func:`filtered_steps` finds them.
    """
    if isinstance(wanted, FrameworkFilter):
        return any(reference.framework == wanted.framework for reference in question.references)
    answer = audit.answer(question.id)
    match wanted:
        case Filter.UNANSWERED:
            return not _is_answered(audit, question)
        case Filter.MARKED_FOR_REVIEW:
            return answer.marked_for_review
        case Filter.WITHOUT_EVIDENCE:
            return topic.evidence_rule(question) is not None and not audit.evidence_for(question.id)
        case Filter.NOT_APPLICABLE:
            option = topic.option_of(question, answer.choice)
            return option is not None and option.left_out_of_totals
        case Filter.NEEDS_ACTION:
            return needs_action(topic, audit, question)
        case Filter.WITH_COMMENT:
            return not is_blank_text(answer.comment)
        case Filter.UNCONFIRMED:
            return answer.unconfirmed
        case Filter.WITH_NOTE:
            return False


def _is_answered(audit: Audit, question: Question) -> bool:
    if question.kind is QuestionKind.FILE:
        return bool(audit.evidence_for(question.id))
    return audit.answer(question.id).is_given()
