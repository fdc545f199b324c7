"""The steps of an audit as data, with their order and state. The window and the tests both follow them."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.completeness import Gap, question_gaps
from s11desk.domain.audits.content_digest import is_content
from s11desk.domain.audits.own_gaps import find_own_gaps, own_question_gaps
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Question, Topic


class StepKind(StrEnum):
    """The kinds of step, in the order of an audit."""

    INTRODUCTION = "introduction"
    QUESTION = "question"
    ACTION_PLAN = "action-plan"
    CHECK = "check"
    SIGN = "sign"


class Step(msgspec.Struct, frozen=True):
    """One page of the audit. Only the step of a question has ``question``, the question's id."""

    kind: StepKind
    question: str = ""


class StepState(StrEnum):
    """The state of a step as the sidebar shows it."""

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
    """Every step that the audit has now, without the questions that the skip rules hide."""
    questions = tuple(Step(StepKind.QUESTION, question.id) for question in asked_questions(topic, audit))
    plan = (ACTION_PLAN,) if topic.action_plan is not None else ()
    return (INTRODUCTION, *questions, *plan, CHECK, SIGN)


def next_step(topic: Topic, audit: Audit, step: Step) -> Step:
    """The step after ``step``; after the last one, that one again."""
    return _neighbour(topic, audit, step, by=1)


def previous_step(topic: Topic, audit: Audit, step: Step) -> Step:
    """The step before ``step``; before the first one, that one again."""
    return _neighbour(topic, audit, step, by=-1)


def resume_step(topic: Topic, audit: Audit) -> Step:
    """The step at which to continue.

    It is the introduction for an untouched draft, otherwise the first incomplete question, otherwise the check page.
    """
    if not audit.answers and not audit.evidence:
        return INTRODUCTION
    for question in asked_questions(topic, audit):
        state = question_state(topic, audit, question)
        if state in {StepState.NOT_STARTED, StepState.IN_PROGRESS}:
            return Step(StepKind.QUESTION, question.id)
    return CHECK


def step_state(topic: Topic, audit: Audit, step: Step) -> StepState:
    """The state of ``step`` of an own draft, worked out from the draft alone."""
    if step.kind is StepKind.INTRODUCTION:
        return _introduction_state(audit)
    if step.kind is StepKind.ACTION_PLAN:
        return _plan_state(audit, find_own_gaps(topic, audit))
    if step.kind in {StepKind.CHECK, StepKind.SIGN}:
        return StepState.NOT_READY if find_own_gaps(topic, audit) else _ready_state(topic, audit, step)
    question = topic.question(step.question)
    if question is None:
        return StepState.NOT_STARTED
    return _question_state(audit, question, has_gaps=bool(own_question_gaps(topic, audit, question)))


def step_states(topic: Topic, audit: Audit) -> dict[Step, StepState]:
    """The state of every step, in order. It equals :func:`step_state` for each, but finds the gaps only once."""
    gaps = find_own_gaps(topic, audit)
    open_questions = {gap.question for gap in gaps}
    states = {INTRODUCTION: _introduction_state(audit)}
    for question in asked_questions(topic, audit):
        has_gaps = question.id in open_questions
        states[Step(StepKind.QUESTION, question.id)] = _question_state(audit, question, has_gaps=has_gaps)
    if topic.action_plan is not None:
        states[ACTION_PLAN] = _plan_state(audit, gaps)
    for step in (CHECK, SIGN):
        states[step] = StepState.NOT_READY if gaps else _ready_state(topic, audit, step)
    return states


def question_state(topic: Topic, audit: Audit, question: Question) -> StepState:
    """The state of ``question``, which is asked, in a draft or a return: an impossible detail is no gap here."""
    return _question_state(audit, question, has_gaps=bool(question_gaps(topic, audit, question)))


def _question_state(audit: Audit, question: Question, *, has_gaps: bool) -> StepState:
    answer = audit.answer(question.id)
    touched = not answer.is_blank() or bool(audit.evidence_for(question.id))
    if has_gaps or answer.marked_for_review:
        return StepState.IN_PROGRESS if touched else StepState.NOT_STARTED
    return StepState.COMPLETE if touched else StepState.OPTIONAL


def _introduction_state(audit: Audit) -> StepState:
    """Who has given an answer has gone on from the introduction, so it is not left to be read any more."""
    return StepState.COMPLETE if audit.answers or audit.evidence else StepState.OPTIONAL


def _plan_state(audit: Audit, gaps: tuple[Gap, ...]) -> StepState:
    if not audit.actions:
        return StepState.OPTIONAL
    return StepState.IN_PROGRESS if any(gap.action for gap in gaps) else StepState.COMPLETE


def _ready_state(topic: Topic, audit: Audit, step: Step) -> StepState:
    """The state of a step of a complete audit. To sign is in progress while the last return has other answers."""
    if step.kind is StepKind.CHECK:
        return StepState.COMPLETE
    if not audit.exports:
        return StepState.NOT_STARTED
    is_signed = is_content(topic, audit, audit.exports[-1].content)
    return StepState.COMPLETE if is_signed else StepState.IN_PROGRESS


def _neighbour(topic: Topic, audit: Audit, step: Step, *, by: int) -> Step:
    shown = steps(topic, audit)
    if step not in shown:
        return _next_asked(topic, shown, step)
    return shown[min(max(shown.index(step) + by, 0), len(shown) - 1)]


def _next_asked(topic: Topic, shown: tuple[Step, ...], step: Step) -> Step:
    """The first question after the hidden ``step`` that is still asked; what follows the questions if there is none."""
    order = [question.id for question in topic.questions]
    later = set(order[order.index(step.question) :]) if step.question in order else set()
    after = ACTION_PLAN if ACTION_PLAN in shown else CHECK
    return next((other for other in shown if other.question in later), after)
