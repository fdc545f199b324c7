"""Read a partnership's list of agencies from a workbook or a CSV file. Its headings are those that people use."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ListProblem, ListProblemKind
from s11desk.domain.text.same_name import comparable_name
from s11desk.domain.text.text_limits import LINE_LIMIT, NAME_LIMIT
from s11desk.domain.text.typed_text import typed_line
from s11desk.domain.topics.pack_problems import Problem
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.workbook.reading.read_cells import CellKind, SheetCell
from s11desk.topics.workbook.reading.read_workbook import (
    MAX_FILE_BYTES,
    MAX_ROWS,
    SheetRow,
    SheetTable,
    parse_workbook,
)

_KINDS = (
    "agency",
    "organisation",
    "organization",
    "setting",
    "school",
    "provider",
    "establishment",
    "service",
    "club",
)
_MANY = ("agencies", "organisations", "organizations", "settings", "schools", "providers", "services", "clubs")
_NAMES = (
    *(heading for kind in _KINDS for heading in (kind, f"{kind} name", f"name of {kind}", f"name of the {kind}")),
    *_MANY,
    "name",
)
_HEADINGS = {
    "type": (
        *("type", "agency type", "type of agency", "sector", "category", "kind", "kind of agency", "agency kind"),
        *("organisation type", "type of organisation", "setting type", "type of setting", "group"),
    ),
    "contact": (
        *("contact", "contact name", "lead", "safeguarding lead", "dsl", "name of contact", "contact person"),
        *("main contact", "named person", "named lead", "lead name", "head teacher", "headteacher", "manager"),
    ),
    "email": (
        *("e-mail", "email", "e-mail address", "email address", "contact e-mail", "contact email", "mail"),
        *("e mail", "mail address", "e-mails", "emails", "lead e-mail", "lead email"),
    ),
    "other names": ("other names", "also known as", "other name", "known as", "alias", "aka", "former name"),
    "topics": ("topics", "topic", "audits", "audit", "audits asked", "audit asked", "asked"),
    "last day": ("last day", "due", "due date", "deadline", "due by", "return by", "date due", "closing date"),
}
_ALL_HEADINGS = frozenset(_NAMES).union(*_HEADINGS.values())
MAX_LIST_SIZE = MAX_FILE_BYTES
"""Bytes. A larger list is refused."""
_DELIMITERS = ",;\t"
_UNREADABLE = ListProblem(ListProblemKind.UNREADABLE)
_END = "\N{END OF TEXT}"
"""A line after the last one. If it is read as a part of that, a quotation mark is open, and has taken rows in."""
_MOST_ABOVE = 10
"""Rows in which the headings are looked for: people write a title above them."""


class ListColumn(StrEnum):
    """What a column of the list is for. A person confirms which heading means which."""

    AGENCY = "agency"
    TYPE = "type"
    CONTACT = "contact"
    EMAIL = "email"
    OTHER_NAMES = "other names"
    TOPICS = "topics"
    LAST_DAY = "last day"


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A column and the heading that is taken for it, as it is in the file; empty if the list has none."""

    column: ListColumn
    heading: str


@dataclass(frozen=True, slots=True)
class ListedTerms:
    """What a row says besides the agency, as it is written. ``row``: as a spreadsheet counts."""

    row: int
    topics: str = ""
    last_day: str = ""


@dataclass(frozen=True, slots=True)
class AgencyList:
    """The agencies, or what is wrong with the list; then it has none.

    ``terms``: one for each agency. ``headings``: which heading was taken for which column. ``all_headings``: those
    that a person can choose from; ``examples``: for each the first text below it.
    """

    agencies: tuple[ExpectedAgency, ...] = ()
    problems: tuple[ListProblem, ...] = ()
    headings: tuple[ListHeading, ...] = ()
    all_headings: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    terms: tuple[ListedTerms, ...] = ()


