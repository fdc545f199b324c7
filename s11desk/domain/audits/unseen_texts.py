"""Texts in which nobody can see anything. A return has none; an older program may have taken one for an answer."""

from __future__ import annotations

import msgspec

from s11desk.domain.audits.audit import Action, Answer, AnswerRow, Audit, Cell, Person
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.topics.questions import Detail

_ANSWER_TEXTS = ("text", "other", "comment", "reason")
_ACTION_TEXTS = ("area", "action", "lead", "job_role", "resources", "measure", "progress")


def without_unseen_texts(answer: Answer) -> Answer:
    """``answer`` with an empty text in place of each in which nobody can see anything."""
    people = tuple(map(_person, answer.people))
    rows = tuple(AnswerRow(tuple(map(_cell, row.cells)), row.row) for row in answer.rows)
    blank = {name: "" for name in _ANSWER_TEXTS if is_blank_text(getattr(answer, name))}
    return msgspec.structs.replace(answer, people=people, rows=rows, **blank)


def action_without_unseen_texts(action: Action) -> Action:
    """``action`` with an empty text in place of each in which nobody can see anything."""
    return msgspec.structs.replace(action, **{n: "" for n in _ACTION_TEXTS if is_blank_text(getattr(action, n))})


def has_unseen_texts(audit: Audit) -> bool:
    """Whether ``audit`` has a text that is not empty, and in which nobody can see anything."""
    answers = tuple(map(without_unseen_texts, audit.answers))
    return (answers, tuple(map(action_without_unseen_texts, audit.actions))) != (audit.answers, audit.actions)


def _person(person: Person) -> Person:
    blank = {detail.value: "" for detail in Detail if is_blank_text(person.detail(detail))}
    return msgspec.structs.replace(person, **blank)


def _cell(cell: Cell) -> Cell:
    return msgspec.structs.replace(cell, text="") if is_blank_text(cell.text) else cell
