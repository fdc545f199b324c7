"""A topic in several languages: one text for each place, whole, and never lost between pack and workbook."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import openpyxl
import pytest
from pyxform.xls2xform import convert

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.topic import SigningRole, Topic, label_of
from s11desk.domain.topics.translations import TranslatedText, Translation, translatable_texts
from s11desk.topics.check_pack import examine
from s11desk.topics.checks.format_checks import lowest_format
from s11desk.topics.checks.translation_checks import path_of
from s11desk.topics.files.pack_file_names import PackFiles
from s11desk.topics.pack import decode_topic, encode_topic, read_topic
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from s11desk.wording.topics.pack_sentences import problem_sentence
from tests.samples import NOON, small_topic
from tests.topics.form_journey import FORMS, topic_of

ROLES = (SigningRole("lead", "Lead", "These answers are true."), SigningRole("head", "Headteacher"))


def in_welsh(topic: Topic, *without: str, language: str = "cy", name: str = "") -> Topic:
    """The topic with every text translated, except those at these places."""
    texts = translatable_texts(topic).items()
    translated = tuple(TranslatedText(at, f"{language.upper()} {text}") for at, text in texts if at not in without)
    added = (*topic.translations, Translation(language, translated, name))
    return msgspec.structs.replace(topic, format=max(3, topic.format), translations=added)


@pytest.fixture
def welsh() -> Topic:
    return in_welsh(msgspec.structs.replace(small_topic(), sign_off=ROLES))


def problems_of(topic: Topic) -> tuple[Problem, ...]:
    return examine(PackFiles(msgspec.json.encode(topic), is_single=True)).problems


def test_a_topic_is_shown_whole_in_another_language(welsh: Topic) -> None:
    shown = welsh.in_language("cy")
    own, other = translatable_texts(welsh), translatable_texts(shown)
    assert {at: f"CY {text}" for at, text in own.items()} == other
    assert len(own) > 30
    assert shown.language == "cy"
    assert [one.id for one in shown.questions] == [one.id for one in welsh.questions]
    question = next(one for one in shown.questions if one.scale)
    assert label_of(shown, question, "blue") == "CY Blue"
    assert welsh.in_language("fr") is welsh.in_language("en-GB") is welsh
    assert welsh.languages == ("en-GB", "cy")
    assert welsh.language_name("cy") == "Cymraeg"


def test_a_text_without_a_translation_is_shown_whole_in_the_topics_own_language(welsh: Topic) -> None:
    at = "scales/judgement/options/blue/label"
    part = in_welsh(msgspec.structs.replace(welsh, translations=()), at)
    question = next(one for one in part.questions if one.scale)
    assert label_of(part.in_language("cy"), question, "blue") == "Blue"
    (missing,) = [one for one in problems_of(part) if one.code is ProblemCode.TRANSLATION_MISSING]
    assert missing.is_warning
    assert "“Blue” is not translated into Cymraeg" in problem_sentence(missing)


def test_a_text_of_several_lines_without_a_translation_is_named_on_one_line(welsh: Topic) -> None:
    first = welsh.introduction[0]
    longer = msgspec.structs.replace(first, body="Say why.\n\n- one\n- two")
    plain = msgspec.structs.replace(welsh, introduction=(longer, *welsh.introduction[1:]), translations=())
    topic = in_welsh(plain, f"introduction/{first.id}/body")
    missing = [problem_sentence(one) for one in problems_of(topic) if one.code is ProblemCode.TRANSLATION_MISSING]
    assert any("“Say why. - one - two” is not translated" in sentence for sentence in missing)
    assert not any("U+000A" in sentence for sentence in missing)


def test_each_place_leads_to_its_text(welsh: Topic) -> None:
    plain = msgspec.to_builtins(welsh)
    for at, text in translatable_texts(welsh).items():
        value = plain
        for step in path_of(welsh, at):
            value = value[step]
        assert value == text


def test_translations_need_format_3_and_keep_their_bytes(welsh: Topic) -> None:
    assert lowest_format(welsh) == 3
    assert read_topic(encode_topic(welsh)) == decode_topic(encode_topic(welsh)) == welsh
    codes = {one.code for one in problems_of(msgspec.structs.replace(welsh, format=2))}
    assert ProblemCode.FORMAT_TOO_LOW in codes
    assert b"language" not in encode_topic(small_topic())
    assert b"translations" not in encode_topic(small_topic())


WRONG: dict[str, tuple[tuple[Translation, ...], ProblemCode]] = {
    "a place that is not there": (
        (Translation("cy", (TranslatedText("questions/polisi/text", "Polisi"),)),),
        ProblemCode.TRANSLATION_UNKNOWN,
    ),
    "a place twice": ((Translation("cy", (TranslatedText("title", "A"),) * 2),), ProblemCode.TRANSLATION_REPEATED),
    "a language twice": ((Translation("cy", (TranslatedText("title", "A"),)),) * 2, ProblemCode.TRANSLATION_REPEATED),
    "the topic's own language": (
        (Translation("en-GB", (TranslatedText("title", "A"),)),),
        ProblemCode.TRANSLATION_REPEATED,
    ),
    "a title of two lines": (
        (Translation("cy", (TranslatedText("title", "A\nB"),)),),
        ProblemCode.LINE_BREAK_UNWANTED,
    ),
    "a short name that is long": (
        (Translation("cy", (TranslatedText("questions/policy/short", "A" * 61),)),),
        ProblemCode.TEXT_TOO_LONG,
    ),
    "a character that turns the text": (
        (Translation("cy", (TranslatedText("title", "A\u202eB"),)),),
        ProblemCode.CHARACTER_UNWANTED,
    ),
    "no language tag": ((Translation("Welsh", (TranslatedText("title", "A"),)),), ProblemCode.LANGUAGE_WRONG),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_in_a_translation_is_named(name: str) -> None:
    translations, code = WRONG[name]
    found = problems_of(msgspec.structs.replace(small_topic(), format=3, translations=translations))
    assert code in {one.code for one in found}
    assert all(problem_sentence(one) for one in found)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_every_form_keeps_its_languages_in_a_workbook_that_odk_reads(form: Path, tmp_path: Path) -> None:
    topic = topic_of(form)
    left_out = list(translatable_texts(topic))[:3]
    both = in_welsh(in_welsh(topic, *left_out), language="ga", name="Gaeilge")
    content = topic_workbook(both, NOON)
    again = examine_workbook_bytes("form.xlsx", content)
    assert again.topic is not None
    found = sorted(again.topic.translations, key=lambda one: one.language)
    assert msgspec.structs.replace(again.topic, translations=tuple(found)) == both
    missing = [one for one in again.problems if one.code is ProblemCode.TRANSLATION_MISSING]
    assert len(missing) == len(left_out)
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert "CY " in convert(str(path)).xform


def workbook(headings: dict[str, list[str]]) -> bytes:
    """A small form. ``headings``: more columns on a sheet, each with the same words in every row."""
    rows: dict[str, list[list[object]]] = {
        "survey": [["type", "name", "label"], ["text", "a", "What?"], ["select_one l", "b", "Which?"]],
        "choices": [["list_name", "name", "label"], ["l", "x", "Red"], ["l", "y", "Green"]],
        "settings": [
            ["form_title", "form_id", "version", "year", "partnership", "contact"],
            ["T", "t", 1, "2026", "P", "C"],
        ],
    }
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for number, line in enumerate(lines):
            more = headings.get(name, [])
            sheet.append([*line, *(more if number == 0 else [f"Gair {number}"] * len(more))])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "headings",
    [
        {"survey": ["label::Cymraeg (cy)"], "choices": ["label::Cymraeg (cy)"]},
        {"survey": ["label::Welsh"], "choices": ["label::Welsh"]},
        {"survey": ["label::cy"], "choices": ["label::cy"]},
        {"survey": ["label:Cymraeg (cy)"], "choices": ["label_cy"], "settings": ["form_title_cy", "partnership_cy"]},
    ],
)
def test_the_ways_in_which_people_write_a_language_are_read(headings: dict[str, list[str]]) -> None:
    examination = examine_workbook_bytes("form.xlsx", workbook(headings))
    assert examination.topic is not None, [problem_sentence(one) for one in examination.problems]
    shown = examination.topic.in_language("cy")
    assert [question.text for question in shown.questions] == ["Gair 1", "Gair 2"]
    assert [choice.label for choice in shown.choice_lists[0].choices] == ["Gair 1", "Gair 2"]
    assert not [one for one in examination.problems if one.code is ProblemCode.LANGUAGE_LEFT_OUT]


def test_a_language_without_a_tag_is_named_as_left_out() -> None:
    examination = examine_workbook_bytes("form.xlsx", workbook({"survey": ["label::Klingon"]}))
    assert ProblemCode.LANGUAGE_LEFT_OUT in {one.code for one in examination.problems}


def examined(cells: dict[str, dict[str, str | int]]) -> list[Problem]:
    """The problems of a small form with these columns, whose cells are in row 2."""
    book = openpyxl.load_workbook(io.BytesIO(workbook({})))
    for name, columns in cells.items():
        sheet = book[name]
        for heading, value in columns.items():
            column = sheet.max_column + 1
            sheet.cell(1, column, heading)
            sheet.cell(2, column, value)
    out = io.BytesIO()
    book.save(out)
    return list(examine_workbook_bytes("form.xlsx", out.getvalue()).problems)


WRONG_CELLS: dict[str, tuple[dict[str, dict[str, str | int]], ProblemCode]] = {
    "a formula": ({"survey": {"label::Cymraeg (cy)": "=A1"}}, ProblemCode.CELL_FORMULA),
    "an error of Excel": ({"survey": {"label::Cymraeg (cy)": "#REF!"}}, ProblemCode.CELL_ERROR),
    "a date that Excel made": ({"survey": {"label::Cymraeg (cy)": 46000}}, ProblemCode.SPREADSHEET_RESIDUE),
    "a translation of nothing": ({"survey": {"hint::Cymraeg (cy)": "Awgrym"}}, ProblemCode.TRANSLATION_ALONE),
    "another number of lines": (
        {"settings": {"sign_off": "Lead\nHead", "sign_off_cy": "Arweinydd"}},
        ProblemCode.TRANSLATION_LINES,
    ),
    "a placeholder": ({"survey": {"label::Cymraeg (cy)": "TBC"}}, ProblemCode.PLACEHOLDER_LEFT),
    "a character that turns the text": (
        {"survey": {"label::Cymraeg (cy)": "a\u202eb"}},
        ProblemCode.CHARACTER_UNWANTED,
    ),
    "a long short name": (
        {"survey": {"short": "a", "short::Cymraeg (cy)": "b" * 70}},
        ProblemCode.TEXT_TOO_LONG,
    ),
}


@pytest.mark.parametrize("name", WRONG_CELLS)
def test_a_mistake_in_a_translated_cell_is_named_where_it_is(name: str) -> None:
    cells, code = WRONG_CELLS[name]
    found = [one for one in examined(cells) if one.code is code]
    assert found
    (sheet, columns), *_ = cells.items()
    assert found[0].place == f"{sheet}, row 2, {list(columns)[-1].lower()}"
    assert problem_sentence(found[0])


@pytest.mark.parametrize("of", ["scales/", "choice_lists/"])
def test_two_choices_with_one_label_in_a_language_are_a_problem(of: str) -> None:
    """In English they differ. Whoever answers in Welsh could not tell them apart, and would sign either."""
    whole = in_welsh(small_topic())
    one = whole.translations[0]
    texts = tuple(
        TranslatedText(text.at, " yr Un" if text.at.startswith(of) and text.at.endswith("/label") else text.text)
        for text in one.texts
    )
    same = msgspec.structs.replace(whole, translations=(msgspec.structs.replace(one, texts=texts),))
    before = [found.code for found in problems_of(whole)]
    assert ProblemCode.LABEL_REPEATED not in before
    assert ProblemCode.LABEL_REPEATED in [found.code for found in problems_of(same)]
