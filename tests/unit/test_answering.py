"""The rules for answers, and the cleaning of typed text."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.domain.audits.answer_rules import AnswerProblemKind, clean_answer, find_answer_problems
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.text.clean_text import REPLACEMENT, clean_line, clean_text
from s11desk.domain.topics.topic import Detail
from tests.samples import small_topic

TOPIC = small_topic()


def problems(answer: Answer) -> list[tuple[AnswerProblemKind, str]]:
    question = TOPIC.question(answer.question)
    assert question is not None
    return [(found.kind, found.what) for found in find_answer_problems(TOPIC, question, answer)]


@pytest.mark.parametrize(
    "answer",
    [
        Answer("agency", choice="other", other="Scouts"),
        Answer("policy", choice="na", reason="Adults", comment="x"),
        Answer("ages", choices=("school", "other"), other="x"),
        Answer("people", people=(Person("completer", name="A"),)),
        Answer("staff", number=3.5),
        Answer("example", comment="see the file"),
    ],
)
def test_an_answer_that_fits_its_question_has_no_problems(answer: Answer) -> None:
    assert problems(answer) == []


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (Answer("policy", choice="maybe"), [(AnswerProblemKind.OPTION, "maybe")]),
        (Answer("ages", choices=("school", "nobody")), [(AnswerProblemKind.OPTION, "nobody")]),
        (Answer("policy", choice="yes", text="x"), [(AnswerProblemKind.FIELD, "text")]),
        (Answer("motto", choice="yes"), [(AnswerProblemKind.FIELD, "choice")]),
        (Answer("online", choice="yes", reason="x"), [(AnswerProblemKind.FIELD, "reason")]),
        (Answer("people", people=(Person("boss", name="A"),)), [(AnswerProblemKind.PERSON, "boss")]),
        (Answer("staff", number=math.inf), [(AnswerProblemKind.NUMBER, "inf")]),
    ],
)
def test_each_part_that_does_not_fit_is_a_problem(answer: Answer, found: list[tuple[AnswerProblemKind, str]]) -> None:
    assert problems(answer) == found


def test_a_person_has_a_field_for_each_detail() -> None:
    assert Person.__struct_fields__ == ("role", *Detail)


def test_line_ends_are_unified_and_characters_that_cannot_be_stored_are_replaced() -> None:
    assert clean_text("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd\te"
    assert clean_text("nul\x00, bell\x07, half\ud83d, non\ufffe") == (
        f"nul{REPLACEMENT}, bell{REPLACEMENT}, half{REPLACEMENT}, non{REPLACEMENT}"
    )
    assert clean_line("  two \n lines ") == "two lines"
    assert clean_text("e\u0301") == "\u00e9"


@given(st.text(st.characters(codec=None), max_size=200))
def test_cleaned_text_can_be_stored_and_cleaning_it_again_changes_nothing(typed: str) -> None:
    kept = clean_text(typed)
    assert clean_text(kept) == kept
    with closing(sqlite3.connect(":memory:")) as connection:  # Python 3.13 warns of one that is left open
        (read_back,) = connection.execute("SELECT ?", (kept,)).fetchone()
    assert read_back == kept


def test_every_text_of_an_answer_is_cleaned() -> None:
    question = TOPIC.question("people")
    assert question is not None
    dirty = Answer(
        "people", comment="a\r\nb", reason="\x00", other=" x  y ", people=(Person("completer", name=" A \n B "),)
    )
    clean = clean_answer(question, dirty)
    assert (clean.comment, clean.reason, clean.other) == ("a\nb", REPLACEMENT, "x y")
    assert clean.people[0].name == "A B"
