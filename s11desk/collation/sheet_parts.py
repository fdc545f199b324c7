"""The parts of every workbook of ours with tables: cells that stay text, named tables, the sheet of notes."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as NamedTable
from openpyxl.worksheet.table import TableStyleInfo

from s11desk.collation.sheet_names import units
from s11desk.office.cells import MAX_CELL_LENGTH, cell_text
from s11desk.wording.plain_text import shown_text

_SURELY_FITS = MAX_CELL_LENGTH // 8
"""Characters. A sign has at most two units, and an escape at most doubles what it stands for."""

_WRAPPED = Alignment(wrap_text=True, vertical="top")
_A4 = 9
"""The number of the paper size (ECMA-376, 18.3.1.63)."""
_UPRIGHT, _READABLE = 115, 235
"""Characters. A page is as wide as these at four fifths of the size, upright, and at three fifths, on its side."""
_SMALL = 70
"""Per cent, for a sheet that goes over several pages."""


def text_cell(sheet: WriteOnlyWorksheet, text: str) -> ExcelCell:
    """A cell that is text, even if it begins with "=", and that stays text when someone edits it."""
    cell = WriteOnlyCell(sheet, cell_text(fitting_text(text)))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell


def fitting_text(text: str, end: str = "") -> str:
    """``text`` as a cell shows it, as far as a cell can hold it. ``end``: what a text that is cut ends in.

    The escapes of :func:`s11desk.office.cells.cell_text` are counted, because openpyxl cuts what is written.
    """
    shown = shown_text(text)
    if len(shown) <= _SURELY_FITS or units(cell_text(shown)) <= MAX_CELL_LENGTH:
        return shown
    most = bisect_right(range(len(shown)), MAX_CELL_LENGTH - units(end), key=lambda at: units(cell_text(shown[:at])))
    return shown[: most - 1] + end


def heading_cell(sheet: WriteOnlyWorksheet, name: str) -> ExcelCell:
    """The heading of a column."""
    cell = text_cell(sheet, name)
    cell.font = Font(bold=True)
    return cell


def wrapped(cell: ExcelCell) -> ExcelCell:
    """The cell, with its text in as many lines as it needs."""
    cell.alignment = _WRAPPED
    return cell


def add_notes(sheet: WriteOnlyWorksheet, notes: Iterable[str], *, is_wrapped: bool = True) -> None:
    """Write one line in each row, the first as a title. ``is_wrapped``: False lets it run over the next columns."""
    for number, line in enumerate(notes):
        cell = text_cell(sheet, line)
        if is_wrapped:
            wrapped(cell)
        if number == 0:
            cell.font = Font(bold=True, size=14)
        sheet.append([cell])


def name_table(sheet: WriteOnlyWorksheet, name: str, headings: Sequence[str], rows: int, first: int = 1) -> None:
    """Mark the cells as a table with this name. ``rows``: without the headings; a table without rows has an empty one.

    ``first``: the row of the headings. Call it before the rows are added.
    """
    last = f"{get_column_letter(len(headings))}{max(rows, 1) + first}"
    named = NamedTable(displayName=name, ref=f"A{first}:{last}")
    named._initialise_columns()  # type: ignore[attr-defined] # noqa: SLF001 - openpyxl does it for other sheets only
    for column, heading in zip(named.tableColumns, headings, strict=True):
        column.name = cell_text(shown_text(heading))
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "you must add table columns manually": done above
        sheet.add_table(named)  # type: ignore[misc] # the stubs know only the other kind of sheet


def set_up_printing(sheet: WriteOnlyWorksheet, widths: Sequence[float], *, has_headings: bool = True) -> None:
    """Print the sheet on A4, as wide as a page if its words can still be read then.

    ``widths``: of the columns, in characters. A wider sheet goes over several pages with its first column on each.
    ``has_headings``: the first row is on each page. Call it before the rows are added.
    """
    page = sheet.page_setup  # type: ignore[attr-defined] # not in the stubs, as the others below
    page.paperSize, page.orientation = _A4, "landscape" if sum(widths) > _UPRIGHT else "portrait"
    if has_headings:
        sheet.print_title_rows = "1:1"
    if sum(widths) <= _READABLE:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # type: ignore[attr-defined]
        page.fitToWidth, page.fitToHeight = 1, 0
    else:
        sheet.print_title_cols, page.scale = "A:A", _SMALL
    name, number = _HeaderFooterPart("&A"), _HeaderFooterPart("Page &P of &N")
    sheet.oddFooter = HeaderFooterItem(left=name, right=number)
