"""The action plan: an answer whose option needs an action gets a line to fill in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from itertools import chain

import msgspec

from s11desk.domain.audits.audit import Action, ActionStatus, Audit
from s11desk.domain.audits.visibility import asked_questions
from s11desk.domain.topics.topic import Question, Topic

SOON = dt.timedelta(days=14)
"""An action that is due within this time is due soon."""
_ACTION_ID = re.compile(r"A[1-9][0-9]{0,6}", re.ASCII)
_HIGHEST = 9_999_999


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
    new_ids = _new_ids(audit.actions)
    for question in topic.questions:
        if question.id in weak and question.id not in covered:
            kept.append(new_action_for(question, next(new_ids)))
    order = {question.id: index for index, question in enumerate(topic.questions)}
    return tuple(sorted(kept, key=lambda action: _place(order, action)))


def needs_action(topic: Topic, audit: Audit, question: Question) -> bool:
    """Whether, by the scale, the answer to ``question`` must lead to an action."""
    option = topic.option_of(question, audit.answer(question.id).choice)
    return option is not None and option.needs_action


def is_only_needed_action(topic: Topic, audit: Audit, action_id: str) -> bool:
    """Whether this is the one action of an answer that needs an action: an empty one would take its place."""
    question = next((action.question for action in audit.actions if action.id == action_id), "")
    asked = topic.question(question)
    return asked is not None and len(audit.actions_for(question)) == 1 and needs_action(topic, audit, asked)


def new_action_for(question: Question, action_id: str) -> Action:
    """A new line for ``question``. The question's text is already filled in as the area for improvement."""
    return Action(id=action_id, question=question.id, area=question.text)


def is_untouched(topic: Topic, action: Action) -> bool:
    """Whether the line is still as the program made it. A return leaves out the area that the program filled in."""
    question = topic.question(action.question)
    if question is None:
        return False
    new = new_action_for(question, action.id)
    return action in (new, msgspec.structs.replace(new, area=""))


def next_action_id(actions: tuple[Action, ...]) -> str:
    """The first id after those of ``actions``, such as ``A4``."""
    return next(_new_ids(actions))


def with_action(actions: tuple[Action, ...], changed: Action) -> tuple[Action, ...]:
    """``actions`` with ``changed`` in place of the action with its id, or at the end if there is none."""
    if any(action.id == changed.id for action in actions):
        return tuple(changed if action.id == changed.id else action for action in actions)
    return (*actions, changed)


def is_action_id(text: str) -> bool:
    """Whether ``text`` is an id that the program gives to an action."""
    return _ACTION_ID.fullmatch(text) is not None


def _new_ids(actions: Collection[Action]) -> Iterator[str]:
    """Ids after those of ``actions``; where only a stranger's file leaves no room after them, free ones before."""
    used = {action.id for action in actions}
    last = max(map(_number, actions), default=0)
    numbers = chain(range(last + 1, _HIGHEST + 1), range(1, last))
    return (name for name in (f"A{number}" for number in numbers) if name not in used)


def _number(action: Action) -> int:
    """The number in the id of ``action``. An id of another form, which only a stranger's file can have, counts as 0."""
    return int(action.id[1:]) if is_action_id(action.id) else 0


def _place(order: Mapping[str, int], action: Action) -> tuple[int, int]:
    return (order.get(action.question, len(order)), _number(action))
