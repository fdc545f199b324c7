"""The action plan grows from weak answers: an answer whose option needs an action gets a line to fill in."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import msgspec

from s11desk.domain.audit import Action, ActionStatus, Audit
from s11desk.domain.topic import Question, Topic
from s11desk.domain.visibility import asked_questions

SOON = dt.timedelta(days=14)
"""What is due within this is due soon."""


class Due(StrEnum):
    """How an action stands to its date."""

    DONE = "done"
    UNDATED = "undated"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


def due_state(action: Action, today: dt.date) -> Due:
    """An action that is done is never overdue; one that is due today is due soon."""
    if action.status is ActionStatus.DONE:
        return Due.DONE
    if action.due is None:
        return Due.UNDATED
    if action.due < today:
        return Due.OVERDUE
    return Due.SOON if action.due - today <= SOON else Due.LATER


def grown_plan(topic: Topic, audit: Audit) -> tuple[Action, ...]:
    """The draft's actions, with a line begun for each weak answer that has none.

    A line that nobody has written in goes again when its answer is no longer weak; one that somebody has written in
    stays, whatever the answer becomes. Lines stand in the topic's order, those of no question last.
    """
    weak = {question.id for question in asked_questions(topic, audit) if needs_action(topic, audit, question)}
    kept = [a for a in audit.actions if a.question in weak or not is_untouched(topic, a)]
    covered = {action.question for action in kept}
    number = _highest_number(audit.actions)
    for question in topic.questions:
        if question.id in weak and question.id not in covered:
            number += 1
            kept.append(begun_action(question, f"A{number}"))
    return tuple(sorted(kept, key=lambda action: _place(topic, action)))


def needs_action(topic: Topic, audit: Audit, question: Question) -> bool:
    """Whether the answer to ``question`` is one that the scale says must lead to an action."""
    option = topic.option_of(question, audit.answer(question.id).choice)
    return option is not None and option.needs_action


def begun_action(question: Question, action_id: str) -> Action:
    """A line for ``question`` with the area for improvement already named, in the question's own words."""
    return Action(id=action_id, question=question.id, area=question.text)


def is_untouched(topic: Topic, action: Action) -> bool:
    """Whether the line is still as this program began it."""
    question = topic.question(action.question)
    return question is not None and action == begun_action(question, action.id)


def next_action_id(actions: tuple[Action, ...]) -> str:
    return f"A{_highest_number(actions) + 1}"


def with_action(actions: tuple[Action, ...], changed: Action) -> tuple[Action, ...]:
    """``actions`` with the one of the same id replaced, or ``changed`` added at the end."""
    if any(action.id == changed.id for action in actions):
        return tuple(changed if action.id == changed.id else action for action in actions)
    return (*actions, changed)


def without_question(action: Action) -> Action:
    return msgspec.structs.replace(action, question="")


def _highest_number(actions: tuple[Action, ...]) -> int:
    return max((int(a.id[1:]) for a in actions if a.id[1:].isdigit()), default=0)


def _place(topic: Topic, action: Action) -> tuple[int, int]:
    order = {question.id: place for place, question in enumerate(topic.questions)}
    number = int(action.id[1:]) if action.id[1:].isdigit() else 0
    return (order.get(action.question, len(order)), number)
