"""The problems of the sheets of a workbook as they are: their names, headings, and what Excel holds in the cells."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.checks.problems import nearest_name
from s11desk.topics.workbook.reading.mark_problems import mark_problems
from s11desk.topics.workbook.reading.read_cells import CellKind
from s11desk.topics.workbook.reading.read_workbook import MAX_ROWS, CellLocation, SheetTable, TopicWorkbook
from s11desk.topics.workbook.sheet_columns import (
    COLUMNS_BY_SHEET,
    DATE_COLUMNS,
    DESCRIPTOR_PREFIX,
    HELP_SHEETS,
    IGNORED_COLUMNS,
    NOTE_SHEETS,
    NUMBER_COLUMNS,
    REQUIRED_COLUMNS,
    SENTENCE_COLUMNS,
    TECHNICAL_COLUMNS,
    WORD_COLUMNS,
    XLSFORM_SHEETS,
)


def sheet_problems(name: str, workbook: TopicWorkbook) -> Iterator[Problem]:
    """The problems of every sheet of the workbook ``name``, in one language."""
    for sheet in _read_once(workbook):
        if sheet.name in COLUMNS_BY_SHEET:
            yield from _unread_problems(name, sheet)
            yield from mark_problems(name, sheet)
            yield from _header_problems(name, sheet) if not settings_down(sheet) else _settings_down(name, sheet)
            yield from _cell_problems(name, sheet)
            if sheet.is_cut:
                yield Problem(ProblemCode.ROWS_TOO_MANY, name, sheet.name, found=sheet.name, limit=MAX_ROWS)
        elif sheet.name not in HELP_SHEETS and sheet.rows:
            near = _meant_sheet(workbook, sheet)
            code = ProblemCode.SHEET_MISNAMED if near else ProblemCode.SHEET_UNKNOWN
            yield Problem(code, name, sheet.name, found=sheet.name, nearest=near, allowed=tuple(COLUMNS_BY_SHEET))
    yield from _repeated_sheets(name, workbook)
    yield from _list_problems(name, workbook.sheet("choices"))
    meant = {_meant_sheet(workbook, sheet) for sheet in workbook.sheets if sheet.rows}
    there = {sheet.name for sheet in workbook.sheets}
    for needed in ("survey", "settings"):
        if not workbook.sheet(needed).rows and needed not in meant:
            code = ProblemCode.SHEET_EMPTY if needed in there else ProblemCode.SHEET_MISSING
            yield Problem(code, name, needed if needed in there else "", found=needed)


def has_topic(workbook: TopicWorkbook) -> bool:
    """Whether a sheet is, or was meant to be, one that every topic has."""
    needed = {*REQUIRED_COLUMNS}
    return any(sheet.name in needed or _meant_sheet(workbook, sheet) in needed for sheet in workbook.sheets)


def settings_down(sheet: SheetTable) -> bool:
    """Whether the headings of ``settings`` stand below each other in the first column, and not in a row."""
    if sheet.name != "settings" or not sheet.headers:
        return False
    known, first = COLUMNS_BY_SHEET[sheet.name], sheet.headers[0]
    below = {"_".join(row.text(first).lower().split()) for row in sheet.rows}
    return len(below.intersection(known)) > 2 and len(set(sheet.headers).intersection(known)) <= 2


def _settings_down(name: str, sheet: SheetTable) -> Iterator[Problem]:
    location = CellLocation(sheet.name, sheet.header_row, "column A")
    yield Problem(ProblemCode.SETTINGS_DOWN, name, location.words(), found=sheet.headers[0])


def _meant_sheet(workbook: TopicWorkbook, sheet: SheetTable) -> str:
    """The sheet that one with an unknown name is meant to be, by its name or its headings; empty if it is none."""
    if sheet.name in COLUMNS_BY_SHEET or sheet.name in XLSFORM_SHEETS:
        return ""
    headings = {header.partition("::")[0] for header in sheet.headers}
    by_headings = (one for one, columns in REQUIRED_COLUMNS.items() if headings.issuperset(columns[:3]))
    by_name = "" if sheet.name in NOTE_SHEETS else nearest_name(sheet.name, tuple(COLUMNS_BY_SHEET))
    return next((one for one in by_headings if not workbook.sheet(one).rows), by_name)


def _read_once(workbook: TopicWorkbook) -> Iterator[SheetTable]:
    """Each sheet that is read: the first of a name."""
    return (sheet for sheet in workbook.sheets if workbook.sheet(sheet.name) is sheet)


def _repeated_sheets(name: str, workbook: TopicWorkbook) -> Iterator[Problem]:
    """Sheets whose names differ only in spaces at the end: only the first is read."""
    for sheet in workbook.sheets:
        if sheet.rows and workbook.sheet(sheet.name) is not sheet and sheet.name in COLUMNS_BY_SHEET:
            yield Problem(ProblemCode.SHEET_REPEATED, name, sheet.name, found=sheet.name)


def _list_problems(name: str, choices: SheetTable) -> Iterator[Problem]:
    """Choices of no list, and lists whose rows do not follow each other."""
    seen, before = {""}, ""
    for row in choices.rows:
        listed = row.text("list_name") or row.text("list name")
        if not listed and (row.text("name") or row.text("label")):
            place, found = row.location("list_name").words(), row.text("label") or row.text("name")
            yield Problem(ProblemCode.LIST_UNNAMED, name, place, found=found[:80])
        if listed and listed != before and listed in seen:
            yield Problem(ProblemCode.LIST_SCATTERED, name, row.location("list_name").words(), found=listed[:80])
        seen.add(listed)
        before = listed or before


def _header_problems(name: str, sheet: SheetTable) -> Iterator[Problem]:
    known = COLUMNS_BY_SHEET[sheet.name]
    used = {header for row in sheet.rows for header, _ in row.cells}
    for header in dict.fromkeys(sheet.headers):
        location = CellLocation(sheet.name, sheet.header_row, header).words()
        if sheet.headers.count(header) > 1 or (" " in header and header.replace(" ", "_") in sheet.headers):
            yield Problem(ProblemCode.HEADER_REPEATED, name, location, found=header)
        if header in used and header in IGNORED_COLUMNS - TECHNICAL_COLUMNS:
            yield Problem(ProblemCode.COLUMN_IGNORED, name, location, found=header)
        if not _is_known(sheet.name, header) and (header in used or not sheet.rows):
            near = nearest_name(header, known)
            yield Problem(ProblemCode.HEADER_UNKNOWN, name, location, found=header, nearest=near, allowed=known)
    for needed in REQUIRED_COLUMNS.get(sheet.name, ()):
        if sheet.rows and not {needed, needed.replace("_", " ")} & set(sheet.headers):
            yield Problem(ProblemCode.HEADER_MISSING, name, sheet.name, found=needed)


def _is_known(sheet: str, header: str) -> bool:
    is_descriptor = sheet == "survey" and header.startswith(DESCRIPTOR_PREFIX)
    return header in COLUMNS_BY_SHEET[sheet] or header in IGNORED_COLUMNS or is_descriptor or header == "list name"


def _unread_problems(name: str, sheet: SheetTable) -> Iterator[Problem]:
    """What is not read because of where it is: rows above the headings, and columns without one."""
    if sheet.has_rows_above:
        location = CellLocation(sheet.name, sheet.header_row).words()
        yield Problem(ProblemCode.HEADINGS_LOW, name, location, limit=sheet.header_row)
    for cell in sheet.unnamed:
        location = CellLocation(sheet.name, cell.row, f"column {cell.column}").words()
        yield Problem(ProblemCode.HEADER_EMPTY, name, location, found=cell.text[:80])


def _cell_problems(name: str, sheet: SheetTable) -> Iterator[Problem]:
    for row in sheet.rows:
        for header, cell in row.cells:
            code = cell_problem(sheet.name, header, cell.kind)
            if code is not None:
                yield Problem(code, name, row.location(header).words(), found=cell.text[:80])


def cell_problem(sheet: str, header: str, kind: CellKind) -> ProblemCode | None:
    """What is wrong with a cell of this kind in this column; None if nothing is."""
    codes = {CellKind.FORMULA: ProblemCode.CELL_FORMULA, CellKind.ERROR: ProblemCode.CELL_ERROR}
    return codes.get(kind) or _converted(sheet, header, kind)


def _converted(sheet: str, header: str, kind: CellKind) -> ProblemCode | None:
    """The problem of a cell in which Excel holds a date, a yes or a number where an author typed words."""
    if kind is CellKind.DATE and header not in DATE_COLUMNS and header not in IGNORED_COLUMNS:
        return ProblemCode.CELL_DATE
    if kind is CellKind.SHOWN_OTHERWISE and header not in NUMBER_COLUMNS | IGNORED_COLUMNS:
        return ProblemCode.CELL_SHOWN_OTHERWISE
    if kind is CellKind.NUMBER and header == "contact_telephone":
        return ProblemCode.ZERO_LOST
    if kind is CellKind.BOOLEAN and (sheet, header) in WORD_COLUMNS:
        return ProblemCode.CELL_BOOLEAN
    return ProblemCode.SPREADSHEET_RESIDUE if kind is CellKind.NUMBER and (sheet, header) in SENTENCE_COLUMNS else None
