"""Further mistakes of people who write a topic in Excel: none is silent, none stops the check, each has its place."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest

from s11desk.domain.topics.pack_problems import ProblemCode
from tests.topics.test_authors_afternoon import Change, at, problems_after

P = ProblemCode


def both(*changes: Change) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        for one in changes:
            one(book)

    return change


def rows(sheet: str, *texts: tuple[str | None, ...]) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        for row in texts:
            book[sheet].append(list(row))

    return change


def without_rows(sheet: str, first: int, count: int) -> Change:
    return lambda book: book[sheet].delete_rows(first, count)


MISTAKES: dict[str, tuple[Change, ProblemCode, str]] = {
    "a list begins again": (rows("choices", ("yes_no", None, "maybe", "Maybe")), P.LIST_SCATTERED, "choices, row 11"),
    "a choice of no list": (at("choices", 5, "list_name", None), P.LIST_UNNAMED, "choices, row 5, list_name"),
    "a code twice": (at("choices", 5, "name", "red"), P.ID_REPEATED, "choices, row 5, name"),
    "a code with a space": (at("choices", 4, "name", "dark red"), P.ID_WRONG, "choices, row 4, name"),
    "a choice without words": (at("choices", 8, "label", None), P.KEY_MISSING, "choices, row 8, label"),
    "a score in words": (at("choices", 6, "score", "two"), P.NUMBER_WRONG, "choices, row 6, score"),
    "a colour without #": (at("choices", 4, "colour", "FF0000"), P.COLOUR_WRONG, "choices, row 4, colour"),
    "words that are never asked": (at("choices", 6, "asks", "Say more"), P.ASKS_UNUSED, "choices, row 6, asks"),
    "a descriptor as a number": (
        at("choices", 6, "descriptor", 3),
        P.SPREADSHEET_RESIDUE,
        "choices, row 6, descriptor",
    ),
    "a list with one choice": (
        both(without_rows("choices", 9, 2), at("survey", 3, "type", "select_one agencies")),
        P.LIST_SHORT,
        "choices",
    ),
    "a number before the words": (
        at("survey", 9, "label", "2.1 Is there a lead?"),
        P.NUMBER_IN_WORDING,
        "survey, row 9",
    ),
    "a question without words": (at("survey", 9, "label", "?"), P.TEXT_WORDLESS, "survey, row 9, label"),
    "a hint that repeats": (
        at("survey", 10, "hint", "Do you have a safeguarding policy of  your own?"),
        P.HELP_REPEATS,
        "survey, row 10, hint",
    ),
    "a visible apostrophe": (
        at("survey", 9, "label", "'There is a lead"),
        P.SPREADSHEET_RESIDUE,
        "survey, row 9, label",
    ),
    "a percentage as a hint": (at("survey", 9, "hint", 0.75), P.SPREADSHEET_RESIDUE, "survey, row 9, hint"),
    "a date as a question": (at("survey", 9, "label", dt.date(2027, 2, 1)), P.CELL_DATE, "survey, row 9, label"),
    "a limit in words": (at("survey", 5, "constraint", "between 0 and 9"), P.EXPRESSION_WRONG, "survey, row 5"),
    "a limit where a table ends": (
        at("survey", 16, "constraint", ". < 9"),
        P.CELL_UNUSED,
        "survey, row 16, constraint",
    ),
    "a number where a section ends": (at("survey", 7, "number", "1"), P.CELL_UNUSED, "survey, row 7, number"),
    "a kind where a section begins": (at("survey", 8, "kind", "people"), P.CELL_UNUSED, "survey, row 8, kind"),
    "the kind people for a list": (at("survey", 9, "kind", "people"), P.CELL_UNUSED, "survey, row 9, kind"),
    "the kind agency for words": (at("survey", 17, "kind", "agency"), P.CELL_UNUSED, "survey, row 17, kind"),
    "two equals signs": (at("survey", 11, "relevant", "${policy} == 'yes'"), P.EXPRESSION_WRONG, "survey, row 11"),
    "an answer in capitals": (
        at("survey", 11, "relevant", "${policy} = 'Yes'"),
        P.RULE_VALUE_UNKNOWN,
        "survey, row 11",
    ),
    "two lists": (at("survey", 10, "type", "select_one yes_no rag"), P.CHOICES_UNKNOWN, "survey, row 10, type"),
    "options in the type": (at("survey", 10, "type", "select_one Yes, No"), P.CHOICES_UNKNOWN, "survey, row 10, type"),
    "an empty section": (
        rows("survey", ("begin_group", "empty", "Nothing here"), ("end_group",)),
        P.SECTION_UNUSED,
        "survey, row 19, name",
    ),
    "two sections of one name": (at("survey", 8, "name", "about_you"), P.ID_REPEATED, "survey, row 8, name"),
    "a person twice": (at("survey", 4, "people", "a | A | name\na | B | name"), P.ID_REPEATED, "survey, row 4, people"),
    "a detail that nobody has": (
        at("survey", 4, "people", "a | A | name, fax"),
        P.WORD_UNKNOWN,
        "survey, row 4, people",
    ),
    "a total of no scale": (at("settings", 2, "total", "rug: sum"), P.SCALE_UNKNOWN, "settings, row 2, total"),
    "a year in two figures": (at("settings", 2, "year", 27), P.YEAR_DOUBTFUL, "settings, row 2, year"),
    "a year long past": (at("settings", 2, "year", "2019/20"), P.YEAR_DOUBTFUL, "settings, row 2, year"),
    "a deadline far away": (at("settings", 2, "deadline", "2127-03-31"), P.DEADLINE_FAR, "settings, row 2, deadline"),
    "a telephone number that lost its zero": (
        at("settings", 2, "contact_telephone", 1514960000),
        P.ZERO_LOST,
        "settings, row 2, contact_telephone",
    ),
    "a second row of settings": (at("settings", 3, "form_title", "Other"), P.CELL_UNUSED, "settings, row 3"),
    "a term twice": (rows("definitions", ("Neglect", "a"), ("Neglect", "b")), P.ENTRY_REPEATED, "definitions, row 3"),
    "a plan without a day": (without_rows("action_plan", 5, 1), P.COLUMN_MISSING, "action_plan"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_its_place(mistake: str) -> None:
    change, code, place = MISTAKES[mistake]
    found = [(one.code, one.place) for one in problems_after(change)]
    assert any(one == code and where.startswith(place) for one, where in found), found
