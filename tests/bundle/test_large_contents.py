"""A return of the largest allowed size is verified within a time limit; a larger one is not read."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import msgspec
import pytest

from s11desk.bundle.audit_file import ACTIONS_LIMIT
from s11desk.bundle.read_return import ContentFault
from s11desk.cli.sentences.verdict_paragraphs import verdict_paragraph
from s11desk.domain.audits.audit import Action, Answer, Person
from s11desk.domain.topics.topic import (
    ActionColumn,
    ActionField,
    ActionPlanForm,
    Choice,
    ChoiceList,
    Condition,
    Detail,
    PersonAsked,
    QuestionKind,
    Topic,
)
from s11desk.domain.topics.topic_limits import LIST_LIMIT
from s11desk.topics.pack import encode_topic
from tests.bundle.conftest import VerdictOn
from tests.bundle.forging import Files, audit_file_of
from tests.samples import ORIGIN, question, small_topic

TIME_LIMIT = 4.0
"""Seconds of work. The slowest takes a tenth of it; with linear searches it would take minutes."""


Large = tuple[Topic, dict[str, object]]


def topic_with_most_questions(kind: QuestionKind, **rest: object) -> Topic:
    return small_topic(*(question(f"q{number}", kind, **rest) for number in range(LIST_LIMIT)))


def repeated_choices() -> Large:
    codes = ChoiceList(id="all", origin=ORIGIN, choices=tuple(Choice(f"c{n}", "x") for n in range(LIST_LIMIT)))
    topic = msgspec.structs.replace(
        topic_with_most_questions(QuestionKind.MULTIPLE_CHOICE, choices="all"), choice_lists=(codes,)
    )
    return topic, {"answers": tuple(Answer(f"q{n}", choices=("c999",) * 900) for n in range(LIST_LIMIT))}


def very_many_people() -> Large:
    asked = tuple(PersonAsked(id=f"p{n}", label="x", required=(Detail.NAME,) * 20) for n in range(LIST_LIMIT))
    topic = small_topic(*(question(f"q{n}", QuestionKind.PEOPLE, people=asked) for n in range(12)))
    people = tuple(Person(role="p999") for _ in range(20_000))
    return topic, {"answers": tuple(Answer(f"q{n}", people=people) for n in range(12))}


def very_long_visibility_rules() -> Large:
    rule = tuple(Condition("q0", ("c1",) * 80) for _ in range(20))
    asked = (question("q0", QuestionKind.LONG_TEXT), *(question(f"q{n}", QuestionKind.LONG_TEXT, show_when=rule)
             for n in range(1, LIST_LIMIT)))  # fmt: skip
    return small_topic(*asked), {"answers": (Answer("q0", choices=tuple(f"c{n}" for n in range(100_000))),)}


def as_many_actions_as_allowed() -> Large:
    topic = topic_with_most_questions(QuestionKind.LONG_TEXT)
    columns = tuple(ActionColumn(ActionField.DUE, "x", required=True) for _ in ActionField)
    topic = msgspec.structs.replace(topic, action_plan=ActionPlanForm(columns=columns, origin=ORIGIN))
    actions = tuple(Action(id=f"A{n}", question=f"q{n % LIST_LIMIT}") for n in range(ACTIONS_LIMIT))
    return topic, {"action_plan": actions}


LARGE = [repeated_choices, very_many_people, very_long_visibility_rules, as_many_actions_as_allowed]


@pytest.mark.parametrize("build", LARGE)
def test_a_large_return_is_verified_within_the_time_limit(build: Callable[[], Large], verdict_on: VerdictOn) -> None:
    topic, values = build()
    body = encode_topic(topic)
    start = time.process_time()
    verdict = verdict_on(body, evidence=(), **values)
    assert time.process_time() - start < TIME_LIMIT
    assert verdict.read.audit_file is not None
    assert not verdict.is_verified


@pytest.mark.parametrize(("times", "fault"), [(1, None), (400, ContentFault.EVIDENCE_NOT_ALLOWED)])
def test_evidence_on_every_question_is_verified_within_the_time_limit(
    times: int, fault: ContentFault | None, stranger_files: Files, verdict_on: VerdictOn
) -> None:
    every_question = tuple(f"q{number}" for number in range(LIST_LIMIT)) * times
    evidence = tuple(
        msgspec.structs.replace(item, questions=every_question) for item in audit_file_of(stranger_files).evidence
    )
    body = encode_topic(topic_with_most_questions(QuestionKind.FILE))
    start = time.process_time()
    verdict = verdict_on(body, evidence=evidence, answers=())
    assert time.process_time() - start < TIME_LIMIT
    assert (verdict.read.content_fault, verdict.gaps) == (fault, ())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("answers", (Answer("q1"),) * (LIST_LIMIT + 1)),
        ("action_plan", (Action(),) * (ACTIONS_LIMIT + 1)),
        ("agency", "x" * 16_800_000),
        ("begun", dt.datetime(2026, 3, 2)),  # noqa: DTZ001 - no time zone
    ],
)
def test_an_audit_file_beyond_the_limits_is_not_read(
    field: str, value: object, stranger_files: Files, verdict_on: VerdictOn
) -> None:
    verdict = verdict_on(stranger_files["topic.json"], **{field: value})
    assert verdict.read.content_fault is ContentFault.AUDIT_UNREADABLE
    assert verdict.read.audit_file is None


def test_a_topic_larger_than_any_pack_is_not_read(verdict_on: VerdictOn) -> None:
    assert verdict_on(b" " * (32 * 1024 * 1024 + 1)).read.content_fault is ContentFault.TOPIC_TOO_LARGE


def test_a_topic_with_too_many_questions_is_unusable(verdict_on: VerdictOn) -> None:
    topic = msgspec.to_builtins(small_topic())
    topic["questions"] = [{**topic["questions"][0], "id": f"q{n}"} for n in range(LIST_LIMIT + 1)]
    verdict = verdict_on(msgspec.json.encode(topic))
    assert (verdict.topic, verdict.read.is_intact, verdict.is_verified) == (None, True, False)
    assert "not a usable topic" in verdict_paragraph(verdict)
