"""Writes rows of text into a workbook, with headings that stay in view and drop-down lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from s11desk.office.cells import cell_text
from s11desk.office.fixed_time import with_fixed_time
from s11desk.office.workbook_memory import workbook_content

_WIDE = {"label", "text", "hint", "guidance_hint", "descriptor", "meaning", "what to write", "people", "relevant"}
_WIDTH, _WIDE_WIDTH = 18, 52
_ROWS_WITH_LISTS = 1_000


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet of text. Each row has as many cells as there are columns."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DropDown:
    """The words that Excel offers in a column."""

    sheet: str
    column: str
    words: tuple[str, ...]


def write_sheets(sheets: tuple[WrittenSheet, ...], drop_downs: tuple[DropDown, ...], made_at: dt.datetime) -> bytes:
    """Make the workbook. Every cell is text, so nothing in it is ever a formula."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for sheet in sheets:
        _write_sheet(workbook.create_sheet(sheet.name), sheet, drop_downs)
    workbook.properties.creator = "s11desk"
    return with_fixed_time(workbook_content(workbook), made_at)


def _write_sheet(worksheet: Worksheet, sheet: WrittenSheet, drop_downs: tuple[DropDown, ...]) -> None:
    worksheet.freeze_panes = "A2"
    for number, row in enumerate((sheet.columns, *sheet.rows), start=1):
        for index, text in enumerate(row, start=1):
            cell = worksheet.cell(number, index)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"
            if text:
                cell.value = cell_text(text)
                cell.data_type = "s"
                cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
            if number == 1:
                cell.font = Font(bold=True)
    for index, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(index)
        worksheet.column_dimensions[letter].width = _WIDE_WIDTH if column in _WIDE else _WIDTH
        for drop_down in drop_downs:
            if (drop_down.sheet, drop_down.column) == (sheet.name, column):
                offered = DataValidation("list", formula1=f'"{",".join(drop_down.words)}"', allow_blank=True)
                offered.showErrorMessage = False
                offered.add(f"{letter}2:{letter}{_ROWS_WITH_LISTS}")
                worksheet.add_data_validation(offered)
