"""The action plan in words, in the columns of its topic pack, with each action's number before them."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.domain.audit import Action
from s11desk.domain.clean_text import clean_text
from s11desk.domain.topic import ActionField, Topic
from s11desk.report.plan_table import plan_heads, plan_rows


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One action and what stands in each of its columns, the number's included."""

    action: Action
    cells: tuple[str, ...]


def heads(topic: Topic) -> tuple[str, ...]:
    return tuple(clean_text(head) for head in plan_heads(topic.action_plan.columns))


def fields(topic: Topic) -> tuple[ActionField, ...]:
    """Of the columns after the first."""
    return tuple(column.field for column in topic.action_plan.columns)


def lines(topic: Topic, actions: tuple[Action, ...]) -> tuple[PlanLine, ...]:
    """Every character is one that an office file can carry, or visibly replaced."""
    rows = zip(actions, plan_rows(topic, actions), strict=True)
    return tuple(PlanLine(action, tuple(clean_text(cell) for cell in cells)) for action, cells in rows)
