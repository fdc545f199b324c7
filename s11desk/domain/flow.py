"""The way through an audit, as data: steps, their order and their state. The window and the tests both walk it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from s11desk.domain.audit import Audit
from s11desk.domain.completeness import Gap, find_gaps, question_gaps
from s11desk.domain.topic import Question, Topic
from s11desk.domain.visibility import asked_questions


class StepKind(StrEnum):
    INTRODUCTION = "introduction"
    QUESTION = "question"
    ACTION_PLAN = "action-plan"
    CHECK = "check"
    SIGN = "sign"


class Step(msgspec.Struct, frozen=True):
    """One page of the way. ``question`` is set for a question's step only."""

    kind: StepKind
    question: str = ""


class StepState(StrEnum):
    """What the list at the side says of a step."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    COMPLETE = "complete"
    OPTIONAL = "optional"
    NOT_READY = "not-ready"


INTRODUCTION = Step(StepKind.INTRODUCTION)
ACTION_PLAN = Step(StepKind.ACTION_PLAN)
CHECK = Step(StepKind.CHECK)
SIGN = Step(StepKind.SIGN)


def steps(topic: Topic, audit: Audit) -> tuple[Step, ...]:
    """Every step that is on the way now; questions that the skip rules hide are not."""
    questions = tuple(Step(StepKind.QUESTION, question.id) for question in asked_questions(topic, audit))
    return (INTRODUCTION, *questions, ACTION_PLAN, CHECK, SIGN)


def next_step(topic: Topic, audit: Audit, step: Step) -> Step:
    """The step after ``step``; the last one is followed by itself."""
    return _neighbour(topic, audit, step, by=1)


def previous_step(topic: Topic, audit: Audit, step: Step) -> Step:
    """The step before ``step``; the first one is preceded by itself."""
    return _neighbour(topic, audit, step, by=-1)


def resume_step(topic: Topic, audit: Audit) -> Step:
    """Where to go on: the introduction for an untouched draft, else the first question not yet complete, else check."""
    if not audit.answers and not audit.evidence:
        return INTRODUCTION
    for question in asked_questions(topic, audit):
        state = question_state(topic, audit, question)
        if state in {StepState.NOT_STARTED, StepState.IN_PROGRESS}:
            return Step(StepKind.QUESTION, question.id)
    return CHECK


def step_state(topic: Topic, audit: Audit, step: Step) -> StepState:
    """The state of ``step``, worked out from the draft alone."""
    if step.kind is StepKind.INTRODUCTION:
        return StepState.OPTIONAL
    if step.kind is StepKind.ACTION_PLAN:
        return _plan_state(audit, find_gaps(topic, audit))
    if step.kind in {StepKind.CHECK, StepKind.SIGN}:
        return StepState.NOT_READY if find_gaps(topic, audit) else _ready_state(audit, step)
    question = topic.question(step.question)
    return question_state(topic, audit, question) if question else StepState.NOT_STARTED


def step_states(topic: Topic, audit: Audit) -> dict[Step, StepState]:
    """The state of every step on the way, in order: what :func:`step_state` says of each, in one look at the draft."""
    gaps = find_gaps(topic, audit)
    open_questions = {gap.question for gap in gaps}
    states = {INTRODUCTION: StepState.OPTIONAL}
    for question in asked_questions(topic, audit):
        has_gaps = question.id in open_questions
        states[Step(StepKind.QUESTION, question.id)] = _question_state(audit, question, has_gaps=has_gaps)
    states[ACTION_PLAN] = _plan_state(audit, gaps)
    for step in (CHECK, SIGN):
        states[step] = StepState.NOT_READY if gaps else _ready_state(audit, step)
    return states


def question_state(topic: Topic, audit: Audit, question: Question) -> StepState:
    return _question_state(audit, question, has_gaps=bool(question_gaps(topic, audit, question)))


def _question_state(audit: Audit, question: Question, *, has_gaps: bool) -> StepState:
    answer = audit.answer(question.id)
    touched = not answer.is_blank() or bool(audit.evidence_for(question.id))
    if has_gaps or answer.marked_for_review:
        return StepState.IN_PROGRESS if touched else StepState.NOT_STARTED
    return StepState.COMPLETE if touched else StepState.OPTIONAL


def _plan_state(audit: Audit, gaps: tuple[Gap, ...]) -> StepState:
    if not audit.actions:
        return StepState.OPTIONAL
    return StepState.IN_PROGRESS if any(gap.action for gap in gaps) else StepState.COMPLETE


def _ready_state(audit: Audit, step: Step) -> StepState:
    if step.kind is StepKind.CHECK:
        return StepState.COMPLETE
    return StepState.COMPLETE if audit.exports else StepState.NOT_STARTED


def _neighbour(topic: Topic, audit: Audit, step: Step, *, by: int) -> Step:
    way = steps(topic, audit)
    if step not in way:
        return _nearest_asked(topic, way, step)
    return way[min(max(way.index(step) + by, 0), len(way) - 1)]


def _nearest_asked(topic: Topic, way: tuple[Step, ...], step: Step) -> Step:
    """For a step that has just been hidden: the first one after its place that is still asked."""
    order = [question.id for question in topic.questions]
    later = set(order[order.index(step.question) :]) if step.question in order else set()
    return next((other for other in way if other.question in later), ACTION_PLAN)
