"""The tables as one Excel workbook: a sheet of notes, then a sheet for each table.

It follows the Government Analysis Function ("Releasing statistics in spreadsheets"): one header row, no merged cells,
no blank rows, every table named. Text is text, even if it begins with "=".
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from s11desk.collation.collated_tables import CellValue, ColumnType
from s11desk.collation.csv_tables import WrittenTable, read_rows
from s11desk.collation.sheet_parts import add_notes, fitting_text, heading_cell, name_table, set_up_printing, text_cell
from s11desk.collation.split_tables import SheetPart, fits_workbook, sheets_of, topic_column
from s11desk.office.workbook_memory import save_workbook, write_rows_to

_CUT = "… (the whole text is in {file})"
_FIRST_EXCEL_DAY = dt.date(1900, 3, 1)
"""Excel counts a 29 February 1900, which did not exist, so an earlier date would be another day."""
_WIDTH_OF_NOTES = 110
_MARGIN = 4
"""Characters. The button for filters covers the end of a heading."""


def write_workbook(path: Path, work: Path, notes: Iterable[str], tables: tuple[WrittenTable, ...]) -> None:
    """Write the new file ``path``. ``work``: a private folder for the parts of the file. ``notes``: the first sheet.

    A table with too many rows for a sheet is on several; one with too many columns is left out. A workbook with one
    table opens on it. An OSError passes through.
    """
    workbook = Workbook(write_only=True)
    _write_notes(workbook, work / "notes.xml", notes)
    for number, written in enumerate(tables):
        if fits_workbook(written):
            _write_sheets(workbook, work / str(number), written, is_shown=len(tables) == 1)
    workbook.active = int(len(tables) == 1 and len(workbook.sheetnames) > 1)
    workbook.properties.creator = "s11desk"
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
        save_workbook(workbook, archive)


def _write_notes(workbook: Workbook, out: Path, notes: Iterable[str]) -> None:
    sheet = workbook.create_sheet("Notes")
    sheet.column_dimensions["A"].width = _WIDTH_OF_NOTES
    set_up_printing(sheet, (_WIDTH_OF_NOTES,), has_headings=False)
    write_rows_to(sheet, out)
    add_notes(sheet, notes)


def _write_sheets(workbook: Workbook, out: Path, written: WrittenTable, *, is_shown: bool) -> None:
    """Each row goes into the first sheet of its audit that has room. ``out``: how the names of the parts begin.

    ``is_shown``: the workbook opens on the first of them.
    """
    parts, at = sheets_of(written), topic_column(written)
    begun = [_begin_sheet(workbook, out.with_name(f"{out.name}-{part.name}.xml"), written, part) for part in parts]
    begun[0].sheet_view.tabSelected = is_shown
    left = [part.rows for part in parts]
    for row in read_rows(written):
        topic = "" if len(parts) == 1 or at is None else row[at]
        number = next(n for n, part in enumerate(parts) if part.topic == topic and left[n])
        left[number] -= 1
        typed = zip(written.table.columns, row, strict=True)
        begun[number].append([_cell(begun[number], column.type, value, written) for column, value in typed])
    if not written.rows:
        begun[0].append([None] * len(written.table.columns))  # a named table has a row below its header


def _begin_sheet(workbook: Workbook, out: Path, written: WrittenTable, part: SheetPart) -> WriteOnlyWorksheet:
    sheet = workbook.create_sheet(part.name)
    sheet.freeze_panes = "A2"
    widths = [longest + _MARGIN for longest in written.longest]
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    set_up_printing(sheet, widths)
    write_rows_to(sheet, out)
    name_table(sheet, part.name, written.table.column_names, part.rows)
    sheet.append([heading_cell(sheet, name) for name in written.table.column_names])
    begun: WriteOnlyWorksheet = sheet
    return begun


def _cell(sheet: WriteOnlyWorksheet, kind: ColumnType, value: CellValue, written: WrittenTable) -> ExcelCell | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return WriteOnlyCell(sheet, value)
    if kind is ColumnType.DATE and (day := dt.date.fromisoformat(value)) >= _FIRST_EXCEL_DAY:
        cell = WriteOnlyCell(sheet, dt.datetime.combine(day, dt.time()))
        cell.number_format = "yyyy-mm-dd"
        return cell
    return text_cell(sheet, fitting_text(value, _CUT.format(file=written.path.name)))
