"""The texts of a received return as lines of a page."""

from __future__ import annotations

from s11desk.domain.audits.audit import Action
from s11desk.domain.topics.topic import ActionField, Topic
from s11desk.wording.dates import day
from s11desk.wording.field_words import STATUSES
from s11desk.wording.plain_text import short_line

_MAX_TEXT_LENGTH = 20_000
"""Characters of one text."""


def action_title(topic: Topic, action: Action) -> str:
    """The number of an action and of its question."""
    question = topic.question(action.question)
    return (
        f"Action {action.id}, question {topic.number_of(question.id)}"
        if question is not None
        else f"Action {action.id}"
    )


def short_action(action: Action) -> str:
    """The action in one line, for example: Action A1: Train all coaches. Sam Lee, by 30 April 2027."""
    who_and_when = ", by ".join(filter(None, (short_line(action.lead), day(action.due) if action.due else "")))
    what = short_line(action.action) or short_line(action.area)
    parts = (one.rstrip(".") for one in (what, who_and_when) if one)
    return f"Action {action.id}: {'. '.join(parts)}"


def action_lines(topic: Topic, action: Action) -> list[str]:
    """Each filled box of an action, with its label."""
    due = day(action.due) if action.due else ""
    texts = {ActionField.DUE: due, ActionField.STATUS: STATUSES[action.status]}
    columns = (column for column in topic.plan_columns if column.field is not ActionField.QUESTION)
    pairs = ((column.label, texts.get(column.field, str(getattr(action, column.field, "")))) for column in columns)
    return [f"{title}{'' if title.endswith(('?', ':')) else ':'} {value}" for title, value in pairs if value]


def shorten(text: str, whole: str) -> str:
    """``text``, cut if it is very long. ``whole``: the document that has all of it."""
    if len(text) <= _MAX_TEXT_LENGTH:
        return text
    return f"{text[:_MAX_TEXT_LENGTH]}… ({whole} has all of it)"
