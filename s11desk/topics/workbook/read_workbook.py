"""Reads a workbook into rows of text, each cell with its location. It runs no formula and follows no link.

A workbook is a stranger's file, so its size is limited before a library reads it.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.durable import reading_errors
from s11desk.regular_files import open_regular
from s11desk.topics.workbook.workbook_bounds import MAX_READ_BYTES, broken_limit, has_too_many_sheets

MAX_FILE_BYTES = 20_000_000
_DAMAGE_ERRORS = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, AssertionError, OSError, EOFError),
    *(SyntaxError, OverflowError, InvalidFileException, zipfile.BadZipFile, zlib.error),
)
"""The errors that openpyxl raises for a damaged workbook, because it checks little itself."""
MAX_ROWS = 5_000
"""Rows of one sheet that are not empty."""
_LAST_ROW = 4 * MAX_ROWS
"""The number of the last row that is read, when there are empty ones between."""
_MAX_COLUMNS = 200
_BLANK_ROWS_AT_END = 200
"""Excel keeps rows that were once used. The reader stops after this many blank ones."""


class CellKind(StrEnum):
    """What Excel holds in a cell."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that is not empty. ``text``: a date as YYYY-MM-DD, a whole number without decimals, yes or no."""

    text: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class CellLocation:
    """The location of a cell, as a person finds it. ``row``: from 1, as Excel counts; 0 for the whole sheet."""

    sheet: str
    row: int = 0
    column: str = ""

    def words(self) -> str:
        """The location in words, such as ``survey, row 12, label``."""
        row = f", row {self.row}" if self.row else ""
        return f"{self.sheet}{row}{f', {self.column}' if self.column else ''}"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not empty. ``cells``: by the header of their column, in lower case."""

    sheet: str
    number: int
    cells: tuple[tuple[str, SheetCell], ...]

    def cell(self, column: str) -> SheetCell | None:
        """The cell in this column; None if it is empty."""
        return next((cell for header, cell in self.cells if header == column), None)

    def text(self, column: str) -> str:
        """The text in this column without spaces around it; empty if the cell is."""
        cell = self.cell(column)
        return cell.text.strip() if cell is not None else ""

    def location(self, column: str = "") -> CellLocation:
        """The location of the cell in this column, or of the row."""
        return CellLocation(self.sheet, self.number, column)


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet whose first row that is not empty has the headers, in lower case.

    ``header_row``: its number. ``is_cut``: it has more rows than are read.
    """

    name: str
    headers: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    header_row: int = 1
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class TopicWorkbook:
    """All sheets, by their names in lower case."""

    sheets: tuple[SheetTable, ...]

    def sheet(self, name: str) -> SheetTable:
        """The sheet with this name; an empty one if there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), SheetTable(name))


def read_workbook_file(path: Path) -> bytes:
    """Read the file, at most ``MAX_FILE_BYTES + 1`` bytes. Raises ``FileMissing`` or ``FileUnreadable``."""
    with reading_errors(path), open_regular(path) as stream:
        return stream.read(MAX_FILE_BYTES + 1)


def parse_workbook(name: str, content: bytes) -> TopicWorkbook | Problem:
    """Read the workbook in ``content``. Returns a problem if it is too large or damaged. ``name``: that of the file."""
    try:
        limit = MAX_FILE_BYTES if len(content) > MAX_FILE_BYTES else broken_limit(content)
        if limit is not None:
            return _too_large(name, limit)
        if has_too_many_sheets(content):
            return _too_large(name, MAX_READ_BYTES)
        workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        tables = tuple(
            _read_sheet(sheet.title.strip().lower(), sheet.iter_rows(max_col=_MAX_COLUMNS)) for sheet in workbook
        )
    except _DAMAGE_ERRORS:
        return Problem(ProblemCode.WORKBOOK_UNREADABLE, file=name)
    return TopicWorkbook(tables)


def _too_large(name: str, limit: int) -> Problem:
    return Problem(ProblemCode.WORKBOOK_TOO_LARGE, file=name, limit=limit)


def _read_sheet(name: str, rows: Iterator[tuple[object, ...]]) -> SheetTable:
    headers: tuple[str, ...] = ()
    header_row, blank = 1, 0
    found: list[SheetRow] = []
    for number, row in enumerate(rows, start=1):
        cells = [_read_cell(cell) for cell in row]
        if not any(cells):
            blank += 1
            if blank > _BLANK_ROWS_AT_END:
                break
            continue
        blank = 0
        if not headers:
            headers = tuple(_read_header(cell) for cell in cells)
            header_row = number
        elif len(found) == MAX_ROWS or number > _LAST_ROW:
            return SheetTable(name, tuple(head for head in headers if head), tuple(found), header_row, is_cut=True)
        else:
            filled = tuple(
                (head, cell) for head, cell in zip(headers, cells, strict=False) if cell is not None and head
            )
            found.append(SheetRow(name, number, filled))
    return SheetTable(name, tuple(head for head in headers if head), tuple(found), header_row)


def _read_header(cell: SheetCell | None) -> str:
    return " ".join(cell.text.split()).lower() if cell is not None else ""


def _read_cell(cell: object) -> SheetCell | None:
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if kind == "f":
        return SheetCell(str(value), CellKind.FORMULA)
    if kind == "e":
        return SheetCell(str(value), CellKind.ERROR)
    match value:
        case bool():
            return SheetCell("yes" if value else "no", CellKind.BOOLEAN)
        case dt.datetime() | dt.date():
            return SheetCell(value.isoformat()[:10], CellKind.DATE)
        case int() | float():
            text = str(int(value)) if float(value).is_integer() else repr(value)
            return SheetCell(text, CellKind.NUMBER)
        case _:
            return SheetCell(str(value).replace("\r\n", "\n").replace("\r", "\n"))
