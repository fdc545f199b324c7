"""The parts of every workbook of ours with tables: cells that stay text, named tables, the sheet of notes."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.table import TableStyleInfo

from s11desk.office_files import MAX_CELL_LENGTH, cell_text
from s11desk.wording.plain_text import shown_text


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> ExcelCell:
    """A cell that is text, even if it begins with "=", and that stays text when someone edits it."""
    cell = WriteOnlyCell(sheet, cell_text(shown_text(text))[:MAX_CELL_LENGTH])
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell


def heading_cell(sheet: WriteOnlyWorksheet, name: str) -> ExcelCell:
    """The heading of a column."""
    cell = text_cell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def add_notes(sheet: WriteOnlyWorksheet, notes: Iterable[str]) -> None:
    """Write one line in each row, the first as a title."""
    for number, line in enumerate(notes):
        cell = text_cell(sheet, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number == 0:
            cell.font = Font(bold=True, size=14)
        sheet.append([cell])


def name_table(sheet: WriteOnlyWorksheet, name: str, headings: Sequence[str], rows: int) -> None:
    """Mark the cells as a table with this name. ``rows``: without the headings; a table without rows has an empty one.

    Call it before the rows are added.
    """
    last = f"{get_column_letter(len(headings))}{max(rows, 1) + 1}"
    named = NamedTable(displayName=name, ref=f"A1:{last}")
    named._initialise_columns()  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl does it for other sheets only
    for column, heading in zip(named.tableColumns, headings, strict=True):
        column.name = heading
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "you must add table columns manually": done above
        sheet.add_table(named)  # type: ignore[misc] # the stubs know only the other kind of sheet
