"""Writes the action plan as a workbook (.xlsx).

Due dates are dates, so that people can sort and filter them. Questions' numbers are numbers. Everything else is text,
even if it looks like a formula.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from s11desk.domain.audits.audit import Action
from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.topics.topic import ActionField, Topic
from s11desk.office.cells import MAX_CELL_LENGTH, cell_text, row_height
from s11desk.office.fixed_time import with_fixed_time
from s11desk.office.workbook_memory import workbook_content
from s11desk.report.kinds.documents import DraftCopy
from s11desk.report.plan_files.plan_columns import PlanLine, fields, heads, lines
from s11desk.wording.dates import day
from s11desk.wording.field_words import STATUSES

_TITLE = "Action plan"
_A4 = 9
_NUMBER_WIDTH, _DEFAULT_WIDTH = 9.0, 36.0
_WIDTHS = {
    ActionField.QUESTION: 11.0,
    ActionField.LEAD: 20.0,
    ActionField.JOB_ROLE: 20.0,
    ActionField.DUE: 13.0,
    ActionField.STATUS: 13.0,
}
"""The widths of the narrow columns in characters; the other columns are wide."""

_FONT, _FONT_SIZE = "Calibri", 11  # openpyxl gives these to every other cell

_HEADING_FILL = "F2F5F9"

# The first date that is safe in a workbook; an earlier one stays text.
_FIRST_DAY = dt.date(1900, 3, 1)
_DATE_FORMAT = "d mmm yyyy"


@dataclass(frozen=True, slots=True)
class _Written:
    """One cell: its text, and its value if that is a date or a number."""

    words: str
    value: dt.date | int | None = None


def write_plan_workbook(out: BinaryIO, document: DraftCopy) -> None:
    """Write the workbook: one sheet with a row for each action."""
    topic, audit = document.topic, document.audit
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    sheet = workbook.create_sheet(_TITLE)
    for column, head in enumerate(heads(topic), start=1):
        _write(sheet, 1, column, _Written(head), is_heading=True)
    rows = [row for line in lines(topic, audit.actions) for row in _rows(topic, line)]
    for number, row in enumerate(rows, start=2):
        for column, cell in enumerate(row, start=1):
            _write(sheet, number, column, cell)
        _set_height(sheet, number, row, _widths(topic))
    _lay_out(sheet, topic, len(rows) + 1)
    _set_up_printing(sheet, document)
    workbook.properties.creator = clean_line(audit.agency)
    workbook.properties.title = f"{_TITLE}, {topic.title}"
    out.write(with_fixed_time(workbook_content(workbook), document.made_at))


def _rows(topic: Topic, line: PlanLine) -> Iterator[list[_Written]]:
    """The rows of one action: more than one if a text is too long for a cell. Each row repeats the short cells."""
    values = (None, *(_value(topic, line.action, field) for field in fields(topic)))
    for part in range(max(1, *(-(-len(cell) // MAX_CELL_LENGTH) for cell in line.cells))):
        begin = part * MAX_CELL_LENGTH
        pieces = (cell[begin : begin + MAX_CELL_LENGTH] if len(cell) > MAX_CELL_LENGTH else cell for cell in line.cells)
        yield [_Written(piece, value) for piece, value in zip(pieces, values, strict=True)]


def _value(topic: Topic, action: Action, field: ActionField) -> dt.date | int | None:
    if field is ActionField.DUE and action.due is not None and action.due >= _FIRST_DAY:
        return action.due
    if field is ActionField.QUESTION and topic.question(action.question) is not None:
        number = topic.number_of(action.question)
        return int(number) if number.isdecimal() else None
    return None


def _write(sheet: Worksheet, row: int, column: int, written: _Written, *, is_heading: bool = False) -> None:
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
    if is_heading:
        cell.font = Font(name=_FONT, size=_FONT_SIZE, bold=True)
        cell.fill = PatternFill("solid", start_color=_HEADING_FILL)
    if written.value is not None:
        cell.value = written.value
        cell.number_format = _DATE_FORMAT if isinstance(written.value, dt.date) else "0"
    elif written.words:
        _write_text(cell, written.words)


def _write_text(cell: Cell | MergedCell, words: str) -> None:
    """Write text that stays text when someone edits it."""
    cell.value = cell_text(words)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True


def _lay_out(sheet: Worksheet, topic: Topic, last: int) -> None:
    """Set the widths, a fixed header row, filters, and the allowed values in the status column."""
    for number, width in enumerate(_widths(topic), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields(topic)) + 1)}{last}"
    if ActionField.STATUS in fields(topic):
        column = get_column_letter(fields(topic).index(ActionField.STATUS) + 2)
        offered = DataValidation("list", formula1=f'"{",".join(STATUSES.values())}"', allow_blank=True)
        offered.add(f"{column}2:{column}{max(last, 2) + 200}")
        sheet.add_data_validation(offered)


def _widths(topic: Topic) -> tuple[float, ...]:
    return (_NUMBER_WIDTH, *(_WIDTHS.get(field, _DEFAULT_WIDTH) for field in fields(topic)))


def _set_height(sheet: Worksheet, row: int, cells: list[_Written], widths: tuple[float, ...]) -> None:
    """Set the height, but not as a custom one: Excel would never adjust a custom height to a changed text."""

    class Measured(RowDimension):
        customHeight = False  # noqa: N815 - openpyxl's name

    words = ("" if cell.value is not None else cell.words for cell in cells)
    sheet.row_dimensions[row] = Measured(sheet, row, ht=row_height(zip(words, widths, strict=True)))


def _set_up_printing(sheet: Worksheet, document: DraftCopy) -> None:
    """Set A4 landscape, the header row on each page, the agency and the page's number."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    title, agency = (_HeaderFooterPart(_margin(text)) for text in (document.topic.title, document.audit.agency))
    draft = _HeaderFooterPart(f"Draft {document.audit.id}, {day(document.made_at.date())}")
    sheet.oddHeader = HeaderFooterItem(left=title, right=agency)
    sheet.oddFooter = HeaderFooterItem(left=draft, right=_HeaderFooterPart("Page &P of &N"))


def _margin(text: str) -> str:
    """``text`` for a margin: an ampersand would begin a command, and all margins together hold 255 characters."""
    return clean_line(text)[:80].replace("&", "&&")
