"""The input for people: the details of each person that a question asks for."""

from __future__ import annotations

from functools import partial

import msgspec
from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.answers.answer_input import AnswerInput
from s11desk.desktop.inputs.fields import LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.parts.group import Group
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import Kind, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.answer_rules import clean_person
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.topics.topic import Detail, PersonAsked, Question, Topic
from s11desk.override import override
from s11desk.wording.field_words import DETAILS_ASKED
from s11desk.wording.returns.contact_words import detail_problem


class PeopleInput(AnswerInput):
    """A group of fields for each person."""

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__(theme, topic, question)
        self.fields: dict[tuple[str, Detail], LineField] = {}
        self._rows: list[FormRow] = []
        layout = column(self, theme, spacing=24)
        for asked in question.people:
            layout.addWidget(self._person(asked))

    @override
    def serve(self, topic: Topic, question: Question) -> bool:
        if question.people != self.question.people:
            return False
        self.question = question
        for row in self._rows:
            row.start_over()
        return True

    @override
    def show_answer(self, answer: Answer) -> None:
        for (role, detail), field in self.fields.items():
            field.show_value(answer.person(role).detail(detail))

    @override
    def apply_to(self, answer: Answer) -> Answer:
        people = tuple(self._typed_person(asked.id) for asked in self.question.people)
        others = tuple(p for p in answer.people if p.role not in {asked.id for asked in self.question.people})
        kept = tuple(person for person in people if not person.is_blank())
        return msgspec.structs.replace(answer, people=(*kept, *others))

    @override
    def first_field(self) -> QWidget | None:
        return next(iter(self.fields.values()), None)

    @override
    def introduce(self, about: str) -> None:
        self._rows[0].introduce(about)

    def _typed_person(self, role: str) -> Person:
        details = {detail.value: self.fields[role, detail].text() for detail in Detail}
        return clean_person(Person(role=role, **details))

    def _person(self, asked: PersonAsked) -> QWidget:
        group = Group(asked.label)
        layout = column(group, self.theme, spacing=12)
        layout.addWidget(label(asked.label, Kind.HEADING))
        for detail in Detail:
            field = LineField()
            field.setObjectName(f"person-{asked.id}-{detail}")
            field.setMaximumWidth(self.theme.pixels(460))
            field.typed.connect(self.typed)
            self.fields[asked.id, detail] = field
            is_optional = detail not in asked.required
            row = FormRow(self.theme, DETAILS_ASKED[detail], field, optional=is_optional, whose=asked.label)
            field.typed.connect(partial(row.show_problem, ""))
            field.editingFinished.connect(partial(_check, row, detail, field))
            layout.addWidget(row)
            self._rows.append(row)
        return group


def _check(row: FormRow, detail: Detail, field: LineField) -> None:
    row.show_problem(detail_problem(detail, field.text()))
