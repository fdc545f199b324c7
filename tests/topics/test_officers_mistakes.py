"""What officers do in Excel that looks right to them: each is named with its cell, or read as it looks.

Many mistakes are made in one workbook, because a check names all of them at once.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Question, QuestionKind, Topic
from s11desk.topics.check_pack import Examination
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from tests.samples import NOON

P = ProblemCode
TODAY = dt.date(2026, 11, 29)
SHEETS: dict[str, list[list[object]]] = {
    "survey": [
        ["type", "name", "label", "hint", "guidance_hint", "required", "relevant", "constraint", "references"],
        ["begin_group", "leadership", "Leadership"],
        ["select_one rag", "policy", "Is your policy new?", "Say when", "See the minutes.", "yes", "", "", "wt: 2.1"],
        ["select_one yes_no", "lead", "Have you a named lead?", "", "", "yes"],
        ["text", "lead_name", "Who is the named lead?", "", "", "", "${lead} = 'yes'"],
        ["end_group"],
        ["begin_group", "training", "Training"],
        ["integer", "staff", "How many staff have you?", "", "", "yes", "", ". >= 0"],
        ["decimal", "hours", "How many hours is a course?", "", "", "", "", ". >= 0"],
        ["select_multiple courses", "offered", "Which courses do you offer?", "", "", "", "${staff} > 0"],
        ["begin_repeat", "log", "Who was trained?"],
        ["text", "person", "Job role"],
        ["select_one courses", "course", "Course"],
        ["end_repeat"],
        ["end_group"],
    ],
    "choices": [
        ["list_name", "name", "label", "descriptor", "score", "colour", "needs_action", "left_out"],
        ["rag", "red", "Red", "Nothing yet", 0, "#b3261e", "yes"],
        ["rag", "amber", "Amber", "In part", 1, "#b26a00"],
        ["rag", "green", "Green", "All of it", 2, "#1d6f42"],
        ["yes_no", "yes", "Yes"],
        ["yes_no", "no", "No"],
        ["courses", "basic", "Basic awareness"],
        ["courses", "online", "Online safety"],
        ["courses", "leads", "Training for leads"],
    ],
    "settings": [
        ["form_title", "form_id", "version", "year", "partnership", "contact", "deadline", "return_to", "sign_off"],
        ["Self-audit", "west", 1, "2027", "West", "Office", dt.date(2027, 3, 31), "a@west.gov.uk", "Lead: True."],
    ],
    "frameworks": [["name", "title"], ["wt", "Working Together"]],
    "action_plan": [["field", "label"], ["action", "What"], ["lead", "Who"], ["due", "By when"]],
}


class Typed(NamedTuple):
    """What somebody types into a cell, and the problem of that cell."""

    sheet: str
    row: int
    heading: str
    value: object
    problem: ProblemCode
    number_format: str = ""


def book() -> Workbook:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def type_in(made: Workbook, sheet: str, row: int, heading: str, value: object, number_format: str = "") -> None:
    headings = [cell.value for cell in made[sheet][1]]
    if heading not in headings:
        made[sheet].cell(1, len(headings) + 1).value = heading
        headings.append(heading)
    cell = made[sheet].cell(row, headings.index(heading) + 1)
    cell.value = value  # type: ignore[assignment] # what a person types
    if number_format:
        cell.number_format = number_format


def examined(made: Workbook | bytes) -> Examination:
    out = io.BytesIO()
    if isinstance(made, bytes):
        return examine_workbook_bytes("form.xlsx", made, TODAY)
    made.save(out)
    return examine_workbook_bytes("form.xlsx", out.getvalue(), TODAY)


def topic_of(made: Workbook | bytes) -> Topic:
    found = examined(made)
    assert found.topic is not None, found.problems
    return found.topic


def question_of(topic: Topic, question_id: str) -> Question:
    return next(one for one in topic.questions if one.id == question_id)


def found_in(made: Workbook | bytes) -> set[tuple[ProblemCode, str]]:
    return {(one.code, one.place) for one in examined(made).problems}


def test_the_workbook_itself_has_no_problem() -> None:
    assert examined(book()).problems == ()


SHOWN_OTHERWISE = (
    Typed("choices", 7, "label", 0.75, P.CELL_SHOWN_OTHERWISE, "0%"),
    Typed("choices", 8, "label", 500, P.CELL_SHOWN_OTHERWISE, '"£"#,##0'),
    Typed("choices", 9, "label", 1000, P.CELL_SHOWN_OTHERWISE, "#,##0"),
    Typed("choices", 9, "name", 1, P.CELL_SHOWN_OTHERWISE, "00"),
    Typed("settings", 2, "year", 2027, P.CELL_SHOWN_OTHERWISE, "#,##0"),
    Typed("choices", 3, "asks", 2.25, P.CELL_SHOWN_OTHERWISE, "0.0"),
    Typed("choices", 2, "descriptor", 0.5, P.CELL_SHOWN_OTHERWISE, "0.0%"),
    Typed("choices", 2, "label", dt.time(1, 8), P.CELL_DATE, "h:mm"),
    Typed("choices", 3, "label", dt.timedelta(hours=25), P.CELL_DATE, "[h]:mm"),
    Typed("survey", 3, "number", 1.1, P.CELL_SHOWN_OTHERWISE, "0.00"),
    Typed("survey", 4, "name", 12345678901234567890, P.CELL_SHOWN_OTHERWISE),
    Typed("settings", 2, "deadline", 0, P.DATE_WRONG, "dd/mm/yyyy"),
)
WITHOUT_EFFECT = (
    *(
        Typed("survey", 12, heading, "x", P.CELL_UNUSED)
        for heading in ("hint", "guidance_hint", "relevant", "number", "short", "references", "part", "people", "rows")
    ),
    *(Typed("survey", 12, heading, "pdf", P.CELL_UNUSED) for heading in ("evidence_types", "descriptor:red")),
    *(Typed("survey", 11, heading, "x", P.CELL_UNUSED) for heading in ("constraint", "unit", "people", "kind", "part")),
    Typed("survey", 11, "descriptor:red", "x", P.CELL_UNUSED),
    *(Typed("survey", 5, heading, "2", P.CELL_UNUSED) for heading in ("least_rows", "most_rows", "part", "people")),
    Typed("survey", 2, "required", "yes", P.CELL_UNUSED),
    Typed("survey", 2, "short", "Lead", P.CELL_UNUSED),
    Typed("survey", 4, "evidence_max_mb", 5, P.LIMIT_WITHOUT_TYPES),
    Typed("settings", 2, "evidence_max_files", 5, P.LIMIT_WITHOUT_TYPES),
    Typed("survey", 4, "kind", "judgement", P.CELL_UNUSED),
    Typed("survey", 6, "name", "training", P.END_MISNAMED),
    Typed("settings", 2, "origin", "nonsense", P.ORIGIN_WRONG),
    Typed("action_plan", 3, "origin", "nonsense", P.ORIGIN_WRONG),
    Typed("settings", 2, "default_language", "Klingon", P.LANGUAGE_WRONG),
)
DOUBTFUL = (
    Typed("choices", 3, "score", None, P.SCORE_MISSING),
    Typed("choices", 8, "label", "Basic\u00a0 awareness", P.LABEL_ALIKE),
    Typed("settings", 2, "return_to", "r\u0435turns@west.gov.uk", P.EMAIL_LETTERS),
    Typed("settings", 2, "sign_off", "Head and chair of governors", P.ROLES_JOINED),
    Typed("survey", 5, "relevant", "${policy} != 'red' or ${policy} != 'amber'", P.RULE_ALWAYS),
    Typed("choices", 2, "needs_evidence", "yes", P.FILE_IMPOSSIBLE),
    Typed("survey", 8, "type", "file", P.FILE_IMPOSSIBLE),
)
NOTHING = (
    Typed("settings", 2, "sign_off", ": I have read this.", P.TEXT_EMPTY),
    Typed("survey", 5, "relevant", "${lead} = 1", P.RULE_VALUE_UNKNOWN),
)
CONDITIONS = (
    Typed("survey", 5, "relevant", "${leadership} = 'yes'", P.RULE_QUESTION_UNKNOWN),
    Typed("survey", 9, "constraint", ". > 0", P.EXPRESSION_BOUND),
    Typed("survey", 10, "relevant", "${hours} > 1", P.EXPRESSION_BOUND),
    Typed("survey", 4, "relevant", "(" * 5_000 + "${policy} = 'red'" + ")" * 5_000, P.EXPRESSION_WRONG),
    Typed("survey", 8, "constraint", ". >= 5 and . >= 0", P.EXPRESSION_WRONG),
    Typed("survey", 13, "type", "select_one rag", P.SCALE_UNFIT),
    Typed("survey", 3, "type", "select_one rag or_other", P.OTHER_UNFIT),
    Typed("choices", 2, "score", 1e300, P.NUMBER_WRONG),
    Typed("choices", 3, "score", "9" * 5_000, P.NUMBER_WRONG),
)


@pytest.mark.parametrize("mistakes", [SHOWN_OTHERWISE, WITHOUT_EFFECT, DOUBTFUL, CONDITIONS, NOTHING])
def test_each_of_many_mistakes_is_named_with_its_cell(mistakes: tuple[Typed, ...]) -> None:
    made = book()
    for one in mistakes:
        type_in(made, one.sheet, one.row, one.heading, one.value, one.number_format)
    expected = {(one.problem, f"{one.sheet}, row {one.row}, {one.heading}") for one in mistakes}
    assert expected - found_in(made) == set()


@pytest.mark.parametrize(
    "constraint", [". <= " + "9" * 5_000, ". <= " + "9" * 400 + ".5", "not(" * 3_000 + ". > 1" + ")" * 3_000]
)
def test_an_expression_of_any_size_is_a_problem_and_no_fault(constraint: str) -> None:
    made = book()
    type_in(made, "survey", 8, "constraint", constraint)
    assert (P.EXPRESSION_WRONG, "survey, row 8, constraint") in found_in(made)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [(5, "0", "5"), (5, "#,##0", "5"), (2.5, "0.0", "2.5"), (5, "[$-407]General", "5"), (5, "GENERAL", "5")],
)
def test_a_number_that_looks_as_it_is_can_be_a_label(value: float, number_format: str, shown: str) -> None:
    made = book()
    type_in(made, "choices", 7, "label", value, number_format)
    assert topic_of(made).choice_lists[0].choices[0].label == shown


def test_settings_below_each_other_are_one_problem() -> None:
    made = book()
    headings, values = SHEETS["settings"]
    made.remove(made["settings"])
    sheet = made.create_sheet("settings")
    for pair in zip(headings, values, strict=True):
        sheet.append(list(pair))
    assert [one.code for one in examined(made).problems] == [P.SETTINGS_DOWN]


def test_a_total_without_scores_or_without_a_scale_is_named() -> None:
    made = book()
    type_in(made, "settings", 2, "total", "percent")
    for row in (2, 3, 4):
        type_in(made, "choices", row, "score", None)
    assert {one.code for one in examined(made).problems} == {P.TOTAL_EMPTY}
    made["choices"].delete_rows(2, 3)
    type_in(made, "survey", 3, "type", "select_one yes_no")
    assert (P.CELL_UNUSED, "settings, row 2, total") in found_in(made)


def test_what_is_written_where_the_headings_belong_is_named() -> None:
    made = book()
    made.create_sheet("introduction").append(["why", "Why we ask", "We ask this each year."])
    places = {place for code, place in found_in(made) if code is P.HEADER_UNKNOWN}
    assert places == {f"introduction, row 1, {text}" for text in ("why", "why we ask", "we ask this each year.")}


def test_a_condition_may_name_a_code_that_is_a_number_without_quotation_marks() -> None:
    made = book()
    for row, code in ((7, 1), (8, 2), (9, 3)):
        type_in(made, "choices", row, "name", code)
    type_in(made, "survey", 10, "type", "select_one courses")
    made["survey"].insert_rows(11)
    for heading, text in (("type", "text"), ("name", "why"), ("label", "Why?"), ("relevant", "${offered} != 2")):
        type_in(made, "survey", 11, heading, text)
    (condition,) = question_of(topic_of(made), "why").show_when
    assert condition.none_of == ("2",)


def test_a_coloured_cell_without_a_colour_is_named() -> None:
    made = book()
    type_in(made, "choices", 2, "colour", None)
    made["choices"].cell(2, 6).fill = PatternFill("solid", fgColor="FF0000")
    assert found_in(made) == {(P.COLOUR_FILLED, "choices, row 2, colour")}


def test_what_stands_beside_the_cells_or_on_other_sheets_is_named() -> None:
    made = book()
    chart = BarChart()
    chart.add_data(Reference(made["choices"], min_col=5, min_row=1, max_row=4))
    survey = made.worksheets[0]
    survey.add_chart(chart, "Z3")
    for name in ("Notes", "Instructions"):
        made.create_sheet(name).append(["Read this"])
        made[name].append(["Tell agencies to send it by March."])
    type_in(made, "survey", 4, "default", "yes")
    assert found_in(made) == {
        (P.PICTURE_UNREAD, "survey"),
        (P.SHEET_UNKNOWN, "notes"),
        (P.SHEET_UNKNOWN, "instructions"),
        (P.COLUMN_IGNORED, "survey, row 1, default"),
    }


def test_a_list_of_yes_and_no_can_be_used_wherever_a_list_can() -> None:
    made = book()
    type_in(made, "survey", 13, "type", "select_one yes_no")
    type_in(made, "survey", 10, "type", "select_multiple yes_no")
    topic = topic_of(made)
    assert question_of(topic, "lead").kind is QuestionKind.YES_NO
    assert question_of(topic, "offered").choices == "yes_no"
    assert question_of(topic, "log").columns[1].choices == "yes_no"


@pytest.mark.parametrize("heading", ["label", "label::Cymraeg (cy)"])
def test_own_words_for_yes_and_no_are_kept(heading: str) -> None:
    made = book()
    type_in(made, "choices", 5, heading, "Oes")
    type_in(made, "choices", 6, heading, "Nac oes")
    topic = topic_of(made)
    assert question_of(topic, "lead").kind is QuestionKind.SINGLE_CHOICE
    shown = topic.in_language("cy") if topic.translations else topic
    assert {choice.label for listed in shown.choice_lists for choice in listed.choices} >= {"Oes", "Nac oes"}


def test_references_may_be_divided_by_commas_where_another_framework_follows() -> None:
    made = book()
    type_in(made, "survey", 3, "references", "wt: 2.1, 2.2, wt: 3.1")
    assert [one.reference for one in question_of(topic_of(made), "policy").references] == ["2.1, 2.2", "3.1"]


def test_advice_for_one_question_is_translated_like_any_other_text() -> None:
    made = book()
    type_in(made, "survey", 3, "label::Cymraeg (cym)", "A yw'r polisi'n newydd?")
    found = examined(made)
    missing = {one.place for one in found.problems if one.code is P.TRANSLATION_MISSING}
    assert "survey, row 3, guidance_hint" in missing
    type_in(made, "survey", 3, "guidance_hint::Cymraeg (cy)", "Gweler y cofnodion.")
    texts = {one.at: one.text for one in topic_of(made).translations[0].texts}
    assert texts["guidance/policy-guidance/text"] == "Gweler y cofnodion."
    assert texts["guidance/policy-guidance/title"] == "Am y cwestiwn hwn"


def test_two_long_names_do_not_give_one_id_to_the_advice_of_both() -> None:
    made = book()
    for row, end in ((3, "one"), (4, "two")):
        type_in(made, "survey", row, "name", f"a_very_long_name_for_a_question_{end}")
        type_in(made, "survey", row, "guidance_hint", "See the minutes.")
    type_in(made, "survey", 5, "relevant", None)
    assert len({one.id for one in topic_of(made).guidance}) == 2


def _part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for one in source.namelist():
            target.writestr(one, change(source.read(one)) if one == name else source.read(one))
    return out.getvalue()


def _saved() -> bytes:
    out = io.BytesIO()
    book().save(out)
    return out.getvalue()


_SURVEY = "xl/worksheets/sheet1.xml"
_FORMULA = b'<c r="C3" t="str"><f t="array" ref="C3">A1&amp;B1</f><v>Is it?</v></c>'


def test_what_other_programs_write_is_read_as_it_is_meant() -> None:
    small = _part(_saved(), _SURVEY, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', xml))
    assert len(topic_of(small).questions) == 7
    encoded = _part(_saved(), _SURVEY, lambda xml: xml.replace(b"Is your policy", b"Is_x0020_your_x000D_ policy"))
    assert question_of(topic_of(encoded), "policy").text == "Is your\n policy new?"


def test_a_formula_over_cells_is_named_with_its_text() -> None:
    made = _part(_saved(), _SURVEY, lambda xml: re.sub(rb'<c r="C3"[^>]*>.*?</c>', _FORMULA, xml))
    assert [one.found for one in examined(made).problems if one.code is P.CELL_FORMULA] == ["=A1&B1"]


def test_a_workbook_in_the_strict_form_is_named_for_what_it_is() -> None:
    usual, strict = b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"
    made = _part(_saved(), "xl/workbook.xml", lambda xml: xml.replace(usual, strict))
    assert [(one.code, "strict" in one.found) for one in examined(made).problems] == [(P.FILE_NOT_PACK, True)]


def test_welsh_with_a_country_is_one_language_with_welsh() -> None:
    made = book()
    type_in(made, "survey", 3, "label::Cymraeg (cy-GB)", "A yw'r polisi'n newydd?")
    type_in(made, "choices", 2, "label::Welsh (cym)", "Coch")
    assert [one.language for one in topic_of(made).translations] == ["cy"]


@pytest.mark.parametrize("language", ["Cymraeg (cy)", "polski (pl)", "English (en-US)", "English (en)"])
def test_a_topic_in_one_language_keeps_it_on_the_way_through_a_workbook(language: str) -> None:
    made = book()
    type_in(made, "settings", 2, "default_language", language)
    topic = topic_of(made)
    tag = language.partition("(")[2].strip(")")
    assert topic.language == ("en-GB" if tag == "en" else tag)
    assert topic_of(topic_workbook(topic, NOON)) == topic
