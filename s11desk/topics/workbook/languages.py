"""Chooses one language of a workbook. XLSForm writes it behind two colons, as in ``label::English (en)``.

XLSForm reference, "Multiple language support". Older forms write one colon.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.topics.workbook.read_workbook import CellLocation, SheetRow, SheetTable, TopicWorkbook
from s11desk.topics.workbook.sheet_columns import DESCRIPTOR_PREFIX

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


def in_one_language(workbook: TopicWorkbook) -> TopicWorkbook:
    """The workbook with plain headings: of each column that has several languages, one is kept.

    That is the one without a language, otherwise that of ``default_language``, otherwise the first.
    """
    wanted = _default_language(workbook)
    return TopicWorkbook(tuple(_sheet_in(sheet, wanted) for sheet in workbook.sheets))


def left_out_columns(file: str, workbook: TopicWorkbook) -> Iterator[Problem]:
    """A warning for each column with words that is left out for its language."""
    wanted = _default_language(workbook)
    for sheet in workbook.sheets:
        taken = _columns_by_heading(sheet, wanted)
        used = {header for row in sheet.rows for header, _ in row.cells}
        for header in dict.fromkeys(sheet.headers):
            kept = taken[_split(header)[0]]
            if header in used and kept != header:
                place = CellLocation(sheet.name, sheet.header_row, header).words()
                yield Problem(ProblemCode.LANGUAGE_LEFT_OUT, file, place, found=header, allowed=(kept,))


def _default_language(workbook: TopicWorkbook) -> str:
    rows = workbook.sheet("settings").rows
    return " ".join(rows[0].text("default_language").split()).lower() if rows else ""


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
    return {base: by_language[_choose_language(by_language, wanted)] for base, by_language in languages.items()}


def _choose_language(by_language: dict[str, str], wanted: str) -> str:
    if "" in by_language:
        return ""
    same = [language for language in by_language if wanted and _is_same(language, wanted)]
    return same[0] if same else next(iter(by_language))


def _is_same(language: str, wanted: str) -> bool:
    """Whether both name one language, as ``english`` and ``english (en)`` do."""
    return language == wanted or language.partition("(")[0].strip() == wanted.partition("(")[0].strip()


def _split(header: str) -> tuple[str, str]:
    """The heading without its language, and the language; empty if it has none."""
    base, colons, language = header.partition("::")
    if colons and not base.startswith(("media", "bind", "instance", "body")):
        return base.strip(), language.strip()
    single = None if header.startswith(DESCRIPTOR_PREFIX) else _ONE_COLON.fullmatch(header)
    return (single[1], single[2]) if single else (header, "")
