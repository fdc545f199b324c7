"""The action plan as texts: each action's number, then the columns of the topic pack."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.domain.audits.audit import Action
from s11desk.domain.text.clean_text import clean_text
from s11desk.domain.topics.topic import ActionField, Topic
from s11desk.report.blocks.plan_table import plan_heads, plan_rows


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action with the texts of its columns; the first is its number."""

    action: Action
    cells: tuple[str, ...]


def heads(topic: Topic) -> tuple[str, ...]:
    """The headings of all columns, the number's first."""
    return tuple(clean_text(head) for head in plan_heads(topic.plan_columns))


def fields(topic: Topic) -> tuple[ActionField, ...]:
    """The fields of the columns after the first."""
    return tuple(column.field for column in topic.plan_columns)


def lines(topic: Topic, actions: tuple[Action, ...]) -> tuple[PlanLine, ...]:
    """A line for each action. Characters that an office file cannot hold are visibly replaced."""
    rows = zip(actions, plan_rows(topic, actions), strict=True)
    return tuple(PlanLine(action, tuple(clean_text(cell) for cell in cells)) for action, cells in rows)
