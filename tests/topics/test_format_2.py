"""Format 2 of the topic pack: what it can say, what an older format cannot, and each mistake in it at its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import FORMAT
from s11desk.topics.checks import format_checks
from s11desk.topics.checks.format_checks import lowest_format
from s11desk.topics.pack import decode_topic, encode_topic, load_pack, read_topic
from tests.topics.conftest import errors_in

PACK = Path(__file__).parent / "format2"
SOUND = Path(__file__).parent / "sound"
P = ProblemCode


def plain() -> Any:
    return json.loads((PACK / "topic.json").read_text("utf-8"))


def found(tmp_path: Path, value: Any) -> list[tuple[ProblemCode, str]]:
    (tmp_path / "topic.json").write_text(json.dumps(value), encoding="utf-8")
    return [(problem.code, problem.place) for problem in errors_in(tmp_path)]


def test_a_pack_of_format_2_is_sound_and_survives_its_canonical_form() -> None:
    topic = load_pack(PACK)
    assert decode_topic(encode_topic(topic)) == topic
    assert read_topic(encode_topic(topic)) == topic
    assert lowest_format(topic) == 2


def test_a_new_format_leaves_the_number_of_a_pack_that_does_not_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(format_checks, "FORMAT", FORMAT + 1)
    assert lowest_format(load_pack(PACK)) == 2
    assert lowest_format(load_pack(SOUND)) == 1


def test_every_text_without_an_origin_of_its_own_has_that_of_the_pack() -> None:
    topic = load_pack(PACK)
    origins = {question.origin for question in topic.questions} | {scale.origin for scale in topic.scales}
    assert origins == {topic.origin} == {topic.contact.origin}


def test_a_pack_without_the_new_keys_needs_format_1_only() -> None:
    topic = load_pack(SOUND)
    assert topic.format == 1
    assert lowest_format(msgspec.structs.replace(topic, format=2)) == 1


def test_own_numbers_are_shown_and_questions_without_one_get_letters() -> None:
    topic = load_pack(PACK)
    numbers = [topic.number_of(question.id) for question in topic.questions]
    assert numbers == ["A", "1.1", "1.2", "1.3", "1.4", "1.5", "2.1", "2.2"]


def test_questions_of_a_form_without_numbers_are_counted() -> None:
    topic = load_pack(SOUND)
    assert [topic.number_of(question.id) for question in topic.questions][:3] == ["1", "2", "3"]


def test_a_letter_that_a_question_has_as_its_own_number_is_not_given_again() -> None:
    topic = load_pack(PACK)
    lettered = msgspec.structs.replace(topic.questions[1], number="A")
    questions = (topic.questions[0], lettered, *topic.questions[2:])
    assert msgspec.structs.replace(topic, questions=questions).number_of("agency") == "B"


def test_a_descriptor_of_the_question_goes_before_that_of_the_scale() -> None:
    topic = load_pack(PACK)
    lead = topic.question("lead")
    assert lead is not None
    scale = topic.scale_of(lead)
    assert scale is not None
    assert [lead.descriptor(option) for option in scale.options] == [
        "Nobody is named.",
        "",
        "Every team has a lead.",
        "",
    ]


def test_format_1_refuses_everything_that_came_with_format_2(tmp_path: Path) -> None:
    value = plain()
    value["format"] = 1
    problems = found(tmp_path, value)
    too_low = {place.rpartition(".")[2] for code, place in problems if code is P.FORMAT_TOO_LOW}
    expected = {"origin", "sections", "frameworks", "sign_off", "form_name", "section", "number", "whole", "unit"}
    expected |= {"not_above", "earliest", "latest", "kind", "columns", "least_rows", "most_rows", "rows", "scale"}
    expected |= {"descriptors", "references", "at_least", "at_most", "none_of", "any", "asks", "needs_reason_or_file"}
    assert too_low == expected | {"total"}
    missing = {place for code, place in problems if code is P.KEY_MISSING}
    assert missing == {"introduction", "action_plan"}
    assert (P.ID_WRONG, "id") in problems


def question(value: Any, name: str) -> Any:
    return next(entry for entry in value["questions"] if entry["id"] == name)


MISTAKES: dict[str, tuple[Callable[[Any], object], ProblemCode, str]] = {
    "an unknown section": (
        lambda v: question(v, "policy").update(section="standard"),
        P.SECTION_UNKNOWN,
        "questions[7] (id policy).section",
    ),
    "a section without questions": (
        lambda v: v["sections"].append({"id": "none", "title": "None"}), P.SECTION_UNUSED, "sections[2] (id none).id"
    ),
    "a question outside its section": (
        lambda v: question(v, "policy").update(section="staff"),
        P.SECTION_SCATTERED,
        "questions[7] (id policy).section",
    ),
    "a question without a section after the first": (
        lambda v: question(v, "policy").pop("section"), P.SECTION_LEFT_OUT, "questions[7] (id policy).section"
    ),
    "a number twice": (
        lambda v: question(v, "policy").update(number="1.1"), P.NUMBER_REPEATED, "questions[7] (id policy).number"
    ),
    "an unknown framework": (
        lambda v: question(v, "lead")["references"][0].update(framework="kcise"),
        P.FRAMEWORK_UNKNOWN,
        "questions[6] (id lead).references[0].framework",
    ),
    "a scale of other options on a yes/no question": (
        lambda v: question(v, "policy").update(scale="brag"), P.SCALE_NOT_YES_NO, "questions[7] (id policy).scale"
    ),
    "a descriptor of no option": (
        lambda v: question(v, "lead")["descriptors"][0].update(code="rde"),
        P.OPTION_UNKNOWN,
        "questions[6] (id lead).descriptors[0] (code rde).code",
    ),
    "an action without a plan": (
        lambda v: v["scales"][0]["options"][0].update(needs_action=True),
        P.PLAN_MISSING,
        "scales[0] (id brag).options[0] (code red).needs_action",
    ),
    "a table without columns": (
        lambda v: question(v, "quarters").pop("columns"), P.COLUMNS_MISSING, "questions[5] (id quarters).columns"
    ),
    "fixed rows that are also limited": (
        lambda v: question(v, "quarters").update(least_rows=2), P.ROWS_FIXED, "questions[5] (id quarters).rows"
    ),
    "a column of choices without a list": (
        lambda v: question(v, "courses")["columns"][3].pop("choices"),
        P.CHOICES_MISSING,
        "questions[4] (id courses).columns[3] (id course).choices",
    ),
    "a number that limits itself": (
        lambda v: question(v, "trained").update(not_above="trained"),
        P.NOT_ABOVE_UNFIT,
        "questions[2] (id trained).not_above",
    ),
    "a day that the calendar does not have": (
        lambda v: question(v, "checked").update(earliest="2026-02-30"),
        P.DATE_WRONG,
        "questions[3] (id checked).earliest",
    ),
    "a condition that says nothing": (
        lambda v: question(v, "trained").update(show_when=[{"question": "staff"}]),
        P.RULE_EMPTY,
        "questions[2] (id trained).show_when[0]",
    ),
    "a bound for an answer that is no number": (
        lambda v: question(v, "staff").update(show_when=[{"question": "agency", "at_least": 2}]),
        P.RULE_NOT_NUMBER,
        "questions[1] (id staff).show_when[0].at_least",
    ),
    "bounds that nothing lies between": (
        lambda v: question(v, "trained").update(show_when=[{"question": "staff", "at_least": 2, "at_most": 1}]),
        P.RANGE_EMPTY,
        "questions[2] (id trained).show_when[0].at_least",
    ),
    "a condition beside its alternatives": (
        lambda v: question(v, "policy")["show_when"][0].update(question="lead", any_of=["red"]),
        P.RULE_MIXED,
        "questions[7] (id policy).show_when[0].any",
    ),
    "numbers that contradict each other": (
        lambda v: question(v, "trained").update(
            show_when=[{"question": "staff", "at_least": 10}, {"question": "staff", "at_most": 9}]
        ),
        P.QUESTION_UNREACHABLE,
        "questions[2] (id trained).show_when",
    ),
    "alternatives that all contradict the rest": (
        lambda v: question(v, "policy").update(
            show_when=[
                {"question": "lead", "any_of": ["red"]},
                {"any": [{"question": "lead", "none_of": ["red"]}, {"question": "lead", "any_of": ["Blue"]}]},
            ]
        ),
        P.QUESTION_UNREACHABLE,
        "questions[7] (id policy).show_when",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_in_format_2_gives_one_problem(mistake: str, tmp_path: Path) -> None:
    spoil, code, place = MISTAKES[mistake]
    value = plain()
    spoil(value)
    assert found(tmp_path, value) == [(code, place)]


def test_the_schema_for_editors_does_not_ask_for_origins_that_the_pack_gives_once() -> None:
    import jsonschema

    schema = json.loads((Path(__file__).parents[2] / "resources/schemas/topic.schema.json").read_text("utf-8"))
    jsonschema.validate(plain(), schema)
