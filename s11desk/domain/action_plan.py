"""The action plan: an answer whose option needs an action gets a line to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from s11desk.domain.audit import Action, ActionStatus, Audit
from s11desk.domain.topic import Question, Topic
from s11desk.domain.visibility import asked_questions

SOON = dt.timedelta(days=14)
"""An action that is due within this time is due soon."""


class DueState(StrEnum):
    """Whether an action is done, overdue or due soon."""

    DONE = "done"
    UNDATED = "undated"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


def due_state(action: Action, today: dt.date) -> DueState:
    """The state of ``action`` on the day ``today``. A finished action is never overdue; one due today is due soon."""
    if action.status is ActionStatus.DONE:
        return DueState.DONE
    if action.due is None:
        return DueState.UNDATED
    if action.due < today:
        return DueState.OVERDUE
    return DueState.SOON if action.due - today <= SOON else DueState.LATER


def plan_for_answers(topic: Topic, audit: Audit) -> tuple[Action, ...]:
    """The draft's actions, with a new line for each weak answer that has none.

    When an answer is no longer weak, its line is removed if nobody has written in it; otherwise the line stays. Lines
    are in the topic's order; those that belong to no question come last.
    """
    weak = {question.id for question in asked_questions(topic, audit) if needs_action(topic, audit, question)}
    kept = [a for a in audit.actions if a.question in weak or not is_untouched(topic, a)]
    covered = {action.question for action in kept}
    number = _highest_number(audit.actions)
    for question in topic.questions:
        if question.id in weak and question.id not in covered:
            number += 1
            kept.append(new_action_for(question, f"A{number}"))
    order = {question.id: index for index, question in enumerate(topic.questions)}
    return tuple(sorted(kept, key=lambda action: _place(order, action)))


def needs_action(topic: Topic, audit: Audit, question: Question) -> bool:
    """Whether, by the scale, the answer to ``question`` must lead to an action."""
    option = topic.option_of(question, audit.answer(question.id).choice)
    return option is not None and option.needs_action


def new_action_for(question: Question, action_id: str) -> Action:
    """A new line for ``question``. The question's text is already filled in as the area for improvement."""
    return Action(id=action_id, question=question.id, area=question.text)


def is_untouched(topic: Topic, action: Action) -> bool:
    """Whether the line is still as the program made it."""
    question = topic.question(action.question)
    return question is not None and action == new_action_for(question, action.id)


def next_action_id(actions: tuple[Action, ...]) -> str:
    """The first id after those of ``actions``, such as ``A4``."""
    return f"A{_highest_number(actions) + 1}"


def with_action(actions: tuple[Action, ...], changed: Action) -> tuple[Action, ...]:
    """``actions`` with ``changed`` in place of the action with its id, or at the end if there is none."""
    if any(action.id == changed.id for action in actions):
        return tuple(changed if action.id == changed.id else action for action in actions)
    return (*actions, changed)


def _highest_number(actions: tuple[Action, ...]) -> int:
    return max((int(a.id[1:]) for a in actions if a.id[1:].isdigit()), default=0)


def _place(order: Mapping[str, int], action: Action) -> tuple[int, int]:
    number = int(action.id[1:]) if action.id[1:].isdigit() else 0
    return (order.get(action.question, len(order)), number)
