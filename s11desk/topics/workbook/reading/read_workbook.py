"""Reads a workbook into rows of text, each cell with its location. It runs no formula and follows no link.

A workbook is a stranger's file, so its size is limited before a library reads it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.topics.files.other_files import workbook_problem, zipped_kind
from s11desk.topics.workbook.reading.read_cells import SheetCell, read_cell
from s11desk.topics.workbook.reading.sheet_marks import NO_MARKS, MarksReader, SheetMarks
from s11desk.topics.workbook.reading.workbook_bounds import (
    MAX_READ_BYTES,
    broken_limit,
    has_too_many_sheets,
    listed_sheets,
)
from s11desk.topics.workbook.sheet_columns import COLUMNS_BY_SHEET

MAX_FILE_BYTES = 20_000_000
_DAMAGE_ERRORS = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, RuntimeError, AssertionError, OSError, EOFError),
    *(SyntaxError, OverflowError, InvalidFileException, zipfile.BadZipFile, zlib.error),
)
"""The errors that openpyxl raises for a damaged workbook, because it checks little itself."""
_SHEET_LIST = "xl/workbook.xml"
_STRICT_MARK = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_STRICT_KIND = "a workbook in Excel's strict form (Strict Open XML)"
MAX_ROWS = 5_000
"""Rows of one sheet that are not empty."""
_LAST_ROW = 4 * MAX_ROWS
"""The number of the last row that is read, when there are empty ones between."""
MAX_COLUMNS = 200
_BLANK_ROWS_AT_END = 200
"""Excel keeps rows that were once used. The reader stops after this many blank ones."""


_MOST_ABOVE = 10
"""Rows in which the headings are looked for."""


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
class UnnamedCell:
    """A cell under no heading. ``column``: its letters, as Excel shows them."""

    row: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A sheet whose first row that is not empty has the headers, in lower case.

    ``header_row``: its number. ``is_cut``: it has more rows than are read. ``has_rows_above``: something stands above
    the headings. ``unnamed``: for each column with content but without a heading, its first cell. ``by_column``: the
    heading of each column, empty if it has none. ``marks``: what the sheet has beside its texts.
    """

    name: str
    headers: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    header_row: int = 1
    is_cut: bool = False
    has_rows_above: bool = False
    unnamed: tuple[UnnamedCell, ...] = ()
    by_column: tuple[str, ...] = ()
    marks: SheetMarks = NO_MARKS
    is_hidden: bool = False

    @property
    def last_row(self) -> int:
        """The number of the last row that was read; 0 if there is none."""
        return self.rows[-1].number if self.rows else 0


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


def parse_workbook(
    name: str, content: bytes, *, is_heading: Callable[[str], bool] | None = None, values: bool = False
) -> TopicWorkbook | Problem:
    """Read the workbook in ``content``. Returns a problem if it is too large or damaged. ``name``: that of the file.

    ``is_heading``: knows a heading in lower case, for a workbook that is no topic. ``values``: read what a formula gave
    when the workbook was last saved, in place of the formula.
    """
    try:
        foreign = _foreign_problem(name, content) if len(content) <= MAX_FILE_BYTES else None
        if foreign is not None:
            return foreign
        limit = MAX_FILE_BYTES if len(content) > MAX_FILE_BYTES else broken_limit(content)
        if limit is not None:
            return _too_large(name, limit)
        if has_too_many_sheets(content):
            return _too_large(name, MAX_READ_BYTES)
        workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False, data_only=values)
        tables = tuple(_read_sheet(sheet, is_heading) for sheet in workbook)
        if is_heading is None:
            tables = _with_marks(content, tables)
    except _DAMAGE_ERRORS:
        return Problem(ProblemCode.WORKBOOK_UNREADABLE, file=name)
    return TopicWorkbook(tables)


def _with_marks(content: bytes, tables: tuple[SheetTable, ...]) -> tuple[SheetTable, ...]:
    """Each sheet with what it has beside its texts, if it is one that the program reads."""
    sheets = {sheet.name.strip().lower(): sheet for sheet in listed_sheets(content)}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        reader = MarksReader(archive)
        return tuple(
            replace(table, marks=reader.read(sheet.part), is_hidden=sheet.is_hidden)
            if (sheet := sheets.get(table.name)) is not None
            else table
            for table in tables
        )


def _too_large(name: str, limit: int) -> Problem:
    return Problem(ProblemCode.WORKBOOK_TOO_LARGE, file=name, limit=limit)


