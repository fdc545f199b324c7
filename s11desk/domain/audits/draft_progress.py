"""How far an own draft is: one count for the list of audits, the list of steps, "Check your answers" and sending back.

A mark for review is a private reminder: a question that has all it needs is complete with it too.
"""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.flow import Step, StepKind, StepState, step_states
from s11desk.domain.topics.topic import Topic


class DraftProgress(msgspec.Struct, frozen=True):
    """``asked``: the questions that count, of which ``complete`` are done. ``optional``: the ones nobody has begun.

    ``asked`` and ``optional`` together are all questions that are asked now.
    """

    complete: int
    asked: int
    optional: int


def draft_progress(topic: Topic, audit: Audit) -> DraftProgress:
    """The progress of ``audit``. All asked questions are complete just when no question keeps it from being signed."""
    states = counted_states(topic, audit)
    return progress_of([state for step, state in states.items() if step.kind is StepKind.QUESTION])


def counted_states(topic: Topic, audit: Audit) -> dict[Step, StepState]:
    """The states that count: those of the steps without marks for review."""
    return step_states(topic, without_marks(audit))


def progress_of(states: Collection[StepState]) -> DraftProgress:
    """The progress of the questions with these states, found without marks for review."""
    counts = list(states)
    optional = counts.count(StepState.OPTIONAL)
    return DraftProgress(counts.count(StepState.COMPLETE), len(counts) - optional, optional)


def without_marks(audit: Audit) -> Audit:
    """``audit`` as if no question were marked for review; the same value if none is."""
    if not any(answer.marked_for_review for answer in audit.answers):
        return audit
    answers = tuple(msgspec.structs.replace(answer, marked_for_review=False) for answer in audit.answers)
    return msgspec.structs.replace(audit, answers=answers)
