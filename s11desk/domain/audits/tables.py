"""The rows of a table: which rows an answer has, and what its cells lack."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.audits.audit import Answer, AnswerRow, Cell
from s11desk.domain.text.typed_text import typed_line
from s11desk.domain.topics.questions import ColumnKind, Question, TableColumn

_USED = {
    ColumnKind.SHORT_TEXT: "text",
    ColumnKind.NUMBER: "number",
    ColumnKind.DATE: "date",
    ColumnKind.SINGLE_CHOICE: "choice",
}
"""For each kind of column, the field of a cell that it uses."""


def shown_rows(question: Question, answer: Answer) -> tuple[tuple[str, AnswerRow], ...]:
    """Every row with its label: all fixed rows of the pack, or the rows that people added, numbered from 1."""
    if question.rows:
        return tuple((row.label, answer.row(row.id)) for row in question.rows)
    return tuple((f"Row {number}", row) for number, row in enumerate(answer.rows, start=1))


def clean_rows(rows: tuple[AnswerRow, ...]) -> tuple[AnswerRow, ...]:
    """``rows`` with every text made safe to store, without blank cells and without rows that hold nothing."""
    cleaned = (AnswerRow(cells=tuple(_clean_cells(row.cells)), row=row.row) for row in rows)
    return tuple(row for row in cleaned if row.cells)


def _clean_cells(cells: tuple[Cell, ...]) -> Iterator[Cell]:
    for cell in cells:
        cleaned = Cell(cell.column, typed_line(cell.text), cell.number, cell.date, cell.choice)
        if not cleaned.is_blank():
            yield cleaned


def unsuitable_cells(
    question: Question, rows: tuple[AnswerRow, ...], codes: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    """The ids of columns with a cell that the table does not take; for a row that it does not take, the row's id.

    ``codes``: for the id of each column, the codes that may be chosen.
    """
    columns = {column.id: column for column in question.columns}
    known = {row.id for row in question.rows} or {""}
    seen: set[str] = set()
    for row in rows:
        if row.row not in known or row.row in seen:
            yield row.row
        seen |= {row.row} if row.row else set()
        names = [cell.column for cell in row.cells]
        yield from (name for name in dict.fromkeys(names) if names.count(name) > 1)
        yield from (cell.column for cell in row.cells if not _fits(columns.get(cell.column), cell, codes))


def _fits(column: TableColumn | None, cell: Cell, codes: dict[str, tuple[str, ...]]) -> bool:
    if column is None:
        return False
    blank = Cell(cell.column)
    others = [field for field in _USED.values() if field != _USED[column.kind]]
    if any(getattr(cell, field) != getattr(blank, field) for field in others):
        return False
    return not cell.choice or cell.choice in codes[column.id]


def is_in_range(column: TableColumn, number: float) -> bool:
    """Whether ``column`` takes the number."""
    if column.whole and not number.is_integer():
        return False
    above = column.minimum is None or number >= column.minimum
    return above and (column.maximum is None or number <= column.maximum)


def missing_cells(question: Question, answer: Answer) -> Iterator[str]:
    """For each cell that must be filled in and is blank, its place as ``Row 2, Name``."""
    if question.rows and not question.required and not answer.is_given():
        return
    for label, row in shown_rows(question, answer):
        for column in question.columns:
            if column.required and row.cell(column.id).is_blank():
                yield f"{label}, {column.label}"


def wrong_cells(question: Question, answer: Answer) -> Iterator[str]:
    """For each number that its column does not take, its place as ``Row 2, Hours``."""
    for label, row in shown_rows(question, answer):
        for column in question.columns:
            number = row.cell(column.id).number
            if number is not None and not is_in_range(column, number):
                yield f"{label}, {column.label}"