@run_in_reader
def read_agency_list(name: str, content: bytes, chosen: tuple[ListHeading, ...] = ()) -> AgencyList:
    """Read the file ``name`` with this content. All problems are named in one go.

    ``chosen``: the headings that a person chose. The others are guessed.
    """
    if len(content) > MAX_LIST_SIZE:
        return AgencyList(problems=(ListProblem(ListProblemKind.TOO_LONG, MAX_ROWS),))
    sheets = _csv_sheets(content) if not content.startswith(b"PK") else _workbook_sheets(name, content)
    if isinstance(sheets, ListProblem):
        return AgencyList(problems=(sheets,))
    wanted = {one.column: one.heading for one in chosen}
    for_names = wanted.get(ListColumn.AGENCY) or None
    sheet = next((one for one in sheets if for_names in one.headers or _name_heading(one.headers)), None)
    if sheet is None:
        headings = sheets[0].headers if sheets else ()
        problem = ListProblem(ListProblemKind.NO_HEADING, 1, ", ".join(headings[:12]))
        return AgencyList(problems=(problem,), all_headings=headings)
    guessed = {column: _guess(sheet.headers, column) for column in ListColumn}
    if not guessed[ListColumn.EMAIL]:
        guessed[ListColumn.EMAIL] = _addresses(sheet, set(guessed.values()))
    taken = guessed | {column: heading for column, heading in wanted.items() if heading in {"", *sheet.headers}}
    found = _read_sheet(sheet, taken)
    shown = tuple(ListHeading(column, taken[column]) for column in ListColumn)
    examples = tuple(_first_text(sheet, heading) for heading in sheet.headers)
    return replace(found, headings=shown, all_headings=sheet.headers, examples=examples)


def _first_text(sheet: SheetTable, heading: str) -> str:
    """The first text below a heading; empty if there is none."""
    return next(filter(None, (_cell_text(row, heading) for row in sheet.rows)), "")


def _guess(headers: tuple[str, ...], column: ListColumn) -> str:
    """The heading that people use for this column; empty if there is none."""
    if column is ListColumn.AGENCY:
        return _name_heading(headers)
    return next((head for wanted in _HEADINGS[column.value] for head in headers if _plain(head) == wanted), "")


def _addresses(sheet: SheetTable, taken: set[str]) -> str:
    """The first column whose texts are mostly e-mail addresses and that is not ``taken``; empty if there is none."""
    for heading in sheet.headers:
        texts = [text for row in sheet.rows if (text := _cell_text(row, heading))]
        alike = sum("@" in text.strip("@") and " " not in text for text in texts)
        if heading not in taken and 2 * alike > len(texts):
            return heading
    return ""


def _read_sheet(sheet: SheetTable, headings: dict[ListColumn, str]) -> AgencyList:
    agencies: list[ExpectedAgency] = []
    terms: list[ListedTerms] = []
    problems: list[ListProblem] = []
    seen: dict[str, int] = {}
    for row in (one for one in sheet.rows if not _is_heading_row(one)):
        agency = _agency(row, headings)
        problems += _too_long(row, agency)
        if not comparable_name(agency.name):
            problems.append(ListProblem(ListProblemKind.NAME_MISSING, row.number))
            continue
        for name in {comparable_name(one): one for one in (agency.name, *agency.other_names)}.items():
            if name[0] in seen:
                problems.append(ListProblem(ListProblemKind.NAME_TWICE, row.number, name[1]))
            seen[name[0]] = row.number
        agencies.append(agency)
        texts = (_cell_text(row, headings[column]) for column in (ListColumn.TOPICS, ListColumn.LAST_DAY))
        terms.append(ListedTerms(row.number, *texts))
    if sheet.is_cut:
        problems.append(ListProblem(ListProblemKind.TOO_LONG, MAX_ROWS))
    if not agencies and not problems:
        problems.append(ListProblem(ListProblemKind.EMPTY))
    if problems:
        return AgencyList((), tuple(problems))
    return AgencyList(tuple(agencies), terms=tuple(terms))


def _is_heading_row(row: SheetRow) -> bool:
    """Whether a row repeats the headings, as at the top of each printed page or where two lists were joined."""
    return len(row.cells) > 1 and all(_is_heading(cell.text) for _, cell in row.cells)


def _too_long(row: SheetRow, agency: ExpectedAgency) -> list[ListProblem]:
    """A problem for each text that no page could show: two columns in one cell, or rows without their line ends."""
    names, others = (agency.name, *agency.other_names), (agency.type, agency.contact, agency.email)
    found = [one for one in names if len(one) > NAME_LIMIT] + [one for one in others if len(one) > LINE_LIMIT]
    return [ListProblem(ListProblemKind.TEXT_TOO_LONG, row.number, one[:LINE_LIMIT]) for one in found]


