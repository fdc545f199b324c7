"""Which returns are behind one number of the totals, which are not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from s11desk.domain.matrix.answer_matrix import AnswerState, MatrixCell, MatrixQuestion, MatrixRow


@dataclass(frozen=True, slots=True)
class RowsBehind:
    """Rows with the same answer. ``code``: of the option; empty for the other kinds of cells."""

    state: AnswerState
    code: str
    rows: tuple[MatrixRow, ...]


def rows_behind(question: MatrixQuestion, rows: Sequence[MatrixRow], column: int) -> tuple[RowsBehind, ...]:
    """All of ``rows`` by their answer to the question of ``column``: each option, then the other kinds of cells.

    A row with several options is with each of them. What nobody answered is left out.
    """
    groups: list[RowsBehind] = []
    for option in question.options:
        state = AnswerState.NOT_APPLICABLE if option.is_left_out else AnswerState.CHOSEN
        groups.append(RowsBehind(state, option.code, _with_code(rows, column, option.code)))
    for state in AnswerState:
        if state is not AnswerState.CHOSEN and (state is not AnswerState.NOT_APPLICABLE or not question.options):
            groups.append(RowsBehind(state, "", rows_by_name(row for row in rows if row.cells[column].kind is state)))
    return tuple(group for group in groups if group.rows)


def rows_by_name(rows: Iterable[MatrixRow]) -> tuple[MatrixRow, ...]:
    """The rows by the name of the agency, and those of one agency by their references."""
    return tuple(sorted(rows, key=lambda row: (row.agency.casefold(), row.reference)))


def _with_code(rows: Sequence[MatrixRow], column: int, code: str) -> tuple[MatrixRow, ...]:
    def has_it(cell: MatrixCell) -> bool:
        return code in cell.codes

    return rows_by_name(row for row in rows if has_it(row.cells[column]))
