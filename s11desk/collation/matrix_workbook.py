"""The table of agencies and questions as an Excel workbook: a sheet of notes, then a sheet for each table.

It opens on the first table: the notes are for who wants to know how it was made.

It follows the Government Analysis Function ("Releasing statistics in spreadsheets"): one header row, no merged cells,
no blank rows, every table named, words in every cell beside its colour.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from s11desk.collation.sheet_names import sheet_name, unique_headings
from s11desk.collation.sheet_parts import add_notes, heading_cell, name_table, set_up_printing, text_cell, wrapped
from s11desk.office.workbook_memory import save_workbook, write_rows_in_memory
from s11desk.wording.desk.published_matrix import PublishedCell, PublishedMatrix, PublishedTable

_WIDEST, _NARROWEST, _MARGIN = 60, 8, 4
_WIDTH_OF_NOTES = 110
"""Characters."""
_DAY = "yyyy-mm-dd"
_TINT = 0.7
"""How much white a colour is mixed with, so that black words are easy to read on it."""


def write_matrix_workbook(out: BinaryIO, published: PublishedMatrix) -> None:
    """Write the workbook into ``out``, which must be empty. An OSError passes through."""
    workbook = Workbook(write_only=True)
    notes = workbook.create_sheet("Notes")
    notes.column_dimensions["A"].width = _WIDTH_OF_NOTES
    set_up_printing(notes, (_WIDTH_OF_NOTES,), has_headings=False)
    write_rows_in_memory(notes)
    add_notes(notes, (*published.notes, *published.explained))
    for number, table in enumerate(published.tables):
        _write_table(workbook, table, is_shown=number == 0)
    workbook.active = min(1, len(published.tables))
    workbook.properties.creator = "s11desk"
    workbook.properties.title = published.title
    save_workbook(workbook, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED))


def _write_table(workbook: Workbook, table: PublishedTable, *, is_shown: bool) -> None:
    """``is_shown``: the workbook opens on this sheet."""
    sheet = workbook.create_sheet(sheet_name(table.title))
    sheet.sheet_view.tabSelected = is_shown
    sheet.freeze_panes = f"{get_column_letter(2)}2"
    widths = _widths(table)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    set_up_printing(sheet, widths)
    write_rows_in_memory(sheet)
    headings = unique_headings(table.headings)
    name_table(sheet, table.name, headings, len(table.rows))
    sheet.append([wrapped(heading_cell(sheet, heading)) for heading in headings])
    fills: dict[str, PatternFill] = {}
    for row in table.rows:
        sheet.append([_cell(sheet, cell, fills) for cell in row])
    if not table.rows:
        sheet.append([None] * len(headings))


def _widths(table: PublishedTable) -> list[int]:
    longest = [len(heading) if len(heading) < _WIDEST // 2 else _WIDEST // 2 for heading in table.headings]
    for row in table.rows:
        longest = [max(size, len(str(cell.value or ""))) for size, cell in zip(longest, row, strict=True)]
    return [min(max(size, _NARROWEST) + _MARGIN, _WIDEST) for size in longest]


def _cell(sheet: WriteOnlyWorksheet, cell: PublishedCell, fills: dict[str, PatternFill]) -> ExcelCell | None:
    if cell.value is None:
        return None
    if isinstance(cell.value, dt.date):
        shown = WriteOnlyCell(sheet, dt.datetime.combine(cell.value, dt.time()))
        shown.number_format = _DAY
    else:
        shown = WriteOnlyCell(sheet, cell.value) if isinstance(cell.value, int) else text_cell(sheet, cell.value)
    if cell.colour:
        if cell.colour not in fills:
            fills[cell.colour] = PatternFill("solid", fgColor=_tinted(cell.colour))
        shown.fill = fills[cell.colour]
    return wrapped(shown)


def _tinted(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "".join(f"{round(part + (255 - part) * _TINT):02X}" for part in parts)
