"""Makes answers of a submission. Each is unconfirmed; what fits no question or no rule is listed, never guessed."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from s11desk.domain.audits.answer_rules import clean_answer, find_answer_problems, texts_of_answer
from s11desk.domain.audits.audit import Answer, AnswerRow, Cell
from s11desk.domain.text.text_limits import first_too_long
from s11desk.domain.topics.questions import ColumnKind, TableColumn
from s11desk.domain.topics.topic import OTHER, Question, QuestionKind, Topic, answer_codes, label_of
from s11desk.topics.submissions.submission import Submission, SubmittedTable, SubmittedValue
from s11desk.topics.workbook.xlsform_names import id_from_name, xlsform_name

OTHER_ENDING = "_other"
"""What ODK adds to the name of the question whose list has ``or_other``."""
_CHOSEN = {"1", "true", "yes"}
_NOT_CHOSEN = {"", "0", "false", "no"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ]\d\d:)")
"""A day, perhaps with the time and its zone, as the person who answered had it."""
_SINGLE = {QuestionKind.AGENCY, QuestionKind.JUDGEMENT, QuestionKind.YES_NO, QuestionKind.SINGLE_CHOICE}


@dataclass(frozen=True, slots=True)
class TakenAnswers:
    """``answers``: in the topic's order. ``left``: what was not taken, name and text."""

    answers: tuple[Answer, ...]
    left: tuple[SubmittedValue, ...]


@dataclass(slots=True)
class _Reader:
    """Reads the questions one after the other. ``unfit``: cells of tables that were taken without them."""

    topic: Topic
    values: Mapping[str, str]
    tables: Mapping[str, SubmittedTable]
    used: set[str] = field(default_factory=set)
    unfit: list[SubmittedValue] = field(default_factory=list)

    def answer(self, question: Question) -> Answer:
        """The answer to one question; a blank one if the submission has none that fits."""
        name = xlsform_name(question.id)
        blank = Answer(question.id)
        if question.kind is QuestionKind.TABLE:
            return self._table(question, name)
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
        columns = {column: text.lower() for column, text in self.values.items() if column.startswith(f"{name}/")}
        strange = {column for column in columns if column not in split.values() and columns[column] not in _NOT_CHOSEN}
        strange |= {column for column, text in columns.items() if text not in _CHOSEN | _NOT_CHOSEN}
        other = self._other(question) if OTHER in wanted else ""
        if strange or not wanted <= set(codes):
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

    def _table(self, question: Question, name: str) -> Answer:
        """The rows of a table. Rows with names of their own are taken only if each of them is there."""
        table = self.tables.get(name)
        submitted = table.rows if table is not None else ()
        if not submitted or (question.rows and len(submitted) != len(question.rows)):
            return Answer(question.id)
        read = [_row_of(self.topic, question, {one.name: one.text for one in row}) for row in submitted]
        rows = tuple(row for row, _ in read)
        if question.rows:
            rows = tuple(msgspec.structs.replace(row, row=one.id) for one, row in zip(question.rows, rows, strict=True))
        answer = self._checked(question, Answer(question.id, rows=rows), {name})
        if not answer.is_blank():
            self.unfit += [
                SubmittedValue(f"{name}, row {number}, {one.name}", one.text)
                for number, (_, unfit) in enumerate(read, start=1)
                for one in unfit
            ]
        return answer

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
    return TakenAnswers(answers, (*_left(topic, submission, reader), *reader.unfit))


def _left(topic: Topic, submission: Submission, reader: _Reader) -> Iterator[SubmittedValue]:
    """What belongs to a question and was not taken. What the server adds about the submission is passed over."""
    names, used = set(question_names(topic)), reader.used
    for value in submission.values:
        base = value.name.partition("/")[0]
        is_second = reader.values[value.name] != value.text  # one name in two groups: the first was taken
        if base in names and (is_second or (value.name not in used and base not in used)):
            yield value
    for table in submission.tables:
        if table.name in names and (table.name not in used or reader.tables[table.name] != table):
            yield SubmittedValue(table.name, f"{len(table.rows)} rows")
        elif table.name not in names:
            yield from (one for row in table.rows for one in row if one.name in names)


def _row_of(
    topic: Topic, question: Question, values: Mapping[str, str]
) -> tuple[AnswerRow, tuple[SubmittedValue, ...]]:
    """The row, and the values that fit none of its cells."""
    texts = [(column, _cell_text(column, values)) for column in question.columns]
    cells = [(_cell(topic, column, text), SubmittedValue(xlsform_name(column.id), text)) for column, text in texts]
    unfit = tuple(value for cell, value in cells if cell.is_blank() and value.text.strip())
    return AnswerRow(cells=tuple(cell for cell, _ in cells if not cell.is_blank())), unfit


def _cell_text(column: TableColumn, values: Mapping[str, str]) -> str:
    name = xlsform_name(column.id)
    return values.get(name, values.get(f"{name}.column", ""))


def _cell(topic: Topic, column: TableColumn, text: str) -> Cell:
    match column.kind:
        case ColumnKind.NUMBER:
            return Cell(column.id, number=_number(text))
        case ColumnKind.DATE:
            return Cell(column.id, date=_day(text))
        case ColumnKind.SINGLE_CHOICE:
            return Cell(column.id, choice=_code_in_list(topic, column, text.strip()))
        case _:
            return Cell(column.id, text=text)


def _code_in_list(topic: Topic, column: TableColumn, text: str) -> str:
    """The code of an exported name or label; empty if the list has neither."""
    listed = next((one for one in topic.choice_lists if one.id == column.choices), None)
    choices = listed.choices if listed is not None else ()
    names = {xlsform_name(one.code): one.code for one in choices}
    return names.get(text) or next((one.code for one in choices if one.label == text), "")


def _number(text: str) -> float | None:
    if "_" in text:  # Python would read over it
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _day(text: str) -> dt.date | None:
    found = _DAY.match(text.strip())
    try:
        return dt.date.fromisoformat(found[0]) if found is not None else None
    except ValueError:
        return None
