"""What stopped a new author in an afternoon with the template: each slip is named once, and where it was made."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from s11desk.app.topic_packs import template_topic
from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from s11desk.wording.dates import parse_day
from tests.samples import NOON

P = ProblemCode
TODAY = dt.date(2026, 11, 29)
Change = Callable[[Workbook], None]


def problems_after(change: Change) -> tuple[Problem, ...]:
    """The problems of the template after a change, without those of the template itself."""
    found = examine_workbook_bytes("form.xlsx", saved(change), TODAY).problems
    return tuple(one for one in found if (one.code, one.place) not in plain_problems())


@functools.cache
def plain_problems() -> set[tuple[ProblemCode, str]]:
    found = examine_workbook_bytes("form.xlsx", saved(lambda _: None), TODAY).problems
    return {(one.code, one.place) for one in found}


@functools.cache
def template_workbook() -> bytes:
    return topic_workbook(template_topic(), NOON, is_template=True)


def saved(change: Change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(template_workbook()))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def at(sheet: str, row: int, heading: str, value: object) -> Change:
    def change(book: Workbook) -> None:
        column = next(number for number, cell in enumerate(book[sheet][1], 1) if cell.value == heading)
        book[sheet].cell(row, column).value = value  # type: ignore[assignment] # what a person types

    return change


def test_a_wrong_name_of_a_section_is_named_once_and_at_the_section() -> None:
    found = problems_after(at("survey", 8, "name", "Part A"))
    assert [(one.code, one.place, one.nearest) for one in found] == [(P.ID_WRONG, "survey, row 8, name", "part_a")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("number", "integer"),
        ("Upload", "file"),
        ("yes/no", "select_one yes_no"),
        ("paragraph", "text"),
        ("drop-down", "select_one LIST"),
    ],
)
def test_a_type_in_an_authors_own_words_has_the_right_one_beside_it(typed: str, meant: str) -> None:
    found = problems_after(at("survey", 15, "type", typed))
    assert (P.TYPE_UNSUPPORTED, meant) in [(one.code, one.nearest) for one in found]


def test_a_name_twice_is_named_although_one_of_them_has_another_mistake() -> None:
    def change(book: Workbook) -> None:
        at("survey", 9, "type", "select_one RAG")(book)
        at("survey", 10, "name", "named_lead")(book)

    codes = [(one.code, one.place) for one in problems_after(change)]
    assert (P.ID_REPEATED, "survey, row 10, name") in codes
    assert (P.CHOICES_UNKNOWN, "survey, row 9, type") in codes


def test_a_person_that_cannot_be_read_is_named_once() -> None:
    found = problems_after(at("survey", 4, "people", "Lead"))
    assert [one.code for one in found] == [P.PERSON_WRONG]


def test_the_problems_are_in_the_order_of_the_sheets_and_rows() -> None:
    def change(book: Workbook) -> None:
        for one in (
            at("settings", 2, "version", "v2"),
            at("survey", 17, "required", "perhaps"),
            at("survey", 3, "required", "perhaps"),
            at("choices", 4, "colour", "Red"),
        ):
            one(book)

    places = [one.place for one in problems_after(change)]
    assert places == ["survey, row 3, required", "survey, row 17, required", "choices, row 4, colour", places[-1]]
    assert places[-1] == "settings, row 2, version"


def test_a_row_with_something_but_no_type_is_named() -> None:
    found = problems_after(at("survey", 40, "hint", "Think of the past year."))
    assert [(one.code, one.place) for one in found] == [(P.KEY_MISSING, "survey, row 40, type")]


@pytest.mark.parametrize("typed", ["31st March 2027", "March 31st 2027", "31 March 2027"])
def test_a_day_with_its_ending_is_read(typed: str) -> None:
    assert parse_day(typed) == dt.date(2027, 3, 31)
