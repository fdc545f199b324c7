"""Finds the field of a page in which an answer, a file or an action has changed, by the field's object name."""

from __future__ import annotations

from s11desk.domain.audits.audit import Action, Answer, AnswerRow, Audit
from s11desk.domain.topics.topic import ActionField, Detail

_IN_ONE_FIELD = {"text": "answer", "number": "answer", "date": "answer"}
_LAST = {"other": "other", "reason": "reason", "comment": "comment", "marked_for_review": "review"}
"""The fields of an answer that follow from the others, or are about them, with the object names of theirs."""


def field_of_answer(before: Answer, after: Answer) -> str:
    """The field of the first difference, the answer itself before what is written about it; "" if no field shows it."""
    changed = set(before.choices) ^ set(after.choices)
    if before.choice != after.choice:
        return f"option-{after.choice or before.choice}"
    if changed:
        return next(f"option-{code}" for code in (*after.choices, *before.choices) if code in changed)
    return (
        _differing(_IN_ONE_FIELD, before, after)
        or _field_of_person(before, after)
        or _field_of_cell(before, after)
        or _differing(_LAST, before, after)
    )


def field_of_file(after: Audit, evidence: str) -> str:
    """The caption of this file, or the button for files if it is not attached any more."""
    return f"caption-{evidence}" if any(one.id == evidence for one in after.evidence) else "attach"


def field_of_action(before: Action | None, after: Action | None) -> str:
    """The box of the action that is different, the first one of a new action; "" if the action is gone."""
    if after is None:
        return ""
    old = before or Action(after.id, after.question)
    boxes = (one for one in ActionField if one is not ActionField.QUESTION)
    different = (one for one in boxes if getattr(old, one, None) != getattr(after, one, None))
    return f"action-{after.id}-{next(different, ActionField.ACTION)}"


def _differing(fields: dict[str, str], before: Answer, after: Answer) -> str:
    return next((name for own, name in fields.items() if getattr(before, own) != getattr(after, own)), "")


def _field_of_person(before: Answer, after: Answer) -> str:
    for role in dict.fromkeys(person.role for person in (*after.people, *before.people)):
        for detail in Detail:
            if before.person(role).detail(detail) != after.person(role).detail(detail):
                return f"person-{role}-{detail}"
    return ""


def _field_of_cell(before: Answer, after: Answer) -> str:
    rows = max(len(before.rows), len(after.rows))
    for place in range(rows):
        old, new = (one.rows[place] if place < len(one.rows) else AnswerRow() for one in (before, after))
        key = new.row or old.row or str(place)
        if old.row and new.row and old.row != new.row:  # one of two fixed rows is blank: the rest moved up
            old = before.row(new.row)
        columns = dict.fromkeys(cell.column for cell in (*new.cells, *old.cells))
        for column in columns:
            if old.cell(column) != new.cell(column):
                return f"cell-{key}-{column}"
    return ""
