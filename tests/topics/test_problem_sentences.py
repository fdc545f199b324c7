"""Every problem has a sentence, and a pack cannot put control characters into one."""

from __future__ import annotations

import string

import pytest

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.wording.topics.pack_sentences import PROBLEM_SENTENCES, problem_sentence

FULL = Problem(
    ProblemCode.KEY_UNKNOWN,
    file="topic.json",
    place="questions[3] (id needs).helpp",
    line=12,
    found="helpp",
    nearest="help",
    allowed=("help", "kind"),
    limit=1_000,
)


def of(code: ProblemCode, **facts: object) -> Problem:
    fields = {name: getattr(FULL, name) for name in FULL.__struct_fields__}
    return Problem(**{**fields, "code": code, **facts})


@pytest.mark.parametrize("code", ProblemCode)
def test_every_code_has_a_sentence_of_its_own(code: ProblemCode) -> None:
    sentence = problem_sentence(of(code))
    assert sentence.startswith("topic.json, line 12, questions[3] (id needs).helpp: ")
    assert sentence.endswith("Did you mean “help”?")
    assert "{" not in sentence.replace("{ }", "").replace("${name}", "")
    assert "  " not in sentence
    assert list(PROBLEM_SENTENCES.values()).count(PROBLEM_SENTENCES[code]) == 1


def test_every_sentence_has_a_code() -> None:
    assert set(PROBLEM_SENTENCES) == set(ProblemCode)


def test_sentences_use_only_known_facts() -> None:
    used = {name for text in PROBLEM_SENTENCES.values() for _, name, _, _ in string.Formatter().parse(text) if name}
    assert used == {"found", "allowed", "circle", "limit", "seems", "found_type", "allowed_type", "date"}


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            FULL,
            "topic.json, line 12, questions[3] (id needs).helpp: There is no “helpp” here. Correct its spelling or"
            " remove it. Did you mean “help”?",
        ),
        (
            Problem(ProblemCode.TYPE_WRONG, "topic.json", "title", 5, found="number", allowed=("string",)),
            "topic.json, line 5, title: This is a number. It must be text in quotation marks.",
        ),
        (
            Problem(ProblemCode.NOT_UTF8, "guidance/a.md", line=3, found="UTF-16"),
            "guidance/a.md, line 3: This file is not saved as UTF-8 (it seems to be UTF-16). Save it again and choose"
            " UTF-8 as the encoding.",
        ),
        (
            Problem(ProblemCode.DATE_WRONG, "topic.json", "deadline", 6, found="1 July 2026"),
            "topic.json, line 6, deadline: “1 July 2026” is not a date in the form needed. Write the year, month and"
            " day, as in 2026-07-01.",
        ),
        (
            Problem(ProblemCode.DATE_WRONG, "topic.json", "deadline", 6, found="summer"),
            "topic.json, line 6, deadline: “summer” is not a date in the form needed. Write the year, month and day, as"
            " in 2026-03-31.",
        ),
        (
            Problem(ProblemCode.JSON_COMMA_TRAILING, "topic.json", "line 4, column 1", 4, found="}"),
            "topic.json, line 4, column 1: There is a comma after the last entry. Remove it.",
        ),
        (
            Problem(ProblemCode.RULE_CIRCULAR, "topic.json", "questions[0]", 9, "a", allowed=("a", "b", "a")),
            "topic.json, line 9, questions[0]: These questions wait for each other: a → b → a. Remove one of the"
            " conditions.",
        ),
        (
            Problem(ProblemCode.FILE_TOO_LARGE, "topic.json", limit=5_000_000),
            "topic.json: This file is larger than 5,000,000 bytes. Shorten it.",
        ),
    ],
)
def test_the_sentence_of_a_problem_is_as_expected(problem: Problem, sentence: str) -> None:
    assert problem_sentence(problem) == sentence


@pytest.mark.parametrize("code", ProblemCode)
def test_text_from_a_pack_cannot_move_the_cursor(code: ProblemCode) -> None:
    hostile = "\x1b[2J\n\u202e{limit}" + "x" * 500
    sentence = problem_sentence(of(code, file=hostile, found=hostile, nearest=hostile, allowed=(hostile,) * 50))
    assert sentence.isprintable()
    assert len(sentence) < 4_000
