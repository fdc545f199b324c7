"""Inputs for typed answers: long and short text, a date, a number."""

from __future__ import annotations

import datetime as dt
import math
import re

import msgspec

from s11desk.desktop.inputs.answers.answer_input import AnswerInput
from s11desk.desktop.inputs.fields import DateField, LineField, TextField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.messages.unparsed_words import NO_NUMBER
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Answer, Audit
from s11desk.domain.audits.completeness import is_day_allowed
from s11desk.domain.topics.topic import Question, QuestionKind, Topic
from s11desk.override import override
from s11desk.wording.amounts import number_text
from s11desk.wording.audits.range_words import day_range, number_range, outside_day, outside_number

_KEPT = "What you typed stays here, but is not in your answer yet"
_NUMBER = re.compile(r"[+-]?(?:(?:[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)")
_NO_NUMBER = f"{NO_NUMBER}. {_KEPT}"


class TextInput(AnswerInput):
    """A long or a short text."""

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__(theme, topic, question)
        is_long = question.kind is QuestionKind.LONG_TEXT
        self.field = TextField(theme, lines=8) if is_long else LineField()
        self.field.setObjectName("answer")
        self.field.typed.connect(self.typed)
        self.row = FormRow(theme, "Your answer", self.field)
        column(self, theme).addWidget(self.row)

    @override
    def serve(self, topic: Topic, question: Question) -> bool:
        if question.kind is not self.question.kind:
            return False
        self.question = question
        self.row.start_over()
        return True

    @override
    def introduce(self, about: str) -> None:
        self.row.introduce(about)

    @override
    def show_answer(self, answer: Answer) -> None:
        self.field.show_value(answer.text)

    @override
    def apply_to(self, answer: Answer) -> Answer:
        text = self.field.value() if isinstance(self.field, TextField) else self.field.text()
        return msgspec.structs.replace(answer, text=text)

    @override
    def first_field(self) -> TextField | LineField:
        return self.field


class DateInput(AnswerInput):
    """A date."""

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__(theme, topic, question)
        self.field = DateField(theme)
        self.field.setObjectName("answer")
        self.field.typed.connect(self._on_typed)
        self.field.line.editingFinished.connect(self._show_own_problem)
        self._row = FormRow(theme, "Date", self.field, hint=_day_hint(question))
        column(self, theme).addWidget(self._row)

    @override
    def serve(self, topic: Topic, question: Question) -> bool:
        if _day_hint(question) != _day_hint(self.question):
            return False
        self.question = question
        self._row.start_over()
        return True

    @override
    def introduce(self, about: str) -> None:
        self._row.introduce(about)

    @override
    def show_answer(self, answer: Answer) -> None:
        self.field.show_value(answer.date)

    @override
    def apply_to(self, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, date=self.field.value())

    @override
    def problem(self) -> str:
        if not self.field.is_understood():
            return f"{self.field.problem()}. {_KEPT}"
        value = self.field.value()
        is_allowed = value is None or self._is_allowed(value)
        return self.field.doubt() or ("" if is_allowed else outside_day(self.question))

    @override
    def unparsed(self) -> str:
        return self.field.unparsed()

    @override
    def show_unparsed(self, typed: str) -> None:
        self.field.show_unparsed(typed)
        self._row.show_problem(self.problem(), is_news=False)

    @override
    def first_field(self) -> LineField | None:
        return self.field.line if isinstance(self.field.line, LineField) else None

    def _on_typed(self) -> None:
        self._row.show_problem("")
        self.typed.emit()

    def _is_allowed(self, value: dt.date) -> bool:
        today = dt.datetime.now().astimezone().date()
        return is_day_allowed(self.question, value, today)

    def _show_own_problem(self) -> None:
        self._row.show_problem(self.problem())


class NumberInput(AnswerInput):
    """A number, perhaps within a range."""

    def __init__(self, theme: Theme, topic: Topic, question: Question) -> None:
        super().__init__(theme, topic, question)
        self.field = LineField()
        self.field.setObjectName("answer")
        self.field.setFixedWidth(theme.pixels(180))
        self.field.typed.connect(self._on_typed)
        self.field.editingFinished.connect(self._show_own_problem)
        self._other: float | None = None  # the answer to the question whose number this one cannot be above
        self._row = FormRow(theme, "Number", self.field, hint=_number_hint(question))
        column(self, theme).addWidget(self._row)

    @override
    def serve(self, topic: Topic, question: Question) -> bool:
        if _number_hint(question) != _number_hint(self.question):
            return False
        self.topic, self.question, self._other = topic, question, None
        self._row.start_over()
        return True

    @override
    def introduce(self, about: str) -> None:
        self._row.introduce(about)

    @override
    def show_answer(self, answer: Answer) -> None:
        if answer.number != parse_number(self.field.text()) and not (answer.number is None and self.problem()):
            self.field.setText(number_text(answer.number))

    @override
    def apply_to(self, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, number=parse_number(self.field.text()))

    @override
    def problem(self) -> str:
        if not self.field.text().strip():
            return ""
        number = parse_number(self.field.text())
        if number is None:
            return _NO_NUMBER
        low, high = self.question.minimum, self.question.maximum
        outside = (low is not None and number < low) or (high is not None and number > high)
        if self.question.whole and not number.is_integer():
            return "Enter a whole number"
        if outside:
            return outside_number(self.question)
        return self._above_other() if self._other is not None and number > self._other else ""

    @override
    def show_in(self, audit: Audit, answer: Answer) -> None:
        self._other = audit.answer(self.question.not_above).number if self.question.not_above else None
        super().show_in(audit, answer)

    def _above_other(self) -> str:
        number = self.topic.number_of(self.question.not_above)
        return f"Enter a number that is not larger than {number_text(self._other)}, your answer to question {number}"

    @override
    def unparsed(self) -> str:
        return self.field.text() if self.problem() == _NO_NUMBER else ""

    @override
    def show_unparsed(self, typed: str) -> None:
        if not self.field.text().strip():
            self.field.setText(typed)
        self._row.show_problem(self.problem(), is_news=False)

    @override
    def first_field(self) -> LineField:
        return self.field

    def _on_typed(self) -> None:
        self._row.show_problem("")
        self.typed.emit()

    def _show_own_problem(self) -> None:
        self._row.show_problem(self.problem())


def _day_hint(question: Question) -> str:
    """An example, and the first and last day that are allowed."""
    return ", ".join(filter(None, ("For example 3 6 2026 or 3 June 2026", day_range(question))))


def _number_hint(question: Question) -> str:
    wanted = (
        number_range(question),
        "a whole number" if question.whole else "",
        question.unit and f"in {question.unit}",
    )
    words = ", ".join(part for part in wanted if part)
    return f"{words[:1].upper()}{words[1:]}"


def parse_number(typed: str) -> float | None:
    """Read a number as people type it, with spaces or commas between thousands. None if it is not a number.

    A comma anywhere else is not guessed at: "1,5" can mean one and a half, and would become fifteen.
    """
    plain = typed.strip().removesuffix("%").rstrip()
    if _NUMBER.fullmatch(plain) is None:
        return None
    number = float(re.sub("[ ,]", "", plain))
    return number if math.isfinite(number) else None
