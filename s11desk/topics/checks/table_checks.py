"""Checks the columns and rows of tables, and the limits of numbers and dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.questions import TODAY
from s11desk.domain.topics.topic import ColumnKind, Question, QuestionKind, TableColumn, Topic
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.checks.readable import Readable


def table_flaws(readable: Readable) -> Iterator[Flaw]:
    """A flaw for each table without columns, each column that lacks what its kind needs, and each wrong limit."""
    choice_lists, question_ids = readable.ids("choice_lists"), readable.ids("questions")
    for position, question in readable.questions():
        path = ("questions", position)
        if question.kind is QuestionKind.TABLE:
            yield from _row_flaws(path, question)
            for index, column in enumerate(question.columns):
                yield from _column_flaws((*path, "columns", index), column, choice_lists)
        yield from _day_flaws(path, question)
        yield from _not_above_flaws(readable.topic, path, question, question_ids)


def _row_flaws(path: JsonPath, question: Question) -> Iterator[Flaw]:
    default = Question("x", "x", QuestionKind.TABLE, question.origin)
    limits_given = (question.least_rows, question.most_rows) != (default.least_rows, default.most_rows)
    if not question.columns:
        yield Flaw(ProblemCode.COLUMNS_MISSING, (*path, "columns"))
    if question.rows and limits_given:
        yield Flaw(ProblemCode.ROWS_FIXED, (*path, "rows"))
    if question.least_rows > question.most_rows:
        yield Flaw(ProblemCode.RANGE_EMPTY, (*path, "least_rows"))


def _column_flaws(path: JsonPath, column: TableColumn, choice_lists: tuple[str, ...] | None) -> Iterator[Flaw]:
    is_choice, is_number = column.kind is ColumnKind.SINGLE_CHOICE, column.kind is ColumnKind.NUMBER
    if is_choice and not column.choices:
        yield Flaw(ProblemCode.CHOICES_MISSING, (*path, "choices"), found=column.kind)
    if column.choices and choice_lists is not None and column.choices not in choice_lists:
        yield Flaw(ProblemCode.CHOICES_UNKNOWN, (*path, "choices"), found=column.choices, allowed=choice_lists)
    given = {
        "choices": (bool(column.choices), is_choice, ColumnKind.SINGLE_CHOICE),
        "minimum": (column.minimum is not None, is_number, ColumnKind.NUMBER),
        "maximum": (column.maximum is not None, is_number, ColumnKind.NUMBER),
        "whole": (column.whole, is_number, ColumnKind.NUMBER),
        "unit": (bool(column.unit), is_number, ColumnKind.NUMBER),
    }
    for key, (is_given, fits, kind) in given.items():
        if is_given and not fits:
            yield Flaw(ProblemCode.PROPERTY_UNFIT, (*path, key), found=key, allowed=(kind,))
    if column.minimum is not None and column.maximum is not None and column.minimum > column.maximum:
        yield Flaw(ProblemCode.RANGE_EMPTY, (*path, "minimum"))


def _day_flaws(path: JsonPath, question: Question) -> Iterator[Flaw]:
    days: list[dt.date] = []
    for key, text in (("earliest", question.earliest), ("latest", question.latest)):
        if text and text != TODAY:
            try:
                days.append(dt.date.fromisoformat(text))
            except ValueError:
                yield Flaw(ProblemCode.DATE_WRONG, (*path, key), found=text)
    if len(days) == 2 and days[0] > days[1]:
        yield Flaw(ProblemCode.RANGE_EMPTY, (*path, "earliest"))


def _not_above_flaws(topic: Topic, path: JsonPath, question: Question, ids: tuple[str, ...] | None) -> Iterator[Flaw]:
    if not question.not_above or ids is None:
        return
    other = topic.question(question.not_above)
    if other is None:
        code = ProblemCode.RULE_QUESTION_UNKNOWN
        yield Flaw(code, (*path, "not_above"), found=question.not_above, allowed=ids)
    elif other.id == question.id or other.kind is not QuestionKind.NUMBER:
        yield Flaw(ProblemCode.NOT_ABOVE_UNFIT, (*path, "not_above"), found=question.not_above)
