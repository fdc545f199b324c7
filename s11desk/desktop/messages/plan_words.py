"""Words for an action plan and its actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from s11desk.domain.audits.action_area import has_own_area
from s11desk.domain.audits.action_plan import DueState, due_state
from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import Topic
from s11desk.wording.amounts import counted
from s11desk.wording.dates import day
from s11desk.wording.field_words import STATUSES

_COUNTED = {
    DueState.OVERDUE: "overdue",
    DueState.SOON: "due soon",
    DueState.UNDATED: "without a date",
    DueState.DONE: "done",
}


def due_words(action: Action, today: dt.date) -> str:
    """Say when an action is due, or by how much it is overdue."""
    state = due_state(action, today)
    if action.due is None:
        return "No date yet" if state is DueState.UNDATED else ""
    if state is DueState.OVERDUE:
        return f"Overdue by {counted((today - action.due).days, 'day')}: it was due {day(action.due)}"
    if state is DueState.SOON:
        left = (action.due - today).days
        return f"Due {'in ' + counted(left, 'day') if left else 'today'}: {day(action.due)}"
    return f"Due {day(action.due)}"


def lead_and_status_words(action: Action) -> str:
    """Say who does the action, and its status."""
    who = ", ".join(part for part in (action.lead, action.job_role) if part)
    return f"{who or 'Nobody named yet'}. {STATUSES[action.status]}"


def action_name(numbers: Mapping[str, str], action_id: str) -> str:
    """Name an action by the number that people see. ``numbers``: those of the plan, by the ids of the actions."""
    return f"Action {numbers[action_id]}" if action_id in numbers else "Action no longer needed"


def action_line(topic: Topic, action: Action, number: str, *, is_at_question: bool = False) -> str:
    """Name an action, where it comes from, and what is to be done. ``number``: empty if it is not needed any more.

    ``is_at_question``: it is shown with its question, so that need not be named.
    """
    question = topic.question(action.question)
    where = f"question {topic.number_of(question.id)}" if question is not None else "of its own"
    written = action.action or (action.area if has_own_area(topic, action) else "")
    named = number if is_at_question else f"{number}, {where}" if number else f"{where[0].upper()}{where[1:]}"
    return f"{named}: {written or 'nothing written yet'}"


def plan_words(actions: tuple[Action, ...], today: dt.date) -> str:
    """Count the actions by state, such as "4 actions: 1 overdue, 2 due soon, 1 done"."""
    states = [due_state(action, today) for action in actions]
    parts = [f"{states.count(state)} {words}" for state, words in _COUNTED.items() if state in states]
    total = counted(len(actions), "action")
    return f"{total}: {', '.join(parts)}" if parts else total
