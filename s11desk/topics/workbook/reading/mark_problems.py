"""Problems of what a sheet hides, merges, crosses out or has beside its cells: it is read otherwise than it looks."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.utils import get_column_letter

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.workbook.reading.read_workbook import MAX_COLUMNS, CellLocation, SheetTable
from s11desk.topics.workbook.reading.sheet_marks import CellRange

_SHOWN = 80
"""Characters of a text that a problem has."""


def mark_problems(file: str, sheet: SheetTable) -> Iterator[Problem]:
    """The problems of a sheet that the program reads. ``file``: the name of the workbook."""
    if sheet.is_hidden and sheet.rows:
        yield Problem(ProblemCode.SHEET_HIDDEN, file, sheet.name, found=sheet.name)
    yield from _hidden_rows(file, sheet)
    yield from _hidden_columns(file, sheet)
    for merged in sheet.marks.merged:
        yield from _merged(file, sheet, merged)
    yield from _texts(file, sheet)
    yield from _coloured(file, sheet)
    yield from _far(file, sheet)


def _hidden_rows(file: str, sheet: SheetTable) -> Iterator[Problem]:
    """One problem for each stretch of hidden rows that are read."""
    read = (sheet.header_row, *(row.number for row in sheet.rows))
    hidden = {*sheet.marks.hidden_rows}
    stretch: list[int] = []
    code = ProblemCode.ROW_FILTERED if sheet.marks.has_filter else ProblemCode.ROW_HIDDEN
    for number in (*read, 0):
        if number in hidden:
            stretch.append(number)
        elif stretch:
            rows = f"row {stretch[0]}" if len(stretch) == 1 else f"rows {stretch[0]} to {stretch[-1]}"
            yield Problem(code, file, f"{sheet.name}, {rows}")
            stretch = []


def _hidden_columns(file: str, sheet: SheetTable) -> Iterator[Problem]:
    used = {header for row in sheet.rows for header, _ in row.cells}
    for number in sorted(sheet.marks.hidden_columns):
        header = _heading(sheet, number)
        if header in used:
            yield Problem(ProblemCode.COLUMN_HIDDEN, file, _place(sheet, 0, number), found=header)


def _merged(file: str, sheet: SheetTable, cells: CellRange) -> Iterator[Problem]:
    """Cells below each other or in the headings change what is read; side by side, only the look is lost."""
    last = max(sheet.last_row, sheet.marks.last_row)
    if cells.last_row < sheet.header_row or cells.first_row > last or cells.first_column > len(sheet.by_column):
        return
    is_wide_only = cells.first_row == cells.last_row > sheet.header_row
    corner = f"{get_column_letter(cells.first_column)}{cells.first_row}"
    found = f"{corner}:{get_column_letter(cells.last_column)}{cells.last_row}"
    code = ProblemCode.CELLS_JOINED if is_wide_only else ProblemCode.CELLS_MERGED
    yield Problem(code, file, _place(sheet, cells.first_row, cells.first_column), found=found)


def _texts(file: str, sheet: SheetTable) -> Iterator[Problem]:
    for row, column in sheet.marks.struck:
        if row >= sheet.header_row and _heading(sheet, column):
            yield Problem(ProblemCode.TEXT_STRUCK, file, _place(sheet, row, column))
    for note in sheet.marks.notes:
        place = _place(sheet, note.row, note.column)
        yield Problem(ProblemCode.COMMENT_UNREAD, file, place, found=note.text[:_SHOWN])
    for box in sheet.marks.boxes:
        yield Problem(ProblemCode.BOX_UNREAD, file, sheet.name, found=box[:_SHOWN])
    if sheet.marks.pictures:
        yield Problem(ProblemCode.PICTURE_UNREAD, file, sheet.name)


def _coloured(file: str, sheet: SheetTable) -> Iterator[Problem]:
    """Options whose colour is that of an empty cell."""
    number = sheet.by_column.index("colour") + 1 if "colour" in sheet.by_column else 0
    for row in sheet.rows:
        if (row.number, number) in sheet.marks.coloured and row.text("label") and not row.text("colour"):
            place = row.location("colour").words()
            yield Problem(ProblemCode.COLOUR_FILLED, file, place, found=row.text("label")[:_SHOWN])


def _far(file: str, sheet: SheetTable) -> Iterator[Problem]:
    """What is beyond the last row or column that is read."""
    marks = sheet.marks
    if marks.last_row > max(sheet.last_row, sheet.header_row) and not sheet.is_cut:
        yield Problem(ProblemCode.ROW_FAR, file, CellLocation(sheet.name, marks.last_row).words())
    if marks.last_column > MAX_COLUMNS:
        place = f"column {get_column_letter(marks.last_column)}"
        yield Problem(ProblemCode.COLUMN_FAR, file, CellLocation(sheet.name, 0, place).words(), limit=MAX_COLUMNS)


def _heading(sheet: SheetTable, number: int) -> str:
    """The heading of a column that counts from 1; empty if it has none."""
    return sheet.by_column[number - 1] if number <= len(sheet.by_column) else ""


def _place(sheet: SheetTable, row: int, column: int) -> str:
    words = _heading(sheet, column) or f"column {get_column_letter(column)}"
    return CellLocation(sheet.name, row, words).words()
