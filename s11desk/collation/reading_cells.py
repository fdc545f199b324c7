"""A sheet of the workbook for people: widths, wrapped text, rows as tall as their text, headings that stay in sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from s11desk.collation.collated_tables import CellValue, Column, ColumnType
from s11desk.collation.csv_tables import WrittenTable, read_rows
from s11desk.collation.sheet_parts import fitting_text, heading_cell, name_table, set_up_printing, text_cell, wrapped
from s11desk.office.cells import cell_text, row_height
from s11desk.office.workbook_memory import write_rows_to

CUT = "… (Excel takes no longer text. The return has all of it.)"
FIRST_EXCEL_DAY = dt.date(1900, 3, 1)
"""Excel counts a 29 February 1900, which did not exist, so an earlier date would be another day."""
_WIDEST, _NARROWEST, _MARGIN = 48, 10, 3
"""Characters."""
_WIDEST_HEADING = 24
_TALLEST, _ONE_LINE = 180.0, 15.0
"""Points. A longer text is read in the line above the sheet, or in the return."""


class _Styles:
    """The look of each kind of cell, made once: openpyxl takes longer to find a look than to write a cell."""

    def __init__(self, sheet: WriteOnlyWorksheet) -> None:
        self._sheet = sheet
        self._text = wrapped(text_cell(sheet, "x"))
        self._number, self._day = WriteOnlyCell(sheet, 1), WriteOnlyCell(sheet, dt.datetime(2000, 1, 1))  # noqa: DTZ001
        for cell in (self._number, self._day):
            cell.alignment = Alignment(vertical="top")
        self._day.number_format = "d mmm yyyy"

    def text(self, shown: str) -> ExcelCell:
        """A cell that is text whatever it begins with. ``shown``: as :func:`fitting_text` gives it."""
        cell = WriteOnlyCell(self._sheet, cell_text(shown))
        cell.data_type = "s"
        return self._like(cell, self._text)

    def number(self, value: float) -> ExcelCell:
        return self._like(WriteOnlyCell(self._sheet, value), self._number)

    def day(self, day: dt.date) -> ExcelCell:
        return self._like(WriteOnlyCell(self._sheet, dt.datetime.combine(day, dt.time())), self._day)

    def _like(self, cell: ExcelCell, look: ExcelCell) -> ExcelCell:
        cell._style = look._style  # type: ignore[attr-defined] # noqa: SLF001 - see above
        return cell


def write_reading_sheet(sheet: WriteOnlyWorksheet, out: Path, written: WrittenTable) -> None:
    """Write the filled columns of the table into ``sheet``. ``out``: a new file for its rows, which saving removes.

    The table has at least one row. An OSError passes through.
    """
    shown = [at for at, is_filled in enumerate(written.filled) if is_filled]
    columns = [written.table.columns[at] for at in shown]
    widths = [_width(column, written.longest[at]) for column, at in zip(columns, shown, strict=True)]
    sheet.freeze_panes = "B2"
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width  # type: ignore[attr-defined] # not in the stubs
    set_up_printing(sheet, widths)
    write_rows_to(sheet, out)
    name_table(sheet, written.table.name, [column.name for column in columns], written.rows)
    _append(sheet, 1, [wrapped(heading_cell(sheet, column.name)) for column in columns], widths)
    styles = _Styles(sheet)
    for number, row in enumerate(read_rows(written), start=2):
        values = zip(columns, (row[at] for at in shown), strict=True)
        _append(sheet, number, [_cell(styles, column, value) for column, value in values], widths)


def _append(sheet: WriteOnlyWorksheet, number: int, cells: list[ExcelCell | None], widths: Sequence[int]) -> None:
    """Add a row. Excel measures it when it opens the file, LibreOffice uses the height in the file."""
    texts = [
        (cell.value, width) for cell, width in zip(cells, widths, strict=True) if cell and isinstance(cell.value, str)
    ]
    height = row_height((text, width - 1) for text, width in texts)
    heights = sheet.row_dimensions  # type: ignore[attr-defined] # not in the stubs
    if height > _ONE_LINE:
        heights[number].height = min(height, _TALLEST)
    sheet.append(cells)
    heights.pop(number, None)


def _width(column: Column, longest: int) -> int:
    if column.type is not ColumnType.TEXT:
        return _NARROWEST + _MARGIN
    of_heading = min(len(column.name), _WIDEST_HEADING)
    return min(max(of_heading, longest, _NARROWEST) + _MARGIN, _WIDEST)


def _cell(styles: _Styles, column: Column, value: CellValue) -> ExcelCell | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return styles.number(value)
    if column.type is ColumnType.DATE and (day := dt.date.fromisoformat(value)) >= FIRST_EXCEL_DAY:
        return styles.day(day)
    return styles.text(fitting_text(value, CUT))
