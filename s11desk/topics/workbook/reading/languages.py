"""Takes a workbook apart by languages. XLSForm writes one behind two colons, as in ``label::English (en)``.

XLSForm reference, "Multiple language support". Older forms write one colon. On the sheets ``choices`` and ``settings``
ODK's converter takes no colons in columns of our own, so those end in the tag of the language: ``descriptor_cy``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.workbook.reading.read_cells import SheetCell
from s11desk.topics.workbook.reading.read_workbook import CellLocation, SheetRow, SheetTable, TopicWorkbook
from s11desk.topics.workbook.sheet_columns import DESCRIPTOR_PREFIX, TRANSLATED_COLUMNS, is_translated_column

_TRANSLATED = (
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "descriptor",
    "asks",
    "title",
)
_ONE_COLON = re.compile(rf"({'|'.join(_TRANSLATED)})\s*:(?!:)\s*(\S.*)")
_TAG = re.compile(r"\(\s*([a-z]{2,3})(?:-([a-z]{2}))?\s*\)\s*$")
_TAGS = {"cymraeg": "cy", "welsh": "cy", "english": "en", "french": "fr", "polish": "pl"}
"""Languages that forms name without a tag, as they have headings in lower case."""
_SHORT_TAGS = {"cym": "cy", "wel": "cy", "eng": "en", "fra": "fr", "fre": "fr", "pol": "pl"}
"""Tags of three letters (ISO 639-2) for languages that have one of two, which is the one to be used (BCP 47)."""
_NEEDLESS = {("cy", "gb"), ("gd", "gb"), ("pl", "pl")}
"""Countries that say nothing more: the program's own words are found by the language."""
_ENGLISH = "english (en)"
_ENDING = re.compile(rf"({'|'.join(sorted(TRANSLATED_COLUMNS, key=len, reverse=True))})_([a-z]{{2,3}})")
UNTRANSLATED = "\ufffeuntranslated\ufffe"
"""Stands in a cell whose words have no translation. No cell of a workbook can hold a non-character."""


def in_one_language(workbook: TopicWorkbook) -> TopicWorkbook:
    """The workbook with plain headings: of each column that has several languages, one is kept.

    That is the one without a language, otherwise that of the topic's own language. A column that has words only in
    another language is left out.
    """
    wanted = _own_language(workbook)
    return TopicWorkbook(tuple(_sheet_in(sheet, wanted) for sheet in workbook.sheets))


def tag_of(language: str) -> str:
    """The tag of a language as a heading names it, such as ``cymraeg (cy)``; empty if it has none that is known."""
    found = _TAG.search(language)
    if found is not None:
        tag = _SHORT_TAGS.get(found[1], found[1])
        return tag + (f"-{found[2].upper()}" if found[2] and (tag, found[2]) not in _NEEDLESS else "")
    if language in _SHORT_TAGS:
        return _SHORT_TAGS[language]
    return language if re.fullmatch("[a-z]{2,3}", language) else _TAGS.get(language, "")


def own_tag(workbook: TopicWorkbook) -> str:
    """The tag of the topic's own language; empty if its name is not known."""
    return tag_of(_own_language(workbook))


def _own_language(workbook: TopicWorkbook) -> str:
    """The language in which the questions are read: ``default_language``, else the first; English if none is named."""
    rows = workbook.sheet("settings").rows
    named = " ".join(rows[0].text("default_language").split()).lower() if rows else ""
    labels = [language for base, language in map(_split, workbook.sheet("survey").headers) if base == "label"]
    same = [language for language in labels if named and _is_same(language, named)]
    if "" in labels:
        return named or _ENGLISH
    return (same or labels or [named or _ENGLISH])[0]


def other_languages(workbook: TopicWorkbook) -> dict[str, str]:
    """The tags of all further languages that have words, each with its name as the first heading has it."""
    own, found = _own_language(workbook), dict[str, str]()
    for sheet in workbook.sheets:
        used = {header for row in sheet.rows for header, _ in row.cells}
        further = used - set(_columns_by_heading(sheet, own).values())
        for header in (one for one in sheet.headers if one in further):
            base, language = _split(header)
            tag = tag_of(language)
            if tag and not _is_same(language, own) and is_translated_column(base):
                found.setdefault(tag, _TAG.sub("", language).strip())
    return found


def in_other_language(workbook: TopicWorkbook, tag: str) -> TopicWorkbook:
    """The workbook with the words of one language, and :data:`UNTRANSLATED` in place of words that it lacks."""
    wanted = _own_language(workbook)
    return TopicWorkbook(tuple(_translated_sheet(sheet, wanted, tag) for sheet in workbook.sheets))


