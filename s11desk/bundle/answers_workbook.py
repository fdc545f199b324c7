"""``answers.xlsx``: one row for each question, for people who work in a spreadsheet.

Column names never change, dates are ISO dates, no cells are merged. Every cell is text, so typed text is never a
formula. The same values give the same bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.dimensions import RowDimension

from s11desk.bundle.return_tables import (
    ACTION_COLUMNS,
    ANSWER_COLUMNS,
    TABLE_COLUMNS,
    TOTAL_COLUMNS,
    Row,
    action_rows,
    answer_rows,
    extra_columns,
    table_rows,
    total_rows,
)
from s11desk.domain.audits.audit import Audit
from s11desk.domain.topics.topic import Topic
from s11desk.office.cells import MAX_CELL_LENGTH, cell_text, row_height
from s11desk.office.fixed_time import with_fixed_time
from s11desk.office.workbook_memory import workbook_content, write_rows_in_memory

WIDE_COLUMNS = {"question", "text", "people", "comment", "reason", "evidence", "area", "action", "measure", "progress"}
WIDE, NARROW = 48, 18
"""Widths in characters."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of text. Each row has as many cells as there are column names."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def workbook_bytes(topic: Topic, audit: Audit, reference: str, made_at: dt.datetime) -> bytes:
    """Make the workbook of the return ``reference``. ``made_at``: the time that is written into the file."""
    extra = extra_columns(topic)
    answers = _sheet("Answers", (*ANSWER_COLUMNS, *extra), answer_rows(topic, audit, reference, extra))
    actions = _sheet("Action plan", ACTION_COLUMNS, action_rows(audit, reference))
    tables = _sheet("Tables", TABLE_COLUMNS, table_rows(topic, audit, reference))
    totals = _sheet("Totals", TOTAL_COLUMNS, total_rows(topic, audit, reference))
    return _write((answers, actions, *(sheet for sheet in (tables, totals) if sheet.rows)), made_at)


def _sheet(title: str, columns: Row, rows: Iterable[Row]) -> Sheet:
    return Sheet(title, columns, tuple(part for row in rows for part in _split_long_cells(row)))


def _split_long_cells(row: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Split text that is too long for a cell over several rows; each row repeats the short cells."""
    count = max(1, *(-(-len(cell) // MAX_CELL_LENGTH) for cell in row))
    if count == 1:
        return (row,)
    return tuple(
        tuple(
            cell[n * MAX_CELL_LENGTH : (n + 1) * MAX_CELL_LENGTH] if len(cell) > MAX_CELL_LENGTH else cell
            for cell in row
        )
        for n in range(count)
    )


def _write(sheets: tuple[Sheet, ...], made_at: dt.datetime) -> bytes:
    workbook = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(workbook, sheet)
    workbook.properties.creator = "s11desk"
    return with_fixed_time(workbook_content(workbook), made_at)


def _write_sheet(workbook: Workbook, sheet: Sheet) -> None:
    class Measured(RowDimension):
        customHeight = False  # noqa: N815 - openpyxl's name; Excel would keep a custom height and not adjust the row

    worksheet = workbook.create_sheet(sheet.title)
    worksheet.freeze_panes = "A2"
    widths = [WIDE if column in WIDE_COLUMNS else NARROW for column in sheet.columns]
    for number, width in enumerate(widths, start=1):
        worksheet.column_dimensions[get_column_letter(number)].width = width
    write_rows_in_memory(worksheet)
    for number, row in enumerate((sheet.columns, *sheet.rows), start=1):
        height = row_height(zip(row, widths, strict=True))
        worksheet.row_dimensions[number] = Measured(worksheet, number, ht=height)
        worksheet.append([_text_cell(worksheet, text, is_heading=number == 1) for text in row])


def _text_cell(worksheet: WriteOnlyWorksheet, text: str, *, is_heading: bool) -> ExcelCell:
    """Make a cell that is text, even if it begins with "=", and that stays text when someone edits it."""
    cell = WriteOnlyCell(worksheet, cell_text(text) or None)
    if not text:
        return cell
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell
