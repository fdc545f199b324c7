"""The actions of the plan as lines of "Check your answers": each with its question, and all of them together."""

from __future__ import annotations

from s11desk.desktop.messages.plan_words import action_line
from s11desk.domain.audits.audit import Action, Audit
from s11desk.domain.audits.visibility import action_numbers, needed_actions, number_at
from s11desk.domain.topics.topic import Question, Topic
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day

_MAX_ACTIONS = 20
"""The number of actions up to which the page lists all of them."""


def _action_line(topic: Topic, action: Action, number: str, *, is_at_question: bool = False) -> str:
    due = f"by {day(action.due)}" if action.due else ""
    who = ", ".join(part for part in (action.lead, due) if part)
    return action_line(topic, action, number, is_at_question=is_at_question) + (f" ({who})" if who else "")


def planned_lines(topic: Topic, audit: Audit, question: Question) -> tuple[str, ...]:
    """The actions of a question, below its answer."""
    numbers = action_numbers(topic, audit)
    actions = [one for one in needed_actions(topic, audit) if one.question == question.id]
    lines = (
        f"Action {_action_line(topic, one, numbers[one.id], is_at_question=True)}" for one in actions[:_MAX_ACTIONS]
    )
    more = len(actions) - _MAX_ACTIONS
    return (*lines, *((f"And {counted(more, 'more action')}: see the action plan.",) if more > 0 else ()))


def plan_lines(topic: Topic, actions: tuple[Action, ...]) -> tuple[str, ...]:
    """A line for each action of ``actions``. A long plan has its own page, with an overview."""
    few = len(actions) if len(actions) <= _MAX_ACTIONS else _MAX_ACTIONS
    named = enumerate(actions[:few], start=1)
    lines = tuple(_action_line(topic, action, number_at(at)) for at, action in named) or ("No actions",)
    more = len(actions) - few
    return (*lines, f"And {counted(more, 'more action')}: see the action plan.") if more else lines