def _agency(row: SheetRow, headings: dict[ListColumn, str]) -> ExpectedAgency:
    cells = {column: _cell_text(row, heading) for column, heading in headings.items()}
    names = cells[ListColumn.OTHER_NAMES].split(";")
    return ExpectedAgency(
        cells[ListColumn.AGENCY],
        cells[ListColumn.TYPE],
        cells[ListColumn.CONTACT],
        cells[ListColumn.EMAIL],
        other_names=tuple(typed_line(one) for one in names if comparable_name(one)),
    )


def _cell_text(row: SheetRow, heading: str) -> str:
    """The text of a cell as a person sees it. What Excel cannot work out, such as ``#N/A``, is no text."""
    cell = row.cell(heading)
    return typed_line(cell.text) if cell is not None and cell.kind is not CellKind.ERROR else ""


def _plain(heading: str) -> str:
    """``heading`` without the marks that people put after one."""
    return " ".join(heading.lower().rstrip("*: ").split())


def _name_heading(headers: Iterable[str]) -> str:
    return next((head for wanted in _NAMES for head in headers if _plain(head) == wanted), "")


def _workbook_sheets(name: str, content: bytes) -> tuple[SheetTable, ...] | ListProblem:
    """The sheets, with what their formulas gave when the workbook was last saved. Hidden ones come last."""
    workbook = parse_workbook(name, content, is_heading=_is_heading)
    if isinstance(workbook, Problem):
        return _UNREADABLE
    if not any(_is_formula(cell) for sheet in workbook.sheets for row in sheet.rows for _, cell in row.cells):
        return _shown_first(workbook.sheets)
    saved = parse_workbook(name, content, is_heading=_is_heading, values=True)
    if isinstance(saved, Problem):
        return _UNREADABLE
    return _shown_first(_with_all_rows(*both) for both in zip(workbook.sheets, saved.sheets, strict=True))


def _shown_first(sheets: Iterable[SheetTable]) -> tuple[SheetTable, ...]:
    return tuple(sorted(sheets, key=lambda one: one.is_hidden))


def _with_all_rows(sheet: SheetTable, saved: SheetTable) -> SheetTable:
    """``saved`` with a row for each of ``sheet``: one whose formulas have given nothing yet is not left out."""
    by_number = {row.number: row for row in saved.rows}
    rows = (by_number.get(row.number, SheetRow(row.sheet, row.number, ())) for row in sheet.rows)
    return replace(sheet, rows=tuple(rows))


def _is_formula(cell: SheetCell) -> bool:
    return cell.kind is CellKind.FORMULA


def _is_heading(heading: str) -> bool:
    return _plain(heading) in _ALL_HEADINGS


def _csv_sheets(content: bytes) -> tuple[SheetTable, ...] | ListProblem:
    """The one table of a CSV file."""
    text = _decoded(content)
    if "\0" in text:
        return _UNREADABLE
    try:
        tables = [_csv_table(text, delimiter) for delimiter in _DELIMITERS]
    except csv.Error:
        return _UNREADABLE
    table, open_row = next((one for one in tables if _name_heading(one[0].headers)), tables[0])
    return ListProblem(ListProblemKind.QUOTE_OPEN, open_row) if open_row else (table,)


def _decoded(content: bytes) -> str:
    """Excel saves a CSV file in UTF-8 or in the letters of Western Windows, and as "Unicode text" in UTF-16."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _csv_table(text: str, delimiter: str) -> tuple[SheetTable, int]:
    """The table, if ``delimiter`` stands between its cells, and the row with an open quotation mark, 0 for none.

    Raises csv.Error.
    """
    lines = list(csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter))
    open_row = 0 if lines.pop() == [_END] else len(lines) + 1
    cells = ((number, row) for number, row in enumerate(lines, start=1) if any(cell.strip() for cell in row))
    filled = list(islice(cells, MAX_ROWS + _MOST_ABOVE + 1))
    counts = [sum(map(_is_heading, row)) for _, row in filled[:_MOST_ABOVE]]
    start = counts.index(max(counts)) if counts else 0
    headers = tuple(" ".join(cell.split()).lower() for cell in filled[start][1]) if filled else ()
    rows = [
        SheetRow(
            "list", number, tuple((head, SheetCell(cell)) for head, cell in zip(headers, row, strict=False) if cell)
        )
        for number, row in filled[start + 1 :]
    ]
    return SheetTable("list", headers, tuple(rows[:MAX_ROWS]), is_cut=len(rows) > MAX_ROWS), open_row
