"""Reads the words of a workbook in its further languages, as translations of the topic in its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.translations import LANGUAGE_NAMES, OWN_LANGUAGE, TRANSLATED_PARTS
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.workbook.reading.languages import (
    UNTRANSLATED,
    in_other_language,
    other_languages,
    own_tag,
    tag_of,
    tag_of_heading,
    translation_columns,
)
from s11desk.topics.workbook.reading.question_cells import ABOUT_QUESTION, about_question
from s11desk.topics.workbook.reading.read_cells import CellKind
from s11desk.topics.workbook.reading.read_workbook import CellLocation, SheetRow, TopicWorkbook
from s11desk.topics.workbook.reading.value_builder import ValueBuilder

Build = Callable[[ValueBuilder, TopicWorkbook], None]
CellCheck = Callable[[str, str, CellKind], ProblemCode | None]
"""Takes sheet, column and what Excel holds in a cell. Returns what is wrong with that."""
_KEYS = ("id", "code", "field")
_SEVERAL_LINES = ("people", "sign_off")
"""Columns in which each line is a text of its own."""


class _Read(NamedTuple):
    """A text of another language: its place, and its path in the topic as that language has it."""

    at: str
    text: str
    path: JsonPath


def put_translations(builder: ValueBuilder, workbook: TopicWorkbook, build: Build) -> None:
    """Add the language and the translations of ``workbook`` to the topic in ``builder``.

    ``workbook``: as it was read, with all languages. ``build`` reads one language of it into a builder.
    """
    own = own_tag(workbook)
    _check_default_language(builder, workbook)
    _title_guidance(builder, own)
    if own not in {"", "en", OWN_LANGUAGE}:
        builder.put("language", own, CellLocation("settings", column="default_language"))
    translations: list[dict[str, object]] = []
    for tag, name in other_languages(workbook).items():
        other = ValueBuilder(builder.file)
        build(other, in_other_language(workbook, tag))
        _title_guidance(other, tag)
        read = _pairs(builder.value, other.value, TRANSLATED_PARTS, "", ())
        found = [one for one in read if one.text and UNTRANSLATED not in one.text]
        named = {} if tag in LANGUAGE_NAMES or not name else {"name": name[:1].upper() + name[1:]}
        if found:
            headings = _headings(workbook, tag)
            for number, one in enumerate(found):
                path = ("translations", len(translations), "texts", number)
                builder.locations[path] = _location(other, one.path, headings)
            texts = [{"at": one.at, "text": one.text} for one in found]
            translations.append({"language": tag, "texts": texts, **named})
    builder.put("translations", translations, CellLocation("survey"))


def _check_default_language(builder: ValueBuilder, workbook: TopicWorkbook) -> None:
    """A language that the program does not know by its name would be taken for English."""
    rows = workbook.sheet("settings").rows
    named = " ".join(rows[0].text("default_language").split()) if rows else ""
    if named and not tag_of(named.lower()):
        builder.problem(ProblemCode.LANGUAGE_WRONG, rows[0].location("default_language"), named)


def _title_guidance(builder: ValueBuilder, language: str) -> None:
    """Give guidance that has the program's own title that title in the language."""
    listed = builder.value.get("guidance", [])
    for one in listed if isinstance(listed, list) else []:
        if one.get("title") == ABOUT_QUESTION:
            one["title"] = about_question(language)


def put_cell_problems(builder: ValueBuilder, workbook: TopicWorkbook, check: CellCheck) -> None:
    """Add the problems of the cells with translations."""
    for sheet in workbook.sheets:
        columns = translation_columns(workbook, sheet)
        for row in sheet.rows if columns else ():
            for heading, (base, own) in columns.items():
                _check_cell(builder, row, heading, base, own, check)


def _check_cell(builder: ValueBuilder, row: SheetRow, heading: str, base: str, own: str, check: CellCheck) -> None:
    cell, location = row.cell(heading), row.location(heading)
    if cell is None or not cell.text.strip():
        return
    if code := check(row.sheet, base, cell.kind):
        builder.problem(code, location, cell.text)
    if not row.text(own):
        builder.problem(ProblemCode.TRANSLATION_ALONE, location, cell.text)
    elif base in _SEVERAL_LINES and (lines := _lines(row.text(own))) != _lines(cell.text):
        builder.problem(ProblemCode.TRANSLATION_LINES, location, limit=lines)


def _lines(text: str) -> int:
    return sum(bool(line.strip()) for line in text.splitlines())


def _headings(workbook: TopicWorkbook, tag: str) -> dict[tuple[str, str], str]:
    """For sheet and column without a language, the heading in this one."""
    return {
        (sheet.name, base): heading
        for sheet in workbook.sheets
        for heading, (base, _) in translation_columns(workbook, sheet).items()
        if tag_of_heading(heading) == tag
    }


def _location(other: ValueBuilder, path: JsonPath, headings: dict[tuple[str, str], str]) -> CellLocation:
    found = other.location_of(Flaw(ProblemCode.TRANSLATION_UNKNOWN, path))
    return CellLocation(found.sheet, found.row, headings.get((found.sheet, found.column), found.column))


def _is_made_up(at: str, key: str) -> bool:
    """Whether a title may be one that the program makes of a list's name, which is the same in every language."""
    return key == "title" and at.startswith("scales/")


def _pairs(own: Any, other: Any, parts: dict[str, Any], at: str, path: JsonPath) -> Iterator[_Read]:
    """The place and the other text of each text. Both values come from the same rows, so their lists agree."""
    for key, inside in parts.items():
        mine, theirs = own.get(key), other.get(key)
        if isinstance(mine, str) and isinstance(theirs, str):
            if not (_is_made_up(at, key) and mine == theirs):
                yield _Read(f"{at}{key}", theirs, (*path, key))
        elif isinstance(mine, list) and isinstance(theirs, list):
            for number, (one, two) in enumerate(zip(mine, theirs, strict=False)):
                place = next((one[name] for name in _KEYS if name in one), number + 1)
                yield from _pairs(one, two, inside, f"{at}{key}/{place}/", (*path, key, number))
        elif isinstance(mine, dict) and isinstance(theirs, dict):
            yield from _pairs(mine, theirs, inside, f"{at}{key}/", (*path, key))
