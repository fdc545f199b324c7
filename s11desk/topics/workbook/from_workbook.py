"""Makes a topic from a workbook, or lists every problem in it with its sheet, row and column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.domain.question_matches import EarlierTopic
from s11desk.domain.topic import FORMAT
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.check_pack import PROBLEMS_LIMIT, Examination
from s11desk.topics.checks.author_checks import CheckContext
from s11desk.topics.checks.flaw import Flaw
from s11desk.topics.checks.format_checks import lowest_format
from s11desk.topics.checks.problems import GUESSED_CODES, nearest_name
from s11desk.topics.checks.semantics import read_topic_value
from s11desk.topics.default_origin import with_default_origin
from s11desk.topics.workbook.languages import in_one_language, left_out_columns
from s11desk.topics.workbook.mark_problems import mark_problems
from s11desk.topics.workbook.read_other_sheets import read_lists, read_settings, read_texts
from s11desk.topics.workbook.read_survey import read_survey, usual_type
from s11desk.topics.workbook.read_translations import put_cell_problems, put_translations
from s11desk.topics.workbook.read_workbook import (
    MAX_ROWS,
    CellKind,
    CellLocation,
    SheetTable,
    TopicWorkbook,
    parse_workbook,
    read_workbook_file,
)
from s11desk.topics.workbook.sheet_columns import (
    COLUMNS_BY_SHEET,
    DATE_COLUMNS,
    DESCRIPTOR_PREFIX,
    HELP_SHEETS,
    IGNORED_COLUMNS,
    REQUIRED_COLUMNS,
    SENTENCE_COLUMNS,
    WORD_COLUMNS,
    XLSFORM_SHEETS,
)
from s11desk.topics.workbook.sheet_lists import read_sheet_lists
from s11desk.topics.workbook.value_builder import ValueBuilder
from s11desk.topics.workbook.xlsform_names import id_from_name

_OR_OTHER = "or_other"
_SHEETS = tuple(COLUMNS_BY_SHEET)
_ROW = re.compile(r", rows? (\d+)")
_FOLLOWING = {
    *(ProblemCode.KEY_MISSING, ProblemCode.RULE_EMPTY, ProblemCode.PEOPLE_MISSING, ProblemCode.COLUMNS_MISSING),
    *(ProblemCode.CHOICES_MISSING, ProblemCode.SCALE_MISSING),
}
"""Problems that follow from another one in the same cell."""


def examine_workbook(path: Path, today: dt.date | None = None, earlier: tuple[EarlierTopic, ...] = ()) -> Examination:
    """The topic in the workbook at ``path``, or every problem.

    ``today``: for deadlines that are past. ``earlier``: the topics that are here, for ids that moved.

    Raises ``FileMissing`` or ``FileUnreadable``.
    """
    return examine_workbook_bytes(path.name, read_workbook_file(path), today, earlier)


@run_in_reader
def examine_workbook_bytes(
    name: str, content: bytes, today: dt.date | None = None, earlier: tuple[EarlierTopic, ...] = ()
) -> Examination:
    """As :func:`examine_workbook`, in the reader process. ``content``: the bytes of the file ``name``."""
    return _examine(name, parse_workbook(name, content), CheckContext(today, earlier))


def _examine(name: str, workbook: TopicWorkbook | Problem, context: CheckContext) -> Examination:
    if isinstance(workbook, Problem):
        return Examination(None, (workbook,))
    if not _has_topic(workbook):
        sheets = tuple(sheet.name for sheet in workbook.sheets)
        return Examination(None, (Problem(ProblemCode.WORKBOOK_NO_TOPIC, file=name, allowed=sheets),))
    builder = ValueBuilder(name)
    builder.problems += left_out_columns(name, workbook)
    in_every_language, workbook = workbook, in_one_language(workbook)
    builder.problems += _sheet_problems(name, workbook)
    if not workbook.sheet("survey").rows:
        return Examination(None, tuple(builder.problems))
    _build(builder, workbook)
    put_translations(builder, in_every_language, _build)
    put_cell_problems(builder, in_every_language, _cell_problem)
    topic, flaws = read_topic_value(with_default_origin(builder.value), PROBLEMS_LIMIT, context)
    named = {id_from_name(row.text("name")) for row in workbook.sheet("survey").rows}
    found = (one for one in _problems(builder, flaws) if not _follows_from_type(one, named))
    problems = _without_repeats((*builder.problems, *found))
    if topic is None or any(not problem.is_warning for problem in problems):
        return Examination(None, problems)
    return Examination(msgspec.structs.replace(topic, format=lowest_format(topic)), problems)


def _build(builder: ValueBuilder, workbook: TopicWorkbook) -> None:
    builder.put("format", FORMAT, CellLocation("settings"))
    lists = read_sheet_lists(workbook.sheet("choices"))
    rows = workbook.sheet("survey").rows
    types = [usual_type(row.text("type")).split() for row in rows]
    lists_with_other = {words[1] for words in types if len(words) > 2 and words[-1] == _OR_OTHER}
    row_lists = {row.text("rows") for row in rows} - {words[1] for words in types if len(words) > 1}
    read_lists(builder, lists, lists_with_other, row_lists)
    read_settings(builder, workbook)
    read_texts(builder, workbook)
    read_survey(builder, workbook.sheet("survey"), lists)


def _problems(builder: ValueBuilder, flaws: Iterable[Flaw]) -> Iterator[Problem]:
    for flaw in dict.fromkeys(flaws):
        location = builder.location_of(flaw)
        near = nearest_name(flaw.found, flaw.allowed) if flaw.allowed and flaw.code in GUESSED_CODES else ""
        near = _usable_name(flaw.found) if flaw.code is ProblemCode.ID_WRONG else near
        is_missing = flaw.code is ProblemCode.KEY_MISSING and location.column
        found = location.column if is_missing else flaw.found  # an author knows the column, not the key
        yield Problem(flaw.code, builder.file, location.words(), 0, found, near, flaw.allowed, flaw.limit)


def _follows_from_type(problem: Problem, named: set[str]) -> bool:
    """Whether a question is missing only because its own row has a problem, which is reported there."""
    return problem.code is ProblemCode.RULE_QUESTION_UNKNOWN and problem.found in named


def _without_repeats(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """List each mistake once: a problem that only follows from another one in the same cell is left out."""
    kept: dict[tuple[str, ProblemCode, tuple[str, ...]], Problem] = {}
    in_cell: set[str] = set()
    for problem in problems:
        follows = problem.code in _FOLLOWING and problem.place in in_cell
        if not follows:
            languages = problem.allowed if problem.code is ProblemCode.TRANSLATION_MISSING else ()
            kept.setdefault((problem.place, problem.code, languages), problem)
            in_cell.add(problem.place)
    return tuple(sorted(kept.values(), key=_order_in_workbook))


def _order_in_workbook(problem: Problem) -> tuple[int, int]:
    """The order in which a person goes through the sheets, from top to bottom. The whole file comes first."""
    sheet = problem.place.partition(",")[0]
    row = _ROW.search(problem.place)
    order = _SHEETS.index(sheet) + 1 if sheet in _SHEETS else len(_SHEETS) + 1
    return (order if sheet else 0, int(row[1]) if row else 0)


def _usable_name(found: str) -> str:
    """A name like ``found`` that can be used; empty if there is none."""
    return re.sub(r"[^a-z0-9]+", "_", found.lower()).strip("_")[:41].rstrip("_")


def _sheet_problems(name: str, workbook: TopicWorkbook) -> Iterator[Problem]:
    for sheet in _read_once(workbook):
        if sheet.name in COLUMNS_BY_SHEET:
            yield from _unread_problems(name, sheet)
            yield from mark_problems(name, sheet)
            yield from _header_problems(name, sheet)
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
    for needed in ("survey", "settings"):
        if not workbook.sheet(needed).rows and needed not in meant:
            yield Problem(ProblemCode.SHEET_MISSING, name, found=needed)


def _has_topic(workbook: TopicWorkbook) -> bool:
    """Whether a sheet is, or was meant to be, one that every topic has."""
    needed = {*REQUIRED_COLUMNS}
    return any(sheet.name in needed or _meant_sheet(workbook, sheet) in needed for sheet in workbook.sheets)


def _meant_sheet(workbook: TopicWorkbook, sheet: SheetTable) -> str:
    """The sheet that one with an unknown name is meant to be, by its name or its headings; empty if it is none."""
    if sheet.name in COLUMNS_BY_SHEET or sheet.name in XLSFORM_SHEETS:
        return ""
    headings = {header.partition("::")[0] for header in sheet.headers}
    by_headings = (one for one, columns in REQUIRED_COLUMNS.items() if headings.issuperset(columns[:3]))
    by_name = nearest_name(sheet.name, tuple(COLUMNS_BY_SHEET))
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
        if not _is_known(sheet.name, header) and header in used:
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
            code = _cell_problem(sheet.name, header, cell.kind)
            if code is not None:
                yield Problem(code, name, row.location(header).words(), found=cell.text[:80])


def _cell_problem(sheet: str, header: str, kind: CellKind) -> ProblemCode | None:
    codes = {CellKind.FORMULA: ProblemCode.CELL_FORMULA, CellKind.ERROR: ProblemCode.CELL_ERROR}
    return codes.get(kind) or _converted(sheet, header, kind)


def _converted(sheet: str, header: str, kind: CellKind) -> ProblemCode | None:
    """The problem of a cell in which Excel holds a date, a yes or a number where an author typed words."""
    if kind is CellKind.DATE and header not in DATE_COLUMNS and header not in IGNORED_COLUMNS:
        return ProblemCode.CELL_DATE
    if kind is CellKind.NUMBER and header == "contact_telephone":
        return ProblemCode.ZERO_LOST
    if kind is CellKind.BOOLEAN and (sheet, header) in WORD_COLUMNS:
        return ProblemCode.CELL_BOOLEAN
    return ProblemCode.SPREADSHEET_RESIDUE if kind is CellKind.NUMBER and (sheet, header) in SENTENCE_COLUMNS else None
