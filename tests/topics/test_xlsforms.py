"""What ODK's forms have that a topic has not: other languages, older spellings, and sheets of their own."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.check_pack import Examination
from s11desk.topics.checks.pack_structure import structure_flaws
from s11desk.topics.topic_schema import topic_schema
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.survey_types import usual_type
from tests.topics.form_journey import FORMS

SETTINGS = {
    "form_title": "Some form",
    "form_id": "some",
    "version": 1,
    "year": "2026",
    "partnership": "Northshire",
    "contact": "Office",
}


def examined(survey: list[list[object]], choices: list[list[object]] | None = None, **settings: object) -> Examination:
    """The form with these rows; the first of each sheet are its headings."""
    book = Workbook()
    book.remove(book.worksheets[0])
    values = SETTINGS | settings
    rows: dict[str, list[list[object]]] = {
        "survey": survey,
        "choices": choices or [],
        "settings": [list(values), list(values.values())],
    }
    for name, of_sheet in rows.items():
        sheet = book.create_sheet(name)
        for row in of_sheet:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return examine_workbook_bytes("form.xlsx", out.getvalue())


def question_text(found: Examination) -> str:
    assert found.topic is not None, found.problems
    return found.topic.questions[0].text


TWO_LANGUAGES: list[list[object]] = [
    ["type", "name", "label::Cymraeg (cy)", "label::English (en)", "required"],
    ["text", "a", "Beth?", "What?", "yes"],
]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("English (en)", "What?"),
        ("english", "What?"),
        ("Cymraeg (cy)", "Beth?"),
        ("", "Beth?"),
        ("French (fr)", "Beth?"),
    ],
)
def test_one_language_is_the_topics_own_and_the_other_a_translation(language: str, text: str) -> None:
    found = examined(TWO_LANGUAGES, default_language=language)
    assert question_text(found) == text
    assert found.topic is not None
    own, other = ("en-GB", "cy") if text == "What?" else ("cy", "en")
    assert found.topic.languages == (own, other)
    assert found.topic.in_language(other).questions[0].text == ("Beth?" if text == "What?" else "What?")
    assert ProblemCode.LANGUAGE_LEFT_OUT not in {problem.code for problem in found.problems}
    assert all(problem.is_warning for problem in found.problems)


def test_a_column_without_a_language_goes_before_those_with_one() -> None:
    rows: list[list[object]] = [
        ["type", "name", "label::Cymraeg (cy)", "label", "required"],
        ["text", "a", "Beth?", "What?", "yes"],
    ]
    assert question_text(examined(rows)) == "What?"


def test_one_colon_before_a_language_is_read_too() -> None:
    assert (
        question_text(examined([["type", "name", "label:English", "required"], ["text", "a", "What?", "yes"]]))
        == "What?"
    )


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("select one from colours", "select_one colours"),
        ("select one colours", "select_one colours"),
        ("select all that apply from colours", "select_multiple colours"),
        ("add select one prompt using colours", "select_one colours"),
        ("select_one  colours or_other", "select_one colours or_other"),
        ("text", "text"),
    ],
)
def test_older_spellings_of_a_type_are_understood(written: str, usual: str) -> None:
    assert usual_type(written) == usual


@pytest.mark.parametrize("kind", ["start", "end", "today", "deviceid", "audit"])
def test_metadata_asks_nothing(kind: str) -> None:
    found = examined([["type", "name", "label", "required"], [kind, "m", None, None], ["text", "a", "What?", "yes"]])
    assert question_text(found) == "What?"


REFUSED = (
    "note",
    "calculate",
    "geopoint",
    "audio",
    "video",
    "barcode",
    "rank colours",
    "range",
    "time",
    "dateTime",
    "hidden",
)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_type_outside_the_subset_is_refused_with_its_row(kind: str) -> None:
    found = examined([["type", "name", "label", "required"], ["text", "a", "What?", "yes"], [kind, "b", "Then?", None]])
    assert found.topic is None
    assert [(problem.code, problem.place) for problem in found.problems] == [
        (ProblemCode.TYPE_UNSUPPORTED, "survey, row 3, type")
    ]


def patterns(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for inner in schema.values():
            yield from patterns(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from patterns(inner)


BAD = {"section": "no such id!", "number": "1" * 40, "earliest": "31/03/2026", "not_above": "a b"}


def test_each_pattern_of_the_format_has_a_sentence_for_what_breaks_it() -> None:
    question = {"id": "a", "kind": "date", "text": "When?"} | BAD
    codes = {flaw.code for flaw in structure_flaws({"questions": [question]}) if flaw.path[-1] in BAD}
    assert codes == {ProblemCode.ID_WRONG, ProblemCode.OWN_NUMBER_WRONG, ProblemCode.DATE_WRONG}
    for pattern in set(patterns(json.loads(json.dumps(topic_schema())))):
        from s11desk.topics.checks import pack_structure

        assert pattern in pack_structure._PATTERNS


def test_a_form_keeps_its_words_in_whatever_case_its_headings_are() -> None:
    book = load_workbook(next(form for form in FORMS if form.stem == "tiny"))
    for sheet in book:
        for cell in next(sheet.iter_rows(max_row=1)):
            cell.value = f" {str(cell.value).upper()} "
    out = io.BytesIO()
    book.save(out)
    assert examine_workbook_bytes("tiny.xlsx", out.getvalue()).topic is not None
