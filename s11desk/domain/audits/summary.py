"""Counts for the summary: how many questions are answered, and how often each judgement was given."""

from __future__ import annotations

import msgspec

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.flow import StepState, question_state
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Option, Topic


class JudgementCount(msgspec.Struct, frozen=True):
    """How many answers chose one option of a scale."""

    option: Option
    count: int


class Summary(msgspec.Struct, frozen=True):
    """The counts of one audit.

    ``asked``: the number of questions that count; an optional one counts once it is begun. ``complete``: how many of
    them are complete. ``optional``: the optional ones that nobody has begun. ``unanswered``: the number of judgements
    without an answer; they count for no option.
    """

    asked: int
    complete: int
    optional: int
    judgements: tuple[JudgementCount, ...]
    unanswered: int


def summarise(topic: Topic, audit: Audit) -> Summary:
    """The counts for ``audit``, with one judgement count for each option of the scales in use."""
    asked = asked_questions(topic, audit)
    states = [question_state(topic, audit, question) for question in asked]
    judgements = [question for question in asked if question.scale]
    chosen_options = [topic.option_of(question, audit.answer(question.id).choice) for question in judgements]
    scales = [scale for scale in topic.scales if any(question.scale == scale.id for question in judgements)]
    options = [option for scale in scales for option in scale.options]
    return Summary(
        asked=sum(state is not StepState.OPTIONAL for state in states),
        complete=states.count(StepState.COMPLETE),
        optional=states.count(StepState.OPTIONAL),
        judgements=tuple(JudgementCount(option, sum(c is option for c in chosen_options)) for option in options),
        unanswered=sum(option is None for option in chosen_options),
    )
