"""The tables as one Excel workbook: a sheet of notes, then a sheet for each table.

It follows the Government Analysis Function ("Releasing statistics in spreadsheets"): one header row, no merged cells,
no blank rows, every table named. Text is text, even if it begins with "=".
"""

from __future__ import annotations

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.table import TableStyleInfo

from s11desk.collation.collated_tables import CellValue, Column, ColumnType
from s11desk.collation.csv_tables import WrittenTable, read_rows
from s11desk.office_files import MAX_CELL_LENGTH, cell_text
from s11desk.wording.plain_text import shown_text
from s11desk.workbook_memory import save_workbook, write_rows_to

MAX_SHEET_ROWS = 1_048_576
"""With the header (Microsoft, "Excel specifications and limits")."""
MAX_SHEET_COLUMNS = 16_384

_CUT = "… (the whole text is in {file})"
_FIRST_EXCEL_DAY = dt.date(1900, 3, 1)
"""Excel counts a 29 February 1900, which did not exist, so an earlier date would be another day."""
_MARGIN = 4
"""Characters. The button for filters covers the end of a heading."""


def fits_workbook(written: WrittenTable) -> bool:
    """Whether a sheet can hold the table."""
    return written.rows < MAX_SHEET_ROWS and len(written.table.columns) <= MAX_SHEET_COLUMNS


def write_workbook(path: Path, work: Path, notes: Iterable[str], tables: tuple[WrittenTable, ...]) -> None:
    """Write the new file ``path``. ``work``: a private folder for the parts of the file. ``notes``: the first sheet.

    A table that no sheet can hold is left out. An OSError passes through.
    """
    workbook = Workbook(write_only=True)
    _write_notes(workbook, work / "notes.xml", notes)
    for number, written in enumerate(tables):
        if fits_workbook(written):
            _write_sheet(workbook, work / f"{number}.xml", written)
    workbook.properties.creator = "s11desk"
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        save_workbook(workbook, archive)


def _write_notes(workbook: Workbook, out: Path, notes: Iterable[str]) -> None:
    sheet = workbook.create_sheet("Notes")
    sheet.column_dimensions["A"].width = 110
    write_rows_to(sheet, out)
    for number, line in enumerate(notes):
        cell = _text_cell(sheet, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 0:
            cell.font = Font(bold=True, size=14)
        sheet.append([cell])


def _write_sheet(workbook: Workbook, out: Path, written: WrittenTable) -> None:
    sheet = workbook.create_sheet(written.table.name)
    sheet.freeze_panes = "A2"
    for number, longest in enumerate(written.longest, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = longest + _MARGIN
    write_rows_to(sheet, out)
    _name_table(sheet, written)
    sheet.append([_heading(sheet, column) for column in written.table.columns])
    for row in read_rows(written):
        typed = zip(written.table.columns, row, strict=True)
        sheet.append([_cell(sheet, column.type, value, written) for column, value in typed])
    if not written.rows:
        sheet.append([None] * len(written.table.columns))  # a named table has a row below its header


def _name_table(sheet: WriteOnlyWorksheet, written: WrittenTable) -> None:
    last = f"{get_column_letter(len(written.table.columns))}{max(written.rows, 1) + 1}"
    named = NamedTable(displayName=written.table.name, ref=f"A1:{last}")
    named._initialise_columns()  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl does it for other sheets only
    for column, name in zip(named.tableColumns, written.table.column_names, strict=True):
        column.name = name
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "you must add table columns manually": done above
        sheet.add_table(named)  # type: ignore[misc] # the stubs know only the other kind of sheet


def _heading(sheet: WriteOnlyWorksheet, column: Column) -> ExcelCell:
    cell = _text_cell(sheet, column.name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, kind: ColumnType, value: CellValue, written: WrittenTable) -> ExcelCell | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    if kind is ColumnType.DATE and (day := dt.date.fromisoformat(value)) >= _FIRST_EXCEL_DAY:
        cell = WriteOnlyCell(sheet, dt.datetime.combine(day, dt.time()))
        cell.number_format = "yyyy-mm-dd"
        return cell
    cut = _CUT.format(file=written.path.name)
    return _text_cell(sheet, value if len(value) <= MAX_CELL_LENGTH else value[: MAX_CELL_LENGTH - len(cut)] + cut)


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> ExcelCell:
    """A cell that is text, even if it begins with "=", and that stays text when someone edits it."""
    cell = WriteOnlyCell(sheet, cell_text(shown_text(text))[:MAX_CELL_LENGTH])
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell
