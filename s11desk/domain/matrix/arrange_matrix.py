"""Which rows of the table of agencies and questions are shown, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from s11desk.domain.matrix.answer_matrix import AnswerMatrix, AnswerState, MatrixQuestion, MatrixRow

_AFTER = (
    AnswerState.CHOSEN,
    AnswerState.WRITTEN,
    AnswerState.NOT_APPLICABLE,
    AnswerState.MISSING,
    AnswerState.LEFT_EMPTY,
    AnswerState.NOT_ASKED,
    AnswerState.NOT_COMPARABLE,
    AnswerState.CORRECTING,
    AnswerState.NO_RETURN,
)
"""The order of the kinds of cells when rows are sorted by a question."""


@dataclass(frozen=True, slots=True)
class MatrixArrangement:
    """What the person chose. An empty ``type``, ``state`` or ``section``: all of them.

    ``sorted_by``: the id of a question; empty for the names of the agencies.
    """

    type: str = ""
    state: str = ""
    section: str = ""
    sorted_by: str = ""
    is_descending: bool = False


def arranged_rows(matrix: AnswerMatrix, chosen: MatrixArrangement) -> tuple[MatrixRow, ...]:
    """The rows that are shown, in their order. Rows that are equal stand in the order of the agencies' names."""
    rows = sorted(filter_rows(matrix.rows, chosen), key=_by_agency)
    column = next((at for at, one in enumerate(matrix.questions) if one.id == chosen.sorted_by), None)
    if column is None:
        return tuple(reversed(rows)) if chosen.is_descending else tuple(rows)
    ranks = {option.code: rank for rank, option in enumerate(matrix.questions[column].options)}
    return tuple(sorted(rows, key=lambda row: _by_answer(row, column, ranks), reverse=chosen.is_descending))


def filter_rows(rows: Sequence[MatrixRow], chosen: MatrixArrangement) -> tuple[MatrixRow, ...]:
    """The rows of the chosen type and state, in their order."""
    return tuple(row for row in rows if chosen.type in {"", row.type} and chosen.state in {"", row.state})


def shown_columns(questions: Sequence[MatrixQuestion], chosen: MatrixArrangement) -> tuple[int, ...]:
    """The places of the questions of the chosen section."""
    return tuple(at for at, one in enumerate(questions) if chosen.section in {"", one.section})


def _by_agency(row: MatrixRow) -> tuple[str, str]:
    return row.agency.casefold(), row.reference


def _by_answer(row: MatrixRow, column: int, ranks: dict[str, int]) -> tuple[int, int, str]:
    cell = row.cells[column]
    rank = min((ranks.get(code, len(ranks)) for code in cell.codes), default=0)
    return _AFTER.index(cell.kind), rank, cell.typed.casefold()
