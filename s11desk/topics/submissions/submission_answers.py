"""Makes answers of a submission. Each is unconfirmed; what fits no question or no rule is listed, never guessed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from s11desk.domain.answer_rules import clean_answer, find_answer_problems
from s11desk.domain.audit import Answer, AnswerRow, Cell
from s11desk.domain.questions import ColumnKind, TableColumn
from s11desk.domain.text_limits import first_too_long, texts_of_answer
from s11desk.domain.topic import OTHER, Question, QuestionKind, Topic, answer_codes, label_of
from s11desk.topics.submissions.submission import Submission, SubmittedTable, SubmittedValue
from s11desk.topics.workbook.xlsform_names import id_from_name, xlsform_name

OTHER_ENDING = "_other"
"""What ODK adds to the name of the question whose list has ``or_other``."""
_CHOSEN = {"1", "true", "yes"}
_SINGLE = {QuestionKind.AGENCY, QuestionKind.JUDGEMENT, QuestionKind.YES_NO, QuestionKind.SINGLE_CHOICE}


@dataclass(frozen=True, slots=True)
class TakenAnswers:
    """``answers``: in the topic's order. ``left``: what was not taken, name and text."""

    answers: tuple[Answer, ...]
    left: tuple[SubmittedValue, ...]


@dataclass(slots=True)
class _Reader:
    topic: Topic
    values: Mapping[str, str]
    tables: Mapping[str, SubmittedTable]
    used: set[str] = field(default_factory=set)

    def answer(self, question: Question) -> Answer:
        """The answer to one question; a blank one if the submission has none that fits."""
        name = xlsform_name(question.id)
        blank = Answer(question.id)
        if question.kind is QuestionKind.TABLE:
            return self._checked(question, msgspec.structs.replace(blank, rows=self._rows(question, name)), {name})
        if question.kind is QuestionKind.MULTIPLE_CHOICE:
            return self._several(question, name)
        text = self.values.get(name, "")
        answer = self._typed(question, blank, text) if text.strip() else blank
        return self._checked(question, answer, {name, *self._other_name(question, name)})

    def _typed(self, question: Question, blank: Answer, text: str) -> Answer:
        replace = msgspec.structs.replace
        if question.kind in _SINGLE:
            code = self._code(question, text.strip())
            return replace(blank, choice=code, other=self._other(question) if code == OTHER else "")
        if question.kind is QuestionKind.NUMBER:
            return replace(blank, number=_number(text))
        if question.kind is QuestionKind.DATE:
            return replace(blank, date=_day(text))
        is_text = question.kind in {QuestionKind.LONG_TEXT, QuestionKind.SHORT_TEXT}
        return replace(blank, text=text) if is_text else blank

    def _several(self, question: Question, name: str) -> Answer:
        """The codes stand in one text, or each has a column of its own with 1 or 0."""
        codes = answer_codes(self.topic, question)
        split = {code: f"{name}/{xlsform_name(code)}" for code in codes}
        wanted = {self._code(question, word) for word in self.values.get(name, "").split()}
        wanted |= {code for code, column in split.items() if self.values.get(column, "").lower() in _CHOSEN}
        self.used |= {column for column in split.values() if column in self.values}
        other = self._other(question) if OTHER in wanted else ""
        if not wanted <= set(codes):
            return Answer(question.id)
        answer = Answer(question.id, choices=tuple(code for code in codes if code in wanted), other=other)
        return self._checked(question, answer, {name, *self._other_name(question, name)})

    def _code(self, question: Question, text: str) -> str:
        """The code of an exported name, or of a label where labels were exported."""
        codes = answer_codes(self.topic, question)
        by_name = {xlsform_name(code): code for code in codes}
        by_label = {label_of(self.topic, question, code): code for code in codes}
        return by_name.get(text) or by_label.get(text) or id_from_name(text)

    def _other(self, question: Question) -> str:
        return self.values.get(xlsform_name(question.id) + OTHER_ENDING, "").strip()

    def _other_name(self, question: Question, name: str) -> set[str]:
        return {name + OTHER_ENDING} if OTHER in answer_codes(self.topic, question) else set()

    def _rows(self, question: Question, name: str) -> tuple[AnswerRow, ...]:
        table = self.tables.get(name)
        rows = (
            [_row_of(self.topic, question, {one.name: one.text for one in row}) for row in table.rows] if table else []
        )
        if not question.rows:
            return tuple(rows)
        fixed = zip(question.rows, rows, strict=False)
        return tuple(msgspec.structs.replace(row, row=known.id) for known, row in fixed)

    def _checked(self, question: Question, answer: Answer, names: set[str]) -> Answer:
        clean = clean_answer(question, answer)
        is_too_long = first_too_long(texts_of_answer(clean)) is not None
        if not clean.is_given() or is_too_long or find_answer_problems(self.topic, question, clean):
            return Answer(question.id)
        self.used |= names
        return msgspec.structs.replace(clean, unconfirmed=True)


def question_names(topic: Topic) -> tuple[str, ...]:
    """The names of the questions in the workbook of ``topic``, with those of their other texts."""
    names = (xlsform_name(question.id) for question in topic.questions)
    return tuple(one for name in names for one in (name, name + OTHER_ENDING))


def take_answers(topic: Topic, submission: Submission) -> TakenAnswers:
    """The answers of ``submission`` to the questions of ``topic``, all to be confirmed by a person."""
    values = {value.name: value.text for value in reversed(submission.values)}
    reader = _Reader(topic, values, {table.name: table for table in submission.tables})
    answers = tuple(answer for question in topic.questions if not (answer := reader.answer(question)).is_blank())
    return TakenAnswers(answers, tuple(_left(topic, submission, reader.used)))


def _left(topic: Topic, submission: Submission, used: set[str]) -> Iterator[SubmittedValue]:
    """What belongs to a question and was not taken. What the server adds about the submission is passed over."""
    names = set(question_names(topic))
    for value in submission.values:
        base = value.name.partition("/")[0]
        if base in names and value.name not in used and base not in used:
            yield value
    for table in submission.tables:
        if table.name in names and table.name not in used:
            yield SubmittedValue(table.name, f"{len(table.rows)} rows")


def _row_of(topic: Topic, question: Question, values: Mapping[str, str]) -> AnswerRow:
    cells = (_cell(topic, column, values) for column in question.columns)
    return AnswerRow(cells=tuple(cell for cell in cells if not cell.is_blank()))


def _cell(topic: Topic, column: TableColumn, values: Mapping[str, str]) -> Cell:
    name = xlsform_name(column.id)
    text = values.get(name, values.get(f"{name}.column", ""))
    match column.kind:
        case ColumnKind.NUMBER:
            return Cell(column.id, number=_number(text))
        case ColumnKind.DATE:
            return Cell(column.id, date=_day(text))
        case ColumnKind.SINGLE_CHOICE:
            code = id_from_name(text.strip())
            return Cell(column.id, choice=code if code in topic.codes_of_list(column.choices) else "")
        case _:
            return Cell(column.id, text=text)


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
