"""Makes a topic from a workbook, or lists every problem in it with its sheet, row and column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.question_matches import EarlierTopic
from s11desk.domain.topics.topic import FORMAT
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.topics.check_pack import PROBLEMS_LIMIT, Examination
from s11desk.topics.checks.author_checks import CheckContext
from s11desk.topics.checks.flaw import Flaw
from s11desk.topics.checks.format_checks import lowest_format
from s11desk.topics.checks.problems import GUESSED_CODES, nearest_name
from s11desk.topics.checks.semantics import read_topic_value
from s11desk.topics.default_origin import with_default_origin
from s11desk.topics.workbook.reading.languages import in_one_language, left_out_columns
from s11desk.topics.workbook.reading.list_uses import find_list_uses, lists_with_own_words
from s11desk.topics.workbook.reading.read_other_sheets import read_lists, read_settings, read_texts
from s11desk.topics.workbook.reading.read_survey import read_survey
from s11desk.topics.workbook.reading.read_translations import put_cell_problems, put_translations
from s11desk.topics.workbook.reading.read_workbook import (
    CellLocation,
    SheetTable,
    TopicWorkbook,
    parse_workbook,
    read_workbook_file,
)
from s11desk.topics.workbook.reading.sheet_lists import read_sheet_lists
from s11desk.topics.workbook.reading.sheet_problems import cell_problem, has_topic, settings_down, sheet_problems
from s11desk.topics.workbook.reading.value_builder import ValueBuilder
from s11desk.topics.workbook.sheet_columns import COLUMNS_BY_SHEET
from s11desk.topics.workbook.xlsform_names import id_from_name

_DOWN = ProblemCode.SETTINGS_DOWN
_SHEETS = tuple(COLUMNS_BY_SHEET)
_ROW = re.compile(r", rows? (\d+)")
_FOLLOWING = {
    *(ProblemCode.KEY_MISSING, ProblemCode.RULE_EMPTY, ProblemCode.PEOPLE_MISSING, ProblemCode.COLUMNS_MISSING),
    *(ProblemCode.CHOICES_MISSING, ProblemCode.SCALE_MISSING, ProblemCode.SCORE_MISSING),
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
    if not has_topic(workbook):
        sheets = tuple(sheet.name for sheet in workbook.sheets)
        return Examination(None, (Problem(ProblemCode.WORKBOOK_NO_TOPIC, file=name, allowed=sheets),))
    builder = ValueBuilder(name)
    builder.problems += left_out_columns(name, workbook)
    in_every_language, workbook = workbook, in_one_language(workbook)
    builder.problems += sheet_problems(name, workbook)
    if not workbook.sheet("survey").rows:
        return Examination(None, tuple(builder.problems))
    is_down = settings_down(workbook.sheet("settings"))
    build = partial(_build, own_words=lists_with_own_words(in_every_language))
    build(builder, workbook)
    put_translations(builder, in_every_language, build)
    put_cell_problems(builder, in_every_language, cell_problem)
    topic, flaws = read_topic_value(with_default_origin(builder.value), PROBLEMS_LIMIT, context)
    broken = _names_with_problems(builder, workbook.sheet("survey"))
    found = (one for one in _problems(builder, flaws) if not _follows_from_type(one, broken))
    problems = _without_repeats((*builder.problems, *found))
    if is_down:
        problems = tuple(one for one in problems if one.place.partition(",")[0] != "settings" or one.code is _DOWN)
    if topic is None or any(not problem.is_warning for problem in problems):
        return Examination(None, problems)
    return Examination(msgspec.structs.replace(topic, format=lowest_format(topic)), problems)


def _build(builder: ValueBuilder, workbook: TopicWorkbook, own_words: frozenset[str]) -> None:
    builder.put("format", FORMAT, CellLocation("settings"))
    lists = read_sheet_lists(workbook.sheet("choices"), own_words)
    read_lists(builder, lists, find_list_uses(workbook.sheet("survey").rows))
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


def _names_with_problems(builder: ValueBuilder, survey: SheetTable) -> set[str]:
    """The ids of the rows that may be no question because of a problem of their own."""
    places = [one.place for one in builder.problems if not one.is_warning and one.place.startswith(survey.name)]
    numbers = {int(found[1]) for place in places if (found := _ROW.search(place))}
    return {id_from_name(row.text("name")) for row in survey.rows if row.number in numbers}


def _follows_from_type(problem: Problem, broken: set[str]) -> bool:
    """Whether a question is missing only because its own row has a problem, which is reported there."""
    return problem.code is ProblemCode.RULE_QUESTION_UNKNOWN and problem.found in broken


def _without_repeats(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """List each mistake once: a problem that only follows from another one in the same cell is left out."""
    kept: dict[tuple[str, ProblemCode, str, tuple[str, ...]], Problem] = {}
    in_cell: set[str] = set()
    for problem in problems:
        follows = problem.code in _FOLLOWING and problem.place in in_cell
        if not follows:
            languages = problem.allowed if problem.code is ProblemCode.TRANSLATION_MISSING else ()
            kept.setdefault((problem.place, problem.code, problem.found, languages), problem)
            in_cell |= {problem.place} if not problem.is_warning else set()
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
