"""Fits an answer to another question: what was chosen must mean the same there. A pure function.

Two topics may use one code for two different options, or one number for two different units. So a code comes over only
to the option with the same label, or with the label that a person chose for it. What has no place is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from s11desk.domain.audits.audit import Answer, AnswerRow, Cell, Person
from s11desk.domain.topics.question_matches import plain_wording
from s11desk.domain.topics.questions import TableColumn
from s11desk.domain.topics.topic import OTHER, Question, Topic, answer_codes, label_of

Labels = Mapping[str, str]
"""The label of each code or id."""


@dataclass(frozen=True, slots=True)
class FittedAnswer:
    """The answer in its new place. ``lost``: the label of each choice, column, person or number that has none there."""

    answer: Answer
    lost: tuple[str, ...] = ()


class AnswerFitting:
    """Fits answers of ``before`` to ``now``. ``choices``: for labels that differ, the one that a person chose."""

    def __init__(self, before: Topic, now: Topic, choices: Labels) -> None:
        self._before = before
        self._now = now
        self._choices = {plain_wording(old): plain_wording(new) for old, new in choices.items()}

    def fit(self, old: Question, new: Question, answer: Answer) -> FittedAnswer:
        """The answer to ``old`` as one to ``new``, which has the same id in the result."""
        lost: list[str] = []
        fitted = msgspec.structs.replace(
            answer,
            question=new.id,
            choice=next(iter(self._codes(old, new, filter(None, [answer.choice]), lost)), ""),
            choices=tuple(self._codes(old, new, answer.choices, lost)),
            people=tuple(_people(old, new, answer.people, lost)),
            number=_number(old, new, answer.number, lost),
            rows=tuple(self._rows(old, new, answer.rows, lost)),
        )
        return FittedAnswer(fitted, tuple(dict.fromkeys(lost)))

    def unknown_labels(self, old: Question, new: Question) -> tuple[str, ...]:
        """The labels of ``old`` that a person has to match, because ``new`` has no option with the same label."""
        codes = answer_codes(self._before, old)
        if not answer_codes(self._now, new):
            return ()
        return tuple(label_of(self._before, old, code) for code in codes if not self._code(old, new, code))

    def _codes(self, old: Question, new: Question, codes: Iterable[str], lost: list[str]) -> list[str]:
        found: list[str] = []
        for code in codes:
            place = self._code(old, new, code)
            if place and place not in found:
                found.append(place)
            elif not place:
                lost.append(label_of(self._before, old, code))
        return found

    def _code(self, old: Question, new: Question, code: str) -> str:
        labels = {one: label_of(self._now, new, one) for one in answer_codes(self._now, new)}
        return self._place(code, label_of(self._before, old, code), labels)

    def _place(self, code: str, label: str, labels: Labels) -> str:
        """The code of the one option with this label, or with the label that a person chose for it."""
        plain = plain_wording(label)
        if code in labels and plain_wording(labels[code]) == plain:
            return code
        for wanted in (plain, self._choices.get(plain)):
            same = [one for one, other in labels.items() if plain_wording(other) == wanted]
            if len(same) == 1:
                return same[0]
        return ""

    def _rows(self, old: Question, new: Question, rows: Iterable[AnswerRow], lost: list[str]) -> Iterator[AnswerRow]:
        labels, new_labels = {one.id: one.label for one in old.rows}, {one.id: one.label for one in new.rows}
        for row in rows:
            place = _same_place(row.row, labels[row.row], new_labels) if row.row in labels else ""
            if (row.row and not place) or bool(row.row) != bool(new.rows):
                lost.append(labels.get(row.row, "a row of the table"))
                continue
            cells = tuple(self._cells(old, new, row, lost))
            if cells:
                yield AnswerRow(cells, place)

    def _cells(self, old: Question, new: Question, row: AnswerRow, lost: list[str]) -> Iterator[Cell]:
        columns, places = {one.id: one for one in old.columns}, {one.id: one for one in new.columns}
        labels = {name: one.label for name, one in places.items()}
        for cell in row.cells:
            column = columns[cell.column]
            place = places.get(_same_place(column.id, column.label, labels))
            kept = self._cell(cell, column, place) if place is not None else None
            if kept is not None:
                yield kept
            elif not cell.is_blank():
                lost.append(column.label)

    def _cell(self, cell: Cell, column: TableColumn, place: TableColumn) -> Cell | None:
        if (column.kind, plain_wording(column.unit)) != (place.kind, plain_wording(place.unit)):
            return None
        choice = cell.choice
        if choice:
            labels = _list_labels(self._before, column.choices)
            choice = self._place(choice, labels.get(choice, choice), _list_labels(self._now, place.choices))
        if cell.choice and not choice:
            return None
        return msgspec.structs.replace(cell, column=place.id, choice=choice)


def _list_labels(topic: Topic, list_id: str) -> Labels:
    found = next((one for one in topic.choice_lists if one.id == list_id), None)
    if found is None:
        return {}
    labels = {choice.code: choice.label for choice in found.choices}
    return {**labels, OTHER: "Other"} if found.other else labels


def _same_place(name: str, label: str, labels: Labels) -> str:
    """The id with this label: the same id if it has it, else the only one that does; empty if there is none."""
    plain = plain_wording(label)
    if name in labels and plain_wording(labels[name]) == plain:
        return name
    same = [one for one, other in labels.items() if plain_wording(other) == plain]
    return same[0] if len(same) == 1 else ""


def _people(old: Question, new: Question, people: Iterable[Person], lost: list[str]) -> Iterator[Person]:
    old_labels, new_labels = {one.id: one.label for one in old.people}, {one.id: one.label for one in new.people}
    for person in people:
        label = old_labels.get(person.role, person.role)
        place = _same_place(person.role, label, new_labels)
        if place:
            yield msgspec.structs.replace(person, role=place)
        elif not person.is_blank():
            lost.append(label)


def _number(old: Question, new: Question, number: float | None, lost: list[str]) -> float | None:
    """A number keeps its meaning only with its unit."""
    if number is None or plain_wording(old.unit) == plain_wording(new.unit):
        return number
    lost.append(f"{number:g} {old.unit}".strip())
    return None
