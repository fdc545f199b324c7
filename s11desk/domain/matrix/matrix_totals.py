"""How often each answer was given, with what it is counted of. Nothing is averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from s11desk.domain.matrix.answer_matrix import (
    AnswerMatrix,
    AnswerState,
    MatrixOption,
    MatrixQuestion,
    MatrixRow,
    age_of_row,
)


@dataclass(frozen=True, slots=True)
class OptionTotal:
    """How many returns chose one option. ``percent``: of the base, halves up; None where the base is 0.

    ``is_left_out``: it means "not applicable", so it is part of no base and has no percentage.
    """

    code: str
    count: int
    percent: int | None
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class QuestionTotal:
    """The counts of one column.

    ``base``: how many returns answered, without "not applicable". The five other numbers and ``base`` add up to all
    rows that were counted; ``returns`` are those of them with a return. ``missing``: also those that left a question
    without options empty.
    """

    question: str
    options: tuple[OptionTotal, ...]
    base: int
    not_applicable: int
    missing: int
    not_asked: int
    not_comparable: int
    no_return: int

    @property
    def returns(self) -> int:
        """How many returns were looked at."""
        return self.base + self.not_applicable + self.missing + self.not_asked + self.not_comparable

    @property
    def comparable(self) -> int:
        """How many of them were asked this question in the same words, or would have been."""
        return self.returns - self.not_comparable


def count_totals(questions: Sequence[MatrixQuestion], rows: Sequence[MatrixRow]) -> tuple[QuestionTotal, ...]:
    """The totals of each column over ``rows``."""
    return tuple(total_of(questions, rows, column) for column in range(len(questions)))


@dataclass(frozen=True, slots=True)
class PairedRows:
    """The same agencies in both years, in the same order; each agency once, with its newest returns."""

    later: tuple[MatrixRow, ...]
    earlier: tuple[MatrixRow, ...]


def same_agencies(matrix: AnswerMatrix, rows: Iterable[MatrixRow]) -> PairedRows:
    """Those of ``rows`` whose agency has an earlier return too, with that one."""
    newest = {one.key: one for one in sorted((row for row in rows if row.has_return), key=age_of_row)}
    both = [key for key in newest if key in matrix.earlier_rows]
    return PairedRows(tuple(newest[key] for key in both), tuple(matrix.earlier_rows[key] for key in both))


def comparable_pairs(pairs: PairedRows, column: int) -> PairedRows:
    """Those of ``pairs`` in which both returns were asked the question of ``column`` in the same words."""
    kept = [
        (row, before)
        for row, before in zip(pairs.later, pairs.earlier, strict=True)
        if AnswerState.NOT_COMPARABLE not in {row.cells[column].kind, before.cells[column].kind}
    ]
    return PairedRows(tuple(row for row, _ in kept), tuple(before for _, before in kept))


def total_of(questions: Sequence[MatrixQuestion], rows: Sequence[MatrixRow], column: int) -> QuestionTotal:
    """The totals of the question in the place ``column``."""
    question = questions[column]
    cells = Counter(row.cells[column] for row in rows)
    kinds: Counter[AnswerState] = Counter()
    codes: Counter[str] = Counter()
    for cell, number in cells.items():
        kinds[cell.kind] += number
        for code in cell.codes:
            codes[code] += number
    kinds[AnswerState.NO_RETURN] += kinds[AnswerState.CORRECTING]
    kinds[AnswerState.MISSING] += kinds[AnswerState.LEFT_EMPTY]
    base = kinds[AnswerState.CHOSEN] + kinds[AnswerState.WRITTEN]
    options = tuple(_option_total(one, codes[one.code], base) for one in question.options)
    apart = (
        AnswerState.NOT_APPLICABLE,
        AnswerState.MISSING,
        AnswerState.NOT_ASKED,
        AnswerState.NOT_COMPARABLE,
        AnswerState.NO_RETURN,
    )
    return QuestionTotal(question.id, options, base, *(kinds[kind] for kind in apart))


def _option_total(option: MatrixOption, count: int, base: int) -> OptionTotal:
    percent = None if option.is_left_out else percent_of(count, base)
    return OptionTotal(option.code, count, percent, option.is_left_out)


def percent_of(count: int, base: int) -> int | None:
    """``count`` of ``base`` in whole per cent, halves up; None if the base is 0."""
    return (200 * count + base) // (2 * base) if base else None
