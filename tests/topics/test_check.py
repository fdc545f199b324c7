"""Each possible mistake in a pack, one at a time, gives exactly its problem at exactly its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.domain.topics.topic import FORMAT
from s11desk.domain.topics.topic_limits import EVIDENCE_TYPES
from s11desk.evidence.sniff import CHECKABLE
from tests.topics.conftest import errors_in

Spoil = Callable[[Any], object]
P = ProblemCode
POLICY, TRAINED, HUB_SINCE, MOTTO = 2, 3, 5, 8


def put(*path: str | int, value: object) -> Spoil:
    """Set the value at ``path``."""

    def change(topic: Any) -> None:
        for step in path[:-1]:
            topic = topic[step]
        topic[path[-1]] = value

    return change


def drop(*path: str | int) -> Spoil:
    """Remove the value at ``path``."""

    def change(topic: Any) -> None:
        for step in path[:-1]:
            topic = topic[step]
        del topic[path[-1]]

    return change


def add(*path: str | int, value: object) -> Spoil:
    """Append to the list at ``path``."""

    def change(topic: Any) -> None:
        for step in path:
            topic = topic[step]
        topic.append(value)

    return change


def both(*changes: Spoil) -> Spoil:
    return lambda topic: [change(topic) for change in changes]


FORM = {"source": "form", "how": "quoted"}
WHEN_POLICY_YES = {"question": "policy", "any_of": ["yes"]}

ONE_PROBLEM: dict[str, tuple[Spoil, Problem]] = {
    "a newer format": (
        put("format", value=FORMAT + 1),
        Problem(P.FORMAT_TOO_NEW, "topic.json", "format", 2, found=str(FORMAT + 1), limit=FORMAT),
    ),
    "a misspelt key": (
        put("questions", POLICY, "requierd", value=False),
        Problem(P.KEY_UNKNOWN, "topic.json", "questions[2] (id policy).requierd", found="requierd", nearest="required"),
    ),
    "a key like none": (
        put("to do", value="ask"),
        Problem(P.KEY_UNKNOWN, "topic.json", '["to do"]', found="to do"),
    ),
    "a missing key": (
        drop("questions", POLICY, "text"),
        Problem(P.KEY_MISSING, "topic.json", "questions[2] (id policy).text", found="text"),
    ),
    "a number for a text": (
        put("title", value=7),
        Problem(P.TYPE_WRONG, "topic.json", "title", found="number", allowed=("string",)),
    ),
    "a fraction for a whole number": (
        put("version", value=1.0),
        Problem(P.TYPE_WRONG, "topic.json", "version", found="number", allowed=("integer",)),
    ),
    "a text for an optional number": (
        put("questions", TRAINED, "minimum", value="0"),
        Problem(P.TYPE_WRONG, "topic.json", "questions[3] (id trained).minimum", found="string", allowed=("number",)),
    ),
    "a misspelt kind": (
        put("questions", POLICY, "kind", value="judgment"),
        Problem(P.WORD_UNKNOWN, "topic.json", "questions[2] (id policy).kind", found="judgment", nearest="judgement"),
    ),
    "no such day": (
        put("deadline", value="2026-02-30"),
        Problem(P.DATE_WRONG, "topic.json", "deadline", found="2026-02-30"),
    ),
    "an id with capitals": (
        put("introduction", 0, "id", value="About Us"),
        Problem(P.ID_WRONG, "topic.json", "introduction[0].id", found="About Us"),
    ),
    "an id with a line end": (
        put("id", value="sample\n"),
        Problem(P.ID_WRONG, "topic.json", "id", found="sample\n"),
    ),
    "a colour by name": (
        put("scales", 0, "options", 0, "colour", value="green"),
        Problem(P.COLOUR_WRONG, "topic.json", "scales[0] (id ladder).options[0] (code yes).colour", found="green"),
    ),
    "half an address": (
        put("return_to", "email", value="returns@"),
        Problem(P.EMAIL_WRONG, "topic.json", "return_to.email", found="returns@"),
    ),
    "a blank text": (
        put("questions", POLICY, "text", value=" \n"),
        Problem(P.TEXT_EMPTY, "topic.json", "questions[2] (id policy).text", found=" \n"),
    ),
    "an endless text": (
        put("introduction", 0, "body", value="a" * 20_001),
        Problem(P.TEXT_TOO_LONG, "topic.json", "introduction[0] (id about).body", found="20001", limit=20_000),
    ),
    "version nought": (
        put("version", value=0),
        Problem(P.NUMBER_TOO_SMALL, "topic.json", "version", found="0", limit=1),
    ),
    "files above the ceiling": (
        put("evidence", "max_file_bytes", value=100_000_001),
        Problem(P.NUMBER_TOO_LARGE, "topic.json", "evidence.max_file_bytes", found="100000001", limit=100_000_000),
    ),
    "no files at all": (
        put("evidence", "max_files", value=0),
        Problem(P.NUMBER_TOO_SMALL, "topic.json", "evidence.max_files", found="0", limit=1),
    ),
    "a rule without values": (
        put("questions", HUB_SINCE, "show_when", 0, "any_of", value=[]),
        Problem(P.RULE_EMPTY, "topic.json", "questions[5] (id hub-since).show_when[0]"),
    ),
    "a thousand and one questions": (
        lambda topic: topic["questions"].extend(
            {"id": f"q{n}", "text": "Why?", "kind": "short-text", "origin": FORM} for n in range(990)
        ),
        Problem(P.ENTRIES_TOO_MANY, "topic.json", "questions", found="1001", limit=1_000),
    ),
    "writing turned round": (
        put("introduction", 0, "body", value="Read \u202ethis"),
        Problem(P.CHARACTER_UNWANTED, "topic.json", "introduction[0] (id about).body", found="U+202E"),
    ),
    "a bullet from a word processor's own font": (
        put("questions", 9, "text", value="\uf0b7 Tell us"),
        Problem(P.CHARACTER_UNWANTED, "topic.json", "questions[9] (id story).text", found="U+F0B7"),
    ),
    "half a character": (
        put("title", value="A \ud83d"),
        Problem(P.CHARACTER_UNWANTED, "topic.json", "title", found="U+D83D"),
    ),
    "a title of two lines": (
        put("title", value="A\nsample"),
        Problem(P.LINE_BREAK_UNWANTED, "topic.json", "title"),
    ),
    "bullets with a star": (
        put("introduction", 0, "body", value="Read:\n* this"),
        Problem(P.MARKUP_UNKNOWN, "topic.json", "introduction[0] (id about).body", found="*"),
    ),
    "help of unknown origin": (
        drop("questions", 1, "help_origin"),
        Problem(P.ORIGIN_MISSING, "topic.json", "questions[1] (id who).help_origin", found="help_origin"),
    ),
    "a person of unknown origin": (
        drop("questions", 1, "people", 1, "origin"),
        Problem(
            P.ORIGIN_MISSING,
            "topic.json",
            "questions[1] (id who).people[1] (id substitute).origin",
            found="origin",
        ),
    ),
    "a contact of unknown origin": (
        drop("contact", "origin"),
        Problem(P.ORIGIN_MISSING, "topic.json", "contact.origin", found="origin"),
    ),
    "an address of unknown origin": (
        drop("return_to", "origin"),
        Problem(P.ORIGIN_MISSING, "topic.json", "return_to.origin", found="origin"),
    ),
    "two questions of one id": (
        put("questions", 9, "id", value="motto"),
        Problem(P.ID_REPEATED, "topic.json", "questions[9] (id motto).id", found="motto"),
    ),
    "two options of one code": (
        put("scales", 0, "options", 2, "code", value="yes"),
        Problem(P.ID_REPEATED, "topic.json", "scales[0] (id ladder).options[2] (code yes).code", found="yes"),
    ),
    "two persons of one id": (
        put("questions", 1, "people", 1, "id", value="lead"),
        Problem(P.ID_REPEATED, "topic.json", "questions[1] (id who).people[1] (id lead).id", found="lead"),
    ),
    "two sections of one id": (
        add("introduction", value={"id": "about", "heading": "More", "body": "Text", "origin": FORM}),
        Problem(P.ID_REPEATED, "topic.json", "introduction[1] (id about).id", found="about"),
    ),
    "two sources of one id": (
        lambda topic: topic["sources"].append(topic["sources"][0]),
        Problem(P.ID_REPEATED, "topic.json", "sources[2] (id form).id", found="form"),
    ),
    "a column twice": (
        add("action_plan", "columns", value={"field": "due", "label": "Due"}),
        Problem(P.ID_REPEATED, "topic.json", "action_plan.columns[3] (field due).field", found="due"),
    ),
    "a term twice": (
        add("definitions", value={"term": "early help", "meaning": "Again", "origin": FORM}),
        Problem(P.ENTRY_REPEATED, "topic.json", "definitions[1].term", found="early help"),
    ),
    "a value twice": (
        put("questions", HUB_SINCE, "show_when", 0, "any_of", value=["yes", "yes"]),
        Problem(P.ENTRY_REPEATED, "topic.json", "questions[5] (id hub-since).show_when[0].any_of[1]", found="yes"),
    ),
    "two choices of one label": (
        put("choice_lists", 1, "choices", 1, "label", value="North"),
        Problem(
            P.LABEL_REPEATED,
            "topic.json",
            "choice_lists[1] (id areas).choices[1] (code south).label",
            found="North",
        ),
    ),
    "a misspelt source": (
        put("introduction", 0, "origin", value={"source": "from", "how": "quoted"}),
        Problem(
            P.SOURCE_UNKNOWN,
            "topic.json",
            "introduction[0] (id about).origin.source",
            found="from",
            nearest="form",
            allowed=("form", "project"),
        ),
    ),
    "a misspelt scale": (
        put("questions", POLICY, "scale", value="lader"),
        Problem(
            P.SCALE_UNKNOWN,
            "topic.json",
            "questions[2] (id policy).scale",
            found="lader",
            nearest="ladder",
            allowed=("ladder",),
        ),
    ),
    "a list that is not there": (
        put("questions", 0, "choices", value="agency-types"),
        Problem(
            P.CHOICES_UNKNOWN,
            "topic.json",
            "questions[0] (id agency).choices",
            found="agency-types",
            nearest="agencies",
            allowed=("agencies", "areas"),
        ),
    ),
    "guidance that is not there": (
        add("questions", POLICY, "guidance", value="last-steps"),
        Problem(
            P.GUIDANCE_UNKNOWN,
            "topic.json",
            "questions[2] (id policy).guidance[1]",
            found="last-steps",
            nearest="first-steps",
            allowed=("first-steps",),
        ),
    ),
    "guidance nobody sees": (
        drop("questions", POLICY, "guidance"),
        Problem(P.GUIDANCE_UNUSED, "topic.json", "guidance[0] (id first-steps).id", found="first-steps"),
    ),
    "guidance both inline and in its file": (
        put("guidance", 0, "text", value="Begin."),
        Problem(
            P.GUIDANCE_TWICE,
            "topic.json",
            "guidance[0] (id first-steps)",
            found="guidance/first-steps.md",
        ),
    ),
    "a judgement without a scale": (
        drop("questions", POLICY, "scale"),
        Problem(P.SCALE_MISSING, "topic.json", "questions[2] (id policy).scale", found="judgement"),
    ),
    "an agency question without a list": (
        drop("questions", 0, "choices"),
        Problem(P.CHOICES_MISSING, "topic.json", "questions[0] (id agency).choices", found="agency"),
    ),
    "nobody asked for": (
        put("questions", 1, "people", value=[]),
        Problem(P.PEOPLE_MISSING, "topic.json", "questions[1] (id who).people", found="people"),
    ),
    "a scale on a long text": (
        put("questions", 9, "scale", value="ladder"),
        Problem(
            P.PROPERTY_UNFIT,
            "topic.json",
            "questions[9] (id story).scale",
            found="scale",
            allowed=("judgement", "yes-no"),
        ),
    ),
    "a minimum on a date": (
        put("questions", HUB_SINCE, "minimum", value=0),
        Problem(
            P.PROPERTY_UNFIT,
            "topic.json",
            "questions[5] (id hub-since).minimum",
            found="minimum",
            allowed=("number",),
        ),
    ),
    "a minimum above the maximum": (
        put("questions", TRAINED, "minimum", value=100_001),
        Problem(P.RANGE_EMPTY, "topic.json", "questions[3] (id trained).minimum"),
    ),
    "other twice": (
        add("choice_lists", 0, "choices", value={"code": "other", "label": "None of these"}),
        Problem(
            P.OTHER_TAKEN,
            "topic.json",
            "choice_lists[0] (id agencies).choices[2] (code other).code",
            found="other",
        ),
    ),
    "a file type with its dot": (
        put("evidence", "types", 0, value=".PDF"),
        Problem(
            P.FILE_TYPE_UNKNOWN,
            "topic.json",
            "evidence.types[0]",
            found=".PDF",
            nearest="pdf",
            allowed=EVIDENCE_TYPES,
        ),
    ),
    "no column for who leads": (
        drop("action_plan", "columns", 1),
        Problem(P.COLUMN_MISSING, "topic.json", "action_plan.columns", found="lead"),
    ),
    "a rule on no question": (
        put("questions", HUB_SINCE, "show_when", 0, "question", value="hub"),
        Problem(
            P.RULE_QUESTION_UNKNOWN,
            "topic.json",
            "questions[5] (id hub-since).show_when[0].question",
            found="hub",
            nearest="hubs",
        ),
    ),
    "a rule on itself": (
        put("questions", POLICY, "show_when", value=[WHEN_POLICY_YES]),
        Problem(P.RULE_ON_ITSELF, "topic.json", "questions[2] (id policy).show_when[0].question", found="policy"),
    ),
    "a rule on a later question": (
        put("questions", 1, "show_when", value=[WHEN_POLICY_YES]),
        Problem(P.RULE_ON_LATER, "topic.json", "questions[1] (id who).show_when[0].question", found="policy"),
    ),
    "two questions that wait for each other": (
        both(
            put("questions", POLICY, "show_when", value=[{"question": "hubs", "any_of": ["yes"]}]),
            put("questions", 4, "show_when", value=[WHEN_POLICY_YES]),
        ),
        Problem(
            P.RULE_CIRCULAR,
            "topic.json",
            "questions[2] (id policy).show_when",
            found="policy",
            allowed=("policy", "hubs", "policy"),
        ),
    ),
    "a rule on a typed answer": (
        put("questions", HUB_SINCE, "show_when", 0, "question", value="trained"),
        Problem(
            P.RULE_WITHOUT_VALUES,
            "topic.json",
            "questions[5] (id hub-since).show_when[0].question",
            found="trained",
        ),
    ),
    "a rule on a value that does not exist": (
        put("questions", MOTTO, "show_when", 0, "any_of", 1, value="Partly"),
        Problem(
            P.RULE_VALUE_UNKNOWN,
            "topic.json",
            "questions[8] (id motto).show_when[0].any_of[1]",
            found="Partly",
            nearest="partly",
            allowed=("yes", "partly", "no"),
        ),
    ),
    "two answers at once": (
        add("questions", MOTTO, "show_when", value={"question": "policy", "any_of": ["no"]}),
        Problem(P.QUESTION_UNREACHABLE, "topic.json", "questions[8] (id motto).show_when", found="policy"),
    ),
}
"""Lines are compared only in the cases that state one, because they follow from the place."""


@pytest.mark.parametrize("name", ONE_PROBLEM)
def test_one_mistake_gives_one_problem(name: str, spoilt_pack: Callable[[Spoil], Path]) -> None:
    change, expected = ONE_PROBLEM[name]
    problems = errors_in(spoilt_pack(change))
    assert [_plain(problem, expected) for problem in problems] == [expected]
    assert all(problem.line > 0 for problem in problems)


def _plain(problem: Problem, expected: Problem) -> Problem:
    """``problem`` without its line and its allowed values where ``expected`` does not state them."""
    fields = {name: getattr(problem, name) for name in problem.__struct_fields__}
    fields["line"] = problem.line if expected.line else 0
    fields["allowed"] = problem.allowed if expected.allowed else ()
    return Problem(**fields)


def test_a_pack_may_allow_exactly_the_file_types_that_can_be_checked() -> None:
    assert set(EVIDENCE_TYPES) == CHECKABLE
    document = (Path(__file__).parents[2] / "docs" / "topic-pack.md").read_text(encoding="utf-8")
    assert ", ".join(EVIDENCE_TYPES) in document
