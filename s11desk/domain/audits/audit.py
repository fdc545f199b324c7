"""An audit: the answers, evidence and action plan of one agency for one topic.

The saved draft is the only state; the store reads it into these values. All are frozen: a change makes a new value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

import msgspec

from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.topics.topic import Detail

_Part = TypeVar("_Part")


class Person(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A person's details as typed; they may be incomplete. Each member of ``Detail`` has a field of the same name."""

    role: str
    name: str = ""
    job_title: str = ""
    email: str = ""
    telephone: str = ""

    def detail(self, detail: Detail) -> str:
        """The text of one detail; empty if nothing was entered."""
        text: str = getattr(self, detail)  # a Detail has the name of the attribute
        return text

    def details(self) -> tuple[str, ...]:
        """The texts of all details in the order of :class:`Detail`, empty ones included."""
        return tuple(self.detail(detail) for detail in Detail)

    def is_blank(self) -> bool:
        """Whether no detail has anything that can be seen."""
        return all(map(is_blank_text, self.details()))


class Cell(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One cell of a table; the kind of its column decides which field is used. ``choice``: a code."""

    column: str
    text: str = ""
    number: float | None = None
    date: dt.date | None = None
    choice: str = ""

    def is_blank(self) -> bool:
        """Whether nothing was entered."""
        return is_blank_text(self.text) and self.number is None and self.date is None and not self.choice


class AnswerRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One row of a table. ``row``: the id of a fixed row; empty for a row that somebody added."""

    cells: tuple[Cell, ...] = ()
    row: str = ""

    def cell(self, column: str) -> Cell:
        """The cell in this column; a blank one if nothing was entered."""
        return next((cell for cell in self.cells if cell.column == column), Cell(column))


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The answer to one question. The question's kind decides which fields are used.

    ``choice``: agency, judgement, yes/no, single choice. ``choices``: multiple choice. ``other``: the text beside
    "other". ``text``: long and short text. ``reason``: why the question does not apply.
    ``rows``: the rows of a table. ``unconfirmed``: carried over from another audit and not yet looked at.
    """

    question: str
    choice: str = ""
    choices: tuple[str, ...] = ()
    other: str = ""
    text: str = ""
    number: float | None = None
    date: dt.date | None = None
    people: tuple[Person, ...] = ()
    comment: str = ""
    reason: str = ""
    marked_for_review: bool = False
    unconfirmed: bool = False
    rows: tuple[AnswerRow, ...] = ()

    def row(self, row_id: str) -> AnswerRow:
        """The fixed row with this id; one without cells if nothing was entered in it."""
        return next((row for row in self.rows if row.row == row_id), AnswerRow(row=row_id))

    def person(self, role: str) -> Person:
        """The person in this role; one without details if the answer has none."""
        return next((person for person in self.people if person.role == role), Person(role=role))

    def is_given(self) -> bool:
        """Whether the question itself is answered; a comment or a mark for review alone is no answer."""
        if self.choice or self.choices or self.number is not None or self.date is not None:
            return True
        if not is_blank_text(self.text) or any(not person.is_blank() for person in self.people):
            return True
        return any(not cell.is_blank() for row in self.rows for cell in row.cells)

    def is_blank(self) -> bool:
        """Whether nothing at all was entered, not even a comment or a mark for review."""
        return self == Answer(question=self.question)


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A file attached to the audit. ``name`` is the file's name on the person's computer; ``size`` is in bytes.

    ``caption``: one line in which the person describes the file; may be empty.
    """

    id: str
    name: str
    type: str
    size: int
    sha256: str
    questions: tuple[str, ...]
    attached: dt.datetime
    caption: str = ""


class ActionStatus(StrEnum):
    """How far the agency is with an action."""

    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    DONE = "done"


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line of the action plan. ``question`` is empty for an action that belongs to no question.

    ``id`` is empty only in an answers file, for a new line: the program then gives it an id.
    """

    id: str = ""
    question: str = ""
    area: str = ""
    action: str = ""
    lead: str = ""
    job_role: str = ""
    resources: str = ""
    due: dt.date | None = None
    measure: str = ""
    progress: str = ""
    status: ActionStatus = ActionStatus.NOT_STARTED


class PrivateNote(msgspec.Struct, frozen=True):
    """A note to oneself beside a question; ``question`` is the question's id.

    An :class:`Audit` holds no notes, so no return, report or history can carry one. The journal does not even record
    that a note was changed, because the journal may be passed on to others.
    """

    question: str
    text: str


class ReturnRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A return that was made from the draft.

    ``digest``: SHA-256 of the bundle. ``content``: SHA-256 of the answers, evidence and action plan in it.
    """

    number: int
    reference: str
    exported: dt.datetime
    digest: str
    content: str


class Audit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, dict=True):
    """A whole draft. ``revision`` counts the saved changes, so that a change made in another window is noticed.

    Answers, evidence and actions are looked up in tables, because a return from elsewhere may hold very many of them.
    """

    id: str
    agency: str
    topic_id: str
    topic_version: int
    topic_digest: str
    begun: dt.datetime
    changed: dt.datetime
    revision: int
    answers: tuple[Answer, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    actions: tuple[Action, ...] = ()
    exports: tuple[ReturnRecord, ...] = ()

    def answer(self, question_id: str) -> Answer:
        """The answer to ``question_id``, the first if there are several; a blank one if there is none."""
        return self._answers.get(question_id) or Answer(question=question_id)

    def evidence_for(self, question_id: str) -> tuple[Evidence, ...]:
        """The files attached to one question, in the order of the draft."""
        return tuple(self._evidence.get(question_id, ()))

    def actions_for(self, question_id: str) -> tuple[Action, ...]:
        """The actions for one question, in the order of the draft; for ``""``, those that belong to none."""
        return tuple(self._actions.get(question_id, ()))

    @cached_property
    def _answers(self) -> Mapping[str, Answer]:
        return {answer.question: answer for answer in reversed(self.answers)}

    @cached_property
    def _evidence(self) -> Mapping[str, list[Evidence]]:
        return _group((name, item) for item in self.evidence for name in dict.fromkeys(item.questions))

    @cached_property
    def _actions(self) -> Mapping[str, list[Action]]:
        return _group((action.question, action) for action in self.actions)


def _group(pairs: Iterable[tuple[str, _Part]]) -> dict[str, list[_Part]]:
    groups: dict[str, list[_Part]] = {}
    for question, part in pairs:
        groups.setdefault(question, []).append(part)
    return groups
