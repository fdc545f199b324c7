"""A topic as a workbook: nothing is lost on the way there and back, and each mistake is named with its cell."""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pyxform.xls2xform import convert

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.topics.pack import encode_topic, load_pack
from s11desk.topics.workbook.reading.from_workbook import examine_workbook_bytes
from s11desk.topics.workbook.reading.read_workbook import MAX_ROWS
from s11desk.topics.workbook.sheet_columns import COLUMNS_BY_SHEET
from s11desk.topics.workbook.writing.to_workbook import topic_workbook
from s11desk.wording.topics.pack_sentences import problem_sentence
from tests.samples import NOON

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "resources" / "topic-template"
PACKS = [
    *(Path(__file__).parent / name for name in ("format2", "sound", "scales")),
    TEMPLATE,
    *sorted((ROOT / "resources" / "topics").iterdir()),
]
P = ProblemCode
ALL_PACKS = pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)


def stripped(topic: Topic) -> bytes:
    """The canonical bytes with the format and origin of the workbook's: those may say more or less than they did."""
    return encode_topic(msgspec.structs.replace(topic, format=2, origin=None))


@ALL_PACKS
def test_a_topic_comes_back_from_its_workbook_as_it_was(pack: Path) -> None:
    topic = load_pack(pack)
    back = examine_workbook_bytes("topic.xlsx", topic_workbook(topic, NOON))
    assert back.topic is not None, [problem_sentence(problem) for problem in back.problems]
    assert stripped(back.topic).decode().splitlines() == stripped(topic).decode().splitlines()


@ALL_PACKS
def test_odk_accepts_every_workbook_that_is_written(pack: Path, tmp_path: Path) -> None:
    path = tmp_path / "topic.xlsx"
    path.write_bytes(topic_workbook(load_pack(pack), NOON))
    assert "<h:html" in convert(xlsform=str(path)).xform


def test_the_sheet_that_explains_says_how_a_second_language_is_added() -> None:
    book = load_workbook(io.BytesIO(topic_workbook(load_pack(TEMPLATE), NOON, is_template=True)))
    rows = list(book["explained"].iter_rows(values_only=True))
    assert rows[-1][:2] == ("every sheet", "label::Cymraeg (cy)")


