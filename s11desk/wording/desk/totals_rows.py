"""The totals of the table of agencies and questions as rows with headings, for window, workbook and PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from s11desk.domain.matrix.answer_matrix import AnswerMatrix, MatrixQuestion, MatrixRow
from s11desk.domain.matrix.matrix_totals import (
    PairedRows,
    QuestionTotal,
    comparable_pairs,
    count_totals,
    percent_of,
    same_agencies,
    total_of,
)

TotalValue: TypeAlias = str | int | None

_COUNTS = ("Answer", "Returns", "Of", "Per cent")
_APART = ("Not applicable", "Not answered", "Not asked", "Other wording")
"""Counted apart. A column is there only if one of its numbers is not 0."""
_EARLIER = (
    "Before",
    "Before, of",
    "Before, per cent",
    "Same agencies now",
    "Same agencies now, of",
    "Same agencies before",
    "Same agencies before, of",
)
TOTALS_RULE = (
    "“Of” is how many returns answered the question, without those that chose “not applicable”. “Per cent” is the "
    "share of these."
)
TOTALS_WRITTEN = "For a question that is answered in writing, “Of” is how many were asked it."
WRITTEN = "Answered in writing"


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """One possible answer of one question. ``code``: of the option; empty if the answer is written.

    ``values``: one for each heading. None: there is no such number, as where nothing was before.
    """

    question: MatrixQuestion
    code: str
    values: tuple[TotalValue, ...]


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """All totals. ``headings``: of the values of every row. ``now``: how many of them are not of an earlier year."""

    headings: tuple[str, ...]
    rows: tuple[TotalsRow, ...]
    now: int


def totals_table(matrix: AnswerMatrix, rows: Sequence[MatrixRow], columns: Sequence[int]) -> TotalsTable:
    """The totals of ``rows``, for the questions in these places. The earlier ones are of the same types of agencies.

    "Of" is the base: the returns that answered, without "not applicable". Of a question that is answered in writing it
    is the returns that were asked. A question with an earlier wording of its own has no earlier numbers.
    """
    totals = count_totals(matrix.questions, rows)
    if not matrix.earlier_name:
        found = (_row(matrix, column, code, totals[column]) for column, code in _places(matrix, columns))
        return _without_zeros((*_COUNTS, *_APART), tuple(found))
    types = {row.type for row in rows}
    earlier = [row for row in matrix.earlier if row.type in types]
    before, pairs = count_totals(matrix.questions, earlier), same_agencies(matrix, rows)
    both = [_pair_totals(matrix.questions, pairs, column) for column in range(len(matrix.questions))]
    return _without_zeros(
        (*_COUNTS, *_APART, *_EARLIER),
        tuple(
            _with_earlier(_row(matrix, column, code, totals[column]), code, before[column], both[column])
            for column, code in _places(matrix, columns)
        ),
    )


def _without_zeros(headings: tuple[str, ...], rows: tuple[TotalsRow, ...]) -> TotalsTable:
    """The totals without those columns of what is counted apart in which every number is 0."""
    apart = range(len(_COUNTS), len(_COUNTS) + len(_APART))
    kept = [at for at in range(len(headings)) if at not in apart or any(row.values[at] for row in rows)]
    shown = tuple(TotalsRow(row.question, row.code, tuple(row.values[at] for at in kept)) for row in rows)
    return TotalsTable(tuple(headings[at] for at in kept), shown, sum(at < apart.stop for at in kept))


def _places(matrix: AnswerMatrix, columns: Sequence[int]) -> list[tuple[int, str]]:
    places: list[tuple[int, str]] = []
    for column in columns:
        options = matrix.questions[column].options
        places += [(column, option.code) for option in options] or [(column, "")]
    return places


def _row(matrix: AnswerMatrix, column: int, code: str, total: QuestionTotal) -> TotalsRow:
    question = matrix.questions[column]
    label = next((one.label for one in question.options if one.code == code), WRITTEN)
    missing = total.missing if question.options else 0  # there “Of” says how many were asked, and most need not write
    apart = (total.not_applicable, missing, total.not_asked, total.not_comparable)
    return TotalsRow(question, code, (label, *_count(total, code), *apart))


def _count(total: QuestionTotal, code: str) -> tuple[int, int | None, int | None]:
    """How many returns, of how many, and per cent. An option that means "not applicable" is part of no base."""
    found = next((one for one in total.options if one.code == code), None)
    if found is not None:
        return found.count, None if found.is_left_out else total.base, found.percent
    asked = total.base + total.missing
    return total.base, asked, percent_of(total.base, asked)


def _pair_totals(
    questions: Sequence[MatrixQuestion], pairs: PairedRows, column: int
) -> tuple[QuestionTotal, QuestionTotal]:
    kept = comparable_pairs(pairs, column)
    return total_of(questions, kept.later, column), total_of(questions, kept.earlier, column)


def _with_earlier(
    row: TotalsRow, code: str, before: QuestionTotal, both: tuple[QuestionTotal, QuestionTotal]
) -> TotalsRow:
    if not before.comparable:
        return TotalsRow(row.question, row.code, (*row.values, *(None for _ in _EARLIER)))
    pair = (*_count(both[0], code)[:2], *_count(both[1], code)[:2])
    return TotalsRow(row.question, row.code, (*row.values, *_count(before, code), *pair))
