"""Read a partnership's list of agencies from a workbook or a CSV file. Its headings are those that people use."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from s11desk.domain.clean_text import clean_line
from s11desk.domain.expected_agencies import ExpectedAgency, ListProblem, ListProblemKind
from s11desk.domain.pack_problems import Problem
from s11desk.domain.same_name import comparable_name
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.workbook.read_workbook import (
    MAX_FILE_BYTES,
    MAX_ROWS,
    SheetCell,
    SheetRow,
    SheetTable,
    parse_workbook,
)

_NAMES = ("agency", "agency name", "name of agency", "organisation", "organisation name", "name", "setting", "school")
_HEADINGS = {
    "type": ("type", "agency type", "type of agency", "sector", "category"),
    "contact": ("contact", "contact name", "lead", "safeguarding lead", "dsl", "name of contact"),
    "email": ("e-mail", "email", "e-mail address", "email address", "contact e-mail", "contact email"),
    "other names": ("other names", "also known as", "other name", "known as", "alias"),
}
MAX_LIST_SIZE = MAX_FILE_BYTES
"""Bytes. A larger list is refused."""
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class AgencyList:
    """The agencies, or what is wrong with the list; then it has none."""

    agencies: tuple[ExpectedAgency, ...] = ()
    problems: tuple[ListProblem, ...] = ()


@run_in_reader
def read_agency_list(name: str, content: bytes) -> AgencyList:
    """Read the file ``name`` with this content. All problems are named in one go."""
    if len(content) > MAX_LIST_SIZE:
        return AgencyList(problems=(ListProblem(ListProblemKind.TOO_LONG, MAX_ROWS),))
    sheets = _csv_sheets(content) if not content.startswith(b"PK") else _workbook_sheets(name, content)
    if sheets is None:
        return AgencyList(problems=(ListProblem(ListProblemKind.UNREADABLE),))
    sheet = next((one for one in sheets if _name_heading(one) is not None), None)
    if sheet is None:
        headings = ", ".join(sheets[0].headers[:12]) if sheets else ""
        return AgencyList(problems=(ListProblem(ListProblemKind.NO_HEADING, 1, headings),))
    return _read_sheet(sheet)


def _read_sheet(sheet: SheetTable) -> AgencyList:
    heading = _name_heading(sheet)
    agencies: list[ExpectedAgency] = []
    problems: list[ListProblem] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        agency = _agency(sheet, row, heading or "")
        if not comparable_name(agency.name):
            problems.append(ListProblem(ListProblemKind.NAME_MISSING, row.number))
            continue
        for name in {comparable_name(one): one for one in (agency.name, *agency.other_names)}.items():
            if name[0] in seen:
                problems.append(ListProblem(ListProblemKind.NAME_TWICE, row.number, name[1]))
            seen[name[0]] = row.number
        agencies.append(agency)
    if sheet.is_cut:
        problems.append(ListProblem(ListProblemKind.TOO_LONG, MAX_ROWS))
    if not agencies and not problems:
        problems.append(ListProblem(ListProblemKind.EMPTY))
    return AgencyList((), tuple(problems)) if problems else AgencyList(tuple(agencies))


def _agency(sheet: SheetTable, row: SheetRow, name_heading: str) -> ExpectedAgency:
    cells = {wanted: _text(sheet, row, headings) for wanted, headings in _HEADINGS.items()}
    others = tuple(clean_line(one) for one in cells["other names"].split(";") if comparable_name(one))
    return ExpectedAgency(
        clean_line(row.text(name_heading)), cells["type"], cells["contact"], cells["email"], other_names=others
    )


def _text(sheet: SheetTable, row: SheetRow, headings: tuple[str, ...]) -> str:
    return clean_line(next((row.text(heading) for heading in headings if heading in sheet.headers), ""))


def _name_heading(sheet: SheetTable) -> str | None:
    return next((heading for heading in _NAMES if heading in sheet.headers), None)


def _workbook_sheets(name: str, content: bytes) -> tuple[SheetTable, ...] | None:
    workbook = parse_workbook(name, content)
    return None if isinstance(workbook, Problem) else workbook.sheets


def _csv_sheets(content: bytes) -> tuple[SheetTable, ...] | None:
    """The one table of a CSV file. Excel saves one in UTF-8 or in the letters of Western Windows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        return None
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    headers: tuple[str, ...] = ()
    rows: list[SheetRow] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            if not headers:
                headers = tuple(" ".join(cell.split()).lower() for cell in row)
            elif any(cell.strip() for cell in row):
                filled = zip(headers, row, strict=False)
                rows.append(SheetRow("list", number, tuple((head, SheetCell(cell)) for head, cell in filled if cell)))
    except csv.Error:
        return None
    return (SheetTable("list", headers, tuple(rows[:MAX_ROWS]), is_cut=len(rows) > MAX_ROWS),)
