"""Makes the columns of a workbook in several languages, in the form that XLSForm gives them.

ODK's converter refuses ``::`` in a column of our own on the sheets ``choices`` and ``settings`` (tried with pyxform).
So those end in an underscore and the tag of the language: ``descriptor_cy``.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import zip_longest

from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.translations import Translation, name_of_language
from s11desk.topics.workbook.reading.languages import UNTRANSLATED, base_of
from s11desk.topics.workbook.sheet_columns import DESCRIPTOR_PREFIX, is_translated_column
from s11desk.topics.workbook.writing.make_choice_rows import RowTexts

_OF_XLSFORM = {("survey", "label"), ("survey", "hint"), ("choices", "label")}
"""Columns that XLSForm itself has in several languages: those of the topic's own language get its name too."""
_NO_COLONS = {"choices", "settings"}


def rows_in_languages(
    topic: Topic, sheet: str, rows: list[RowTexts], others: Mapping[Translation, Mapping[str, list[RowTexts]]]
) -> list[RowTexts]:
    """The rows of one sheet with a further column for each language that a text has.

    ``others``: the rows of every sheet in each language.
    """
    own = own_language(topic)
    made = [{_own_heading(sheet, column, own): text for column, text in row.items()} for row in rows]
    for translation, by_sheet in others.items():
        name = _heading_name(translation.language, translation.name)
        for row, mine, theirs in zip(made, rows, by_sheet.get(sheet, []), strict=False):
            row |= {
                _other_heading(sheet, column, translation.language, name): _translated(text, mine[column])
                for column, text in theirs.items()
                if is_translated_column(column) and column in mine
            }
    if sheet == "settings":
        made[0]["default_language"] = own
    return made


def plain_column(heading: str) -> str:
    """The column to which a heading belongs, whatever language it names."""
    return heading if heading.startswith(DESCRIPTOR_PREFIX) else base_of(heading)


def _translated(text: str, own: str) -> str:
    """The cell of one language: empty if nothing in it is translated. A line without a translation is as it is."""
    lines = text.split("\n")
    if all(UNTRANSLATED in line for line in lines):
        return ""
    pairs = zip_longest(lines, own.split("\n"), fillvalue="")
    return "\n".join(mine if UNTRANSLATED in line else line for line, mine in pairs)


def _own_heading(sheet: str, column: str, own: str) -> str:
    return f"{column}::{own}" if (sheet, column) in _OF_XLSFORM else column


def _other_heading(sheet: str, column: str, language: str, name: str) -> str:
    is_plain = sheet in _NO_COLONS and (sheet, column) not in _OF_XLSFORM
    return f"{column}_{language.partition('-')[0]}" if is_plain else f"{column}::{name}"


def own_language(topic: Topic) -> str:
    """The topic's own language as ``default_language`` names it."""
    return _heading_name(topic.language, "")


def _heading_name(language: str, name: str) -> str:
    """Such as ``Cymraeg (cy)``, which XLSForm recommends."""
    tag = language.partition("-")[0] if language == "en-GB" else language
    return f"{name_of_language(language, name)} ({tag})"