def _translated_sheet(sheet: SheetTable, wanted: str, tag: str) -> SheetTable:
    own = _columns_by_heading(sheet, wanted)
    split = ((header, *_split(header)) for header in sheet.headers)
    translated = {base: header for header, base, language in split if tag_of(language) == tag}
    rows = []
    for row in sheet.rows:
        cells = []
        for base, header in own.items():
            cell = row.cell(header)
            if cell is not None and is_translated_column(base):
                there = row.cell(translated[base]) if base in translated else None
                cell = there or SheetCell(UNTRANSLATED)
            cells += [(base, cell)] if cell is not None else []
        rows.append(replace(row, cells=tuple(cells)))
    return replace(sheet, headers=tuple(own), rows=tuple(rows))


def translation_columns(workbook: TopicWorkbook, sheet: SheetTable) -> dict[str, tuple[str, str]]:
    """The headings of ``sheet`` that are read as translations. Of each: the column, and its own heading."""
    own = _columns_by_heading(sheet, _own_language(workbook))
    tags = other_languages(workbook)
    found = {}
    for header in dict.fromkeys(sheet.headers):
        base, language = _split(header)
        if is_translated_column(base) and own.get(base) != header and tag_of(language) in tags:
            found[header] = (base, own.get(base, ""))
    return found


def left_out_columns(file: str, workbook: TopicWorkbook) -> Iterator[Problem]:
    """A warning for each column with words that is left out for its language."""
    wanted = _own_language(workbook)
    for sheet in workbook.sheets:
        taken, translations = _columns_by_heading(sheet, wanted), translation_columns(workbook, sheet)
        used = {header for row in sheet.rows for header, _ in row.cells}
        for header in dict.fromkeys(sheet.headers):
            kept = taken.get(_split(header)[0], "")
            if header in used and kept != header and header not in translations:
                place = CellLocation(sheet.name, sheet.header_row, header).words()
                yield Problem(ProblemCode.LANGUAGE_LEFT_OUT, file, place, found=header, allowed=(kept,))


def _sheet_in(sheet: SheetTable, wanted: str) -> SheetTable:
    taken = _columns_by_heading(sheet, wanted)
    names = {header: base for base, header in taken.items()}
    rows = tuple(_row_in(row, names) for row in sheet.rows)
    headers = tuple(names[header] for header in sheet.headers if header in names)
    return replace(sheet, headers=headers, rows=rows)


def _row_in(row: SheetRow, names: dict[str, str]) -> SheetRow:
    return replace(row, cells=tuple((names[header], cell) for header, cell in row.cells if header in names))


def _columns_by_heading(sheet: SheetTable, wanted: str) -> dict[str, str]:
    """For each heading without a language, the heading of the column that is read for it."""
    languages: dict[str, dict[str, str]] = {}
    for header in sheet.headers:
        base, language = _split(header)
        languages.setdefault(base, {}).setdefault(language, header)
    chosen = ((base, _choose_language(base, tuple(found), wanted)) for base, found in languages.items())
    return {base: languages[base][language] for base, language in chosen if language is not None}


def _choose_language(base: str, offered: tuple[str, ...], wanted: str) -> str | None:
    """The one of the offered languages that is read; None if all of them are other languages."""
    if "" in offered:
        return ""
    same = next((language for language in offered if _is_same(language, wanted)), None)
    is_other = is_translated_column(base) and tag_of(wanted) and all(map(tag_of, offered))
    return same if same is not None or is_other else offered[0]


def _is_same(language: str, wanted: str) -> bool:
    """Whether both name one language, as ``english`` and ``english (en)`` do."""
    if tag_of(language) and tag_of(wanted):
        return tag_of(language) == tag_of(wanted)
    return language == wanted or language.partition("(")[0].strip() == wanted.partition("(")[0].strip()


def tag_of_heading(header: str) -> str:
    """The tag of the language that the heading names; empty if there is none."""
    return tag_of(_split(header)[1])


def base_of(header: str) -> str:
    """The heading without its language."""
    return _split(header)[0]


def _split(header: str) -> tuple[str, str]:
    """The heading without its language, and the language; empty if it has none."""
    base, colons, language = header.partition("::")
    if colons and not base.startswith(("media", "bind", "instance", "body")):
        return base.strip(), language.strip()
    if (ending := _ENDING.fullmatch(header)) is not None:
        return ending[1], ending[2]
    single = None if header.startswith(DESCRIPTOR_PREFIX) else _ONE_COLON.fullmatch(header)
    return (single[1], single[2]) if single else (header, "")
