"""Which field of a page a gap is filled in at, by the name that the page gives it."""

from __future__ import annotations

from s11desk.domain.completeness import Gap, GapCode
from s11desk.domain.topic import Topic

_FIELDS = {GapCode.REASON_MISSING: "reason", GapCode.OTHER_UNSPECIFIED: "other"}


def field_of(topic: Topic, gap: Gap) -> str:
    """Empty where the page itself is the place, such as for a question without an answer."""
    if gap.code is GapCode.PERSON_DETAIL_MISSING:
        return f"person-{gap.detail.replace('.', '-', 1)}"
    if gap.action:
        columns = topic.action_plan.columns
        column = next((column for column in columns if column.label == gap.detail), columns[0])
        return f"action-{gap.action}-{column.field}"
    return _FIELDS.get(gap.code, "")
