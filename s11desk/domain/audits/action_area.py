"""What needs to get better, in an action: a person's own words, or the question that the program fills in."""

from __future__ import annotations

import msgspec

from s11desk.domain.audits.audit import Action, Audit
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.topics.topic import ActionField, Topic


def has_own_area(topic: Topic, action: Action) -> bool:
    """Whether a person wrote the area for improvement. The program fills in the question's text."""
    question = topic.question(action.question)
    return not is_blank_text(action.area) and (question is None or action.area != question.text)


def with_own_area(topic: Topic, action: Action) -> Action:
    """``action`` without an area that nobody wrote."""
    return action if not action.area or has_own_area(topic, action) else msgspec.structs.replace(action, area="")


def with_area(topic: Topic, action: Action, written: str) -> Action:
    """``action`` with the area that a person wrote; with the text of its question if they wrote none."""
    question = topic.question(action.question)
    area = written if question is None or not is_blank_text(written) else question.text
    return msgspec.structs.replace(action, area=area)


def area_is_needed(topic: Topic) -> bool:
    """Whether a return has an area that nobody wrote: its box must be filled in, or nothing else names the question."""
    fields = {column.field: column.required for column in topic.plan_columns}
    return fields.get(ActionField.AREA, False) or ActionField.QUESTION not in fields


def with_own_areas(topic: Topic, audit: Audit) -> Audit:
    """``audit`` without the areas that nobody wrote."""
    actions = tuple(with_own_area(topic, action) for action in audit.actions)
    return audit if actions == audit.actions else msgspec.structs.replace(audit, actions=actions)