def _foreign_problem(name: str, content: bytes) -> Problem | None:
    """Why the file is no workbook of today's Excel; None if it may be one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.namelist()
            if _SHEET_LIST in parts and _is_strict(archive):
                return Problem(ProblemCode.FILE_NOT_PACK, file=name, found=_STRICT_KIND)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return workbook_problem(name, content)
    kind = "" if _SHEET_LIST in parts else zipped_kind(parts)
    return Problem(ProblemCode.FILE_NOT_PACK, file=name, found=kind) if kind else None


def _is_strict(archive: zipfile.ZipFile) -> bool:
    """Whether the workbook is in the strict form of Office Open XML, of which openpyxl sees no sheets."""
    with archive.open(_SHEET_LIST) as part:
        return _STRICT_MARK in part.read(4096)


def _read_sheet(sheet: Worksheet, is_heading: Callable[[str], bool] | None) -> SheetTable:
    if hasattr(sheet, "reset_dimensions"):  # some programs write a size that is too small, where openpyxl would stop
        sheet.reset_dimensions()
    name, rows = sheet.title.strip().lower(), sheet.iter_rows(max_col=MAX_COLUMNS)
    filled = tuple(islice(_filled_rows(rows), MAX_ROWS + _MOST_ABOVE + 1))
    is_beyond = bool(filled) and filled[-1][0] > _LAST_ROW
    filled = tuple(row for row in filled if row[0] <= _LAST_ROW)
    first = [cells for _, cells in filled[:_MOST_ABOVE]]
    start = _header_place(name, first) if is_heading is None else _most_headings(is_heading, first)
    if start >= len(filled):
        return SheetTable(name)
    header_row, header_cells = filled[start]
    headers = tuple(_read_header(cell) for cell in header_cells)
    below = filled[start + 1 : start + 1 + MAX_ROWS]
    return SheetTable(
        name,
        tuple(head for head in headers if head),
        tuple(_read_row(name, number, headers, cells) for number, cells in below),
        header_row,
        is_cut=is_beyond or len(filled) > start + 1 + MAX_ROWS,
        has_rows_above=start > 0,
        unnamed=_unnamed_cells(headers, below),
        by_column=headers,
        is_hidden=sheet.sheet_state != "visible",
    )


def _filled_rows(rows: Iterator[tuple[object, ...]]) -> Iterator[tuple[int, list[SheetCell | None]]]:
    """The rows that are not blank, with their numbers, up to a long stretch of blank ones."""
    blank = 0
    for number, row in enumerate(rows, start=1):
        cells = [None if cell is EMPTY_CELL else read_cell(cell) for cell in row]  # each row is filled up to 200
        blank = 0 if any(cells) else blank + 1
        if blank > _BLANK_ROWS_AT_END:
            return
        if not blank:
            yield number, cells
            if number > _LAST_ROW:
                return


def _header_place(sheet: str, rows: list[list[SheetCell | None]]) -> int:
    """Which of the first rows has the headings: the first that has two known ones, otherwise the first of all."""
    known = {*COLUMNS_BY_SHEET.get(sheet, COLUMNS_BY_SHEET["survey"])}
    counts = [len({_read_header(cell).partition("::")[0] for cell in row} & known) for row in rows]
    return next((place for place, count in enumerate(counts) if count > 1), 0)


def _most_headings(is_heading: Callable[[str], bool], rows: list[list[SheetCell | None]]) -> int:
    """Which of the first rows has the most known headings; the first of those."""
    counts = [sum(is_heading(_read_header(cell)) for cell in row) for row in rows]
    return counts.index(max(counts)) if counts else 0


def _read_row(sheet: str, number: int, headers: tuple[str, ...], cells: list[SheetCell | None]) -> SheetRow:
    pairs = zip(headers, cells, strict=False)
    return SheetRow(sheet, number, tuple((head, cell) for head, cell in pairs if cell is not None and head))


def _unnamed_cells(
    headers: tuple[str, ...], rows: tuple[tuple[int, list[SheetCell | None]], ...]
) -> tuple[UnnamedCell, ...]:
    found: dict[int, UnnamedCell] = {}
    for number, cells in rows:
        for place, cell in enumerate(cells):
            if cell is not None and place not in found and not (place < len(headers) and headers[place]):
                found[place] = UnnamedCell(number, get_column_letter(place + 1), cell.text)
    return tuple(found[place] for place in sorted(found))


def _read_header(cell: SheetCell | None) -> str:
    return " ".join(cell.text.split()).lower() if cell is not None else ""