def test_one_topic_gives_the_same_bytes_each_time() -> None:
    topic = load_pack(TEMPLATE)
    assert topic_workbook(topic, NOON) == topic_workbook(topic, NOON)


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    topic = msgspec.structs.replace(load_pack(TEMPLATE), title='=HYPERLINK("http://x.example")')
    book = load_workbook(io.BytesIO(topic_workbook(topic, NOON)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def column(book: Workbook, name: str, header: str) -> int:
    """The number of the column with this header; a new one at the end if there is none."""
    heads = [cell.value for cell in sheet(book, name)[1]]
    if header not in heads:
        heads.append(header)
        sheet(book, name).cell(1, len(heads), header)
    return heads.index(header) + 1


def row_of(book: Workbook, name: str, first: str) -> int:
    """The row in which the column ``name`` holds this."""
    number = column(book, name, "name")
    rows = sheet(book, name).iter_rows(min_row=2)
    return next(row[0].row or 0 for row in rows if row[number - 1].value == first)


def put(where: str, row: str, header: str, value: object) -> Callable[[Workbook], None]:
    """Write ``value`` into one cell. ``row``: the name in that row; empty for the first row."""

    def change(book: Workbook) -> None:
        number = row_of(book, where, row) if row else 2
        cell = sheet(book, where).cell(number, column(book, where, header))
        cell.value = value  # type: ignore[assignment]

    return change


def remove_row(where: str, row: str) -> Callable[[Workbook], None]:
    return lambda book: sheet(book, where).delete_rows(row_of(book, where, row))


def rename(where: str, header: str, to: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        sheet(book, where).cell(1, column(book, where, header)).value = to

    return change


@functools.cache
def template_workbook() -> bytes:
    return topic_workbook(load_pack(TEMPLATE), NOON)


def problems_after(*changes: Callable[[Workbook], Any]) -> tuple[Problem, ...]:
    book = load_workbook(io.BytesIO(template_workbook()))
    for change in changes:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return examine_workbook_bytes("topic.xlsx", out.getvalue(), NOON.date()).problems


def put_above(book: Workbook) -> None:
    """Write a title above the headings of survey."""
    sheet(book, "survey").insert_rows(1)
    sheet(book, "survey").cell(1, 1).value = "Our questions 2027"


MISTAKES: dict[str, tuple[Callable[[Workbook], Any], ProblemCode, str]] = (
    {
        "a misspelt heading": (rename("survey", "hint", "hnit"), P.HEADER_UNKNOWN, "survey, row 1, hnit"),
        "a heading twice": (rename("survey", "hint", "label"), P.HEADER_REPEATED, "survey, row 1, label"),
        "no column of labels": (rename("choices", "label", "default"), P.HEADER_MISSING, "choices"),
        "an unknown type": (
            put("survey", "policy", "type", "select_on rag"),
            P.TYPE_UNSUPPORTED,
            "survey, row 10, type",
        ),
        "a calculation": (put("survey", "policy", "type", "calculate"), P.TYPE_UNSUPPORTED, "survey, row 10, type"),
        "a place on a map": (put("survey", "policy", "type", "geopoint"), P.TYPE_UNSUPPORTED, "survey, row 10, type"),
        "a list that is not there": (
            put("survey", "policy", "type", "select_one yesno"),
            P.CHOICES_UNKNOWN,
            "survey, row 10, type",
        ),
        "a condition on a later question": (
            put("survey", "staff", "relevant", "${policy} = 'yes'"),
            P.RULE_ON_LATER,
            "survey, row 5, relevant",
        ),
        "a condition on a missing question": (
            put("survey", "courses", "relevant", "${polcy} = 'yes'"),
            P.RULE_QUESTION_UNKNOWN,
            "survey, row 12, relevant",
        ),
        "a value that no choice has": (
            put("survey", "policy_review", "relevant", "${policy} = 'maybe'"),
            P.RULE_VALUE_UNKNOWN,
            "survey, row 11, relevant",
        ),
        "a condition in words": (
            put("survey", "policy_review", "relevant", "only if yes"),
            P.EXPRESSION_WRONG,
            "survey, row 11, relevant",
        ),
        "curly quotes in a condition": (
            put("survey", "policy_review", "relevant", "${policy} = ‘yes’"),
            P.EXPRESSION_CURLY,
            "survey, row 11, relevant",
        ),
        "a condition on itself": (
            put("survey", "policy", "relevant", "${policy} = 'yes'"),
            P.RULE_ON_ITSELF,
            "survey, row 10, relevant",
        ),
        "a group that does not end": (
            lambda book: sheet(book, "survey").delete_rows(sheet(book, "survey").max_row),
            P.GROUP_OPEN,
            "survey, row 8, type",
        ),
        "an end without a beginning": (
            lambda book: sheet(book, "survey").append(["end_group"]),
            P.GROUP_OPEN,
            "survey, row 19, type",
        ),
        "a formula": (put("survey", "policy", "label", "=A1"), P.CELL_FORMULA, "survey, row 10, label"),
        "an error value": (put("survey", "policy", "label", "#REF!"), P.CELL_ERROR, "survey, row 10, label"),
        "a score in words": (put("choices", "red", "score", "zero"), P.NUMBER_WRONG, "choices, row 4, score"),
        "a score in per cent": (put("choices", "red", "score", "75 %"), P.NUMBER_WRONG, "choices, row 4, score"),
        "a score with a comma": (put("choices", "red", "score", "1,5"), P.NUMBER_WRONG, "choices, row 4, score"),
        "a colour by its name": (put("choices", "red", "colour", "red"), P.COLOUR_WRONG, "choices, row 4, colour"),
        "neither yes nor no": (
            put("survey", "policy", "required", "maybe"),
            P.WORD_UNKNOWN,
            "survey, row 10, required",
        ),
        "a deadline in words": (
            put("settings", "", "deadline", "end of March"),
            P.DATE_WRONG,
            "settings, row 2, deadline",
        ),
        "a version with a dot": (put("settings", "", "version", "1.1"), P.NUMBER_WRONG, "settings, row 2, version"),
        "two e-mail addresses": (
            put("settings", "", "return_to", "a@b.example; c@d.example"),
            P.EMAIL_WRONG,
            "settings, row 2, return_to",
        ),
        "an id with a space": (put("survey", "policy", "name", "our policy"), P.ID_WRONG, "survey, row 10, name"),
        "an id twice": (put("survey", "more", "name", "staff"), P.ID_REPEATED, "survey, row 17, name"),
        "a number twice": (put("survey", "more", "number", "1.1"), P.NUMBER_REPEATED, "survey, row 17, number"),
        "a question without words": (put("survey", "policy", "label", None), P.KEY_MISSING, "survey, row 10, label"),
        "a constraint on a text": (
            put("survey", "more", "constraint", ". > 3"),
            P.CELL_UNUSED,
            "survey, row 17, constraint",
        ),
        "an unknown file type": (
            put("settings", "", "evidence_types", "pdf, exe"),
            P.FILE_TYPE_UNKNOWN,
            "settings, row 2, evidence_types",
        ),
        "an unknown guidance": (
            put("survey", "policy", "guidance", "nothing"),
            P.GUIDANCE_UNKNOWN,
            "survey, row 10, guidance",
        ),
        "a reference to no framework": (
            put("survey", "policy", "references", "kcsie: 1"),
            P.FRAMEWORK_UNKNOWN,
            "survey, row 10, references",
        ),
        "a plan without dates": (
            lambda book: sheet(book, "action_plan").delete_rows(5),
            P.COLUMN_MISSING,
            "action_plan",
        ),
        "a deadline in the past": (
            put("settings", "", "deadline", "2020-03-31"),
            P.DEADLINE_PAST,
            "settings, row 2, deadline",
        ),
        "the same wording twice": (
            put("survey", "more", "label", "Do you have a safeguarding policy of your own?"),
            P.WORDING_REPEATED,
            "survey, row 17, label",
        ),
        "a placeholder": (
            put("survey", "more", "label", "Is [insert name] right?"),
            P.PLACEHOLDER_LEFT,
            "survey, row 17, label",
        ),
        "to be confirmed": (put("survey", "more", "label", "TBC"), P.PLACEHOLDER_LEFT, "survey, row 17, label"),
        "text cut off": (put("survey", "more", "label", "x " * 127 + "x"), P.TEXT_CUT_OFF, "survey, row 17, label"),
        "raw HTML": (put("survey", "more", "label", "Is <b>all</b> well?"), P.MARKUP_SHOWN, "survey, row 17, label"),
        "markdown": (put("survey", "more", "hint", "See **this** first"), P.MARKUP_SHOWN, "survey, row 17, hint"),
        "N/A without a reason": (
            lambda book: (put("choices", "na", "needs_reason", "no")(book), put("choices", "na", "asks", None)(book)),
            P.NOT_APPLICABLE_UNEXPLAINED,
            "choices, row 7, label",
        ),
        "N/A that counts": (put("choices", "na", "left_out", "no"), P.NOT_APPLICABLE_COUNTED, "choices, row 7, label"),
        "scores out of order": (put("choices", "green", "score", "-1"), P.SCORES_DISORDERED, "choices, row 4"),
        "a score twice": (put("choices", "green", "score", "1"), P.SCORE_REPEATED, "choices, row 6, score"),
        "colours swapped": (put("choices", "red", "colour", "#1d6f42"), P.COLOUR_MISLEADING, "choices, row 4, colour"),
        "a tiny limit": (
            put("settings", "", "evidence_max_mb", "0.00001"),
            P.LIMIT_TINY,
            "settings, row 2, evidence_max_mb",
        ),
        "two questions for the agency": (
            lambda book: (
                put("survey", "policy", "type", "select_one agencies")(book),
                put("survey", "policy", "kind", "agency")(book),
                put("survey", "policy_review", "relevant", None)(book),
            ),
            P.AGENCY_TWICE,
            "survey, row 10, type",
        ),
    }
    | {
        name: (put("settings", "", "deadline", value), P.DATE_WRONG, "settings, row 2, deadline")
        for name, value in {
            "a date with strokes": "31/03/2027",
            "a date as a serial number": 46477,
            "a date with dots": "31.3.27",
            "a date in words": "31 March 2027",
        }.items()
    }
    | {
        name: (put("settings", "", "version", value), P.NUMBER_WRONG, "settings, row 2, version")
        for name, value in {"v2": "v2", "version 1.1": 1.1, "02": "02", "TRUE": True, "two": "two"}.items()
    }
    | {
        name: (put("choices", "green", "colour", value), P.COLOUR_WRONG, "choices, row 6, colour")
        for name, value in {
            "no #": "1d6f42",
            "RGB": "RGB(29,111,66)",
            "three digits": "#fff",
            "a name": "Green",
        }.items()
    }
    | {
        name: (put("survey", "policy", "required", value), P.WORD_UNKNOWN, "survey, row 10, required")
        for name, value in {"mandatory": "mandatory", "a tick": "✓", "if needed": "if needed"}.items()
    }
    | {
        name: (put("survey", "policy", "name", value), P.ID_WRONG, "survey, row 10, name")
        for name, value in {
            "a dot": "1.1",
            "a bang": "policy!",
            "a bracket": "policy (1)",
            "60 letters": "p" * 60,
        }.items()
    }
    | {
        name: (put("survey", "policy_review", "relevant", value), P.EXPRESSION_WRONG, "survey, row 11, relevant")
        for name, value in {
            "no dollar": "policy = 'yes'",
            "a condition by words": "If yes to 1.1",
            "==": "${policy} == 'yes'",
            "a value without quotes": "${policy} = yes",
            "if()": "if(${policy}='yes',1,0)",
            "OR in capitals": "${policy} = 'yes' OR ${policy} = 'no'",
            "semicolons": "policy: yes; staff: 3",
            "an open bracket": "(${policy} = 'yes'",
        }.items()
    }
    | {
        name: (put("survey", "policy", "type", value), P.TYPE_UNSUPPORTED, "survey, row 10, type")
        for name, value in {
            "Yes/No": "Yes/No",
            "a text box": "Text box",
            "no list": "select_one",
            "a label": "Dropdown",
        }.items()
    }
    | {
        name: (put("survey", "policy", "type", value), P.CHOICES_UNKNOWN, "survey, row 10, type")
        for name, value in {
            "a list by its label": "select_one Red amber green",
            "choices inline": "select_one Yes; No; Partly",
            "a list in capitals": "select_one RAG",
        }.items()
    }
    | {
        f"residue {text}": (put("survey", "more", "label", text), P.SPREADSHEET_RESIDUE, "survey, row 17, label")
        for text in ("Is #NAME? right", "Ask #REF! first", "'=SUM(A1:A3)", " =VLOOKUP(A1,B:C,2,0)", "+SUM(A1)")
    }
    | {
        f"a cell with {value!r}": (put("survey", "more", "label", value), code, "survey, row 17, label")
        for value, code in ((12, P.SPREADSHEET_RESIDUE), (True, P.CELL_BOOLEAN), (dt.date(2026, 3, 2), P.CELL_DATE))
    }
    | {
        f"placeholder {text}": (put("survey", "more", "label", text), P.PLACEHOLDER_LEFT, "survey, row 17, label")
        for text in (
            *("Who leads? (TBC)", "Ask XXXX", "Ask <insert date>", "To be added", "TODO wording", "???", "…", "TBA"),
            *("Lorem ipsum dolor", "[PARTNERSHIP NAME] has one", "Does {{agency}} have one?", "To be confirmed"),
        )
    }
    | {
        f"markup {text!r}": (put("survey", "more", "hint", text), P.MARKUP_SHOWN, "survey, row 17, hint")
        for text in (
            *("• one\n• two", "- one\n- two", "* one", "**bold**", "__bold__", "*italic* here", "a<br>b", "A &amp; B"),
            *('<a href="http://x">x</a>', "[this](https://x.example)", "# Heading", "|a|b|\n|--|--|", "a\tb\tc"),
            *("You said ${policy}. Why?", "<b>now</b>"),
        )
    }
    | {
        f"address {value}": (put("settings", "", "return_to", value), code, "settings, row 2, return_to")
        for value, code in (
            ("mailto:a@b.example", P.EMAIL_DOUBTFUL),
            ("a@b.example,c@d.example", P.EMAIL_WRONG),
            ("<a@b.example>", P.EMAIL_DOUBTFUL),
            ("office at b.example", P.EMAIL_WRONG),
            ("The office <a@b.example>", P.EMAIL_WRONG),
        )
    }
    | {
        f"limit {value}": (
            put("settings", "", "evidence_max_mb", value),
            P.MEGABYTES_WRONG,
            "settings, row 2, evidence_max_mb",
        )
        for value in ("ten", "10 MB", "10000000", "0", -5, "1,5")
    }
    | {
        "scores upside down": (
            lambda book: [put("choices", one, "score", n)(book) for one, n in (("red", 3), ("amber", 2), ("green", 1))],
            P.SCORES_REVERSED,
            "choices, row 4, score",
        ),
        "a descriptor on a question without a scale": (
            put("survey", "policy", "descriptor: red", "None at all"),
            P.CELL_UNUSED,
            "survey, row 10, descriptor: red",
        ),
        "a colon in a heading of choices": (
            rename("choices", "descriptor", "descriptor: red"),
            P.HEADER_UNKNOWN,
            "choices, row 1, descriptor: red",
        ),
        "a column without a heading": (rename("survey", "hint", ""), P.HEADER_EMPTY, "survey, row 8, column D"),
        "a title above the headings": (
            put_above,
            P.HEADINGS_LOW,
            "survey, row 2",
        ),
        "a year that became a date": (
            put("settings", "", "year", dt.date(2027, 1, 1)),
            P.CELL_DATE,
            "settings, row 2, year",
        ),
        "two people in one line": (
            put("settings", "", "sign_off", "Head; Governor"),
            P.ROLES_JOINED,
            "settings, row 2, sign_off",
        ),
        "cut at 255 with a space": (
            put("survey", "more", "label", ("word " * 60)[:255]),
            P.TEXT_CUT_OFF,
            "survey, row 17, label",
        ),
    }
)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_in_a_workbook_is_named_with_its_cell(mistake: str) -> None:
    change, code, place = MISTAKES[mistake]
    found = problems_after(change)
    assert code in [problem.code for problem in found], [problem_sentence(problem) for problem in found]
    if place:
        assert place in [problem.place for problem in found if problem.code is code]


def test_a_condition_on_a_row_with_a_problem_is_not_a_second_problem() -> None:
    found = problems_after(put("survey", "policy", "type", "Yes/No"))
    assert [problem.code for problem in found if not problem.is_warning] == [P.TYPE_UNSUPPORTED]


def test_of_the_template_only_the_examples_are_left_to_replace() -> None:
    found = problems_after()
    assert {problem.code for problem in found} == {P.PLACEHOLDER_LEFT}
    assert {problem.place for problem in found} >= {
        *(
            f"settings, row 2, {name}"
            for name in ("form_title", "partnership", "contact", "contact_email", "return_to")
        ),
        *("introduction, row 2, text", "survey, row 8, hint", "guidance, row 2, text"),
    }


def test_the_template_has_every_column_and_odk_accepts_it(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(topic_workbook(load_pack(TEMPLATE), NOON, is_template=True))
    book = load_workbook(path)
    for name, columns in COLUMNS_BY_SHEET.items():
        heads = {cell.value for cell in sheet(book, name)[1]}
        assert {column for column in columns if not column.endswith("origin")} <= heads
    assert "<h:html" in convert(xlsform=str(path)).xform
    found = examine_workbook_bytes("template.xlsx", path.read_bytes(), NOON.date())
    assert found.topic is not None


OLDER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLDER + "EncryptedPackage".encode("utf-16-le") + b"\0" * 60
NO_WORKBOOKS: dict[str, tuple[bytes, ProblemCode]] = {
    "nothing": (b"", P.FILE_EMPTY),
    "only zeros": (b"\0" * 4096, P.FILE_EMPTY),
    "a line end": (b"\r\n", P.FILE_EMPTY),
    "the beginning of a zip": (b"PK\x03\x04", P.WORKBOOK_UNREADABLE),
    "an older workbook": (OLDER, P.FILE_NOT_PACK),
    "a workbook with a password": (LOCKED, P.WORKBOOK_LOCKED),
    "JSON": (b'{"format": 2}', P.FILE_NOT_PACK),
    "a table as text": (b"type,name,label\ntext,policy,Have you a policy?\n", P.FILE_NOT_PACK),
    "a web page": (b"<html><table></table></html>", P.FILE_NOT_PACK),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, P.FILE_NOT_PACK),
}


@pytest.mark.parametrize("content", NO_WORKBOOKS)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(content: str) -> None:
    data, code = NO_WORKBOOKS[content]
    assert [problem.code for problem in examine_workbook_bytes("x.xlsx", data).problems] == [code]


def test_a_workbook_of_something_else_says_that_no_topic_is_in_it() -> None:
    out = io.BytesIO()
    Workbook().save(out)
    found = examine_workbook_bytes("x.xlsx", out.getvalue())
    assert [(problem.code, problem.allowed) for problem in found.problems] == [(P.WORKBOOK_NO_TOPIC, ("sheet",))]


def test_a_sheet_with_more_rows_than_are_read_is_named() -> None:
    def add_rows(book: Workbook) -> None:
        for number in range(MAX_ROWS):
            sheet(book, "definitions").append([f"Term {number}", "Meaning"])

    def add_sheet(book: Workbook) -> None:
        book.create_sheet("definitions").append(["term", "meaning"])

    found = problems_after(add_sheet, add_rows)
    assert P.ROWS_TOO_MANY not in [problem.code for problem in found]
    found = problems_after(add_sheet, add_rows, lambda book: sheet(book, "definitions").append(["One more", "Meaning"]))
    assert [problem.place for problem in found if problem.code is P.ROWS_TOO_MANY] == ["definitions"]
