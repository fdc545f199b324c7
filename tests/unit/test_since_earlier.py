"""What has changed since an audit was begun with earlier answers: better, weaker, newly weak, finished."""

from __future__ import annotations

import msgspec
import pytest

from s11desk.domain.audits.audit import Action, ActionStatus, Answer
from s11desk.domain.audits.since_earlier import compare_with_earlier
from s11desk.domain.topics.scales import Option, Scale
from s11desk.domain.topics.topic import QuestionKind, Topic
from s11desk.wording.returns.since_sentences import since_heading, since_lines
from tests.samples import ORIGIN, audit_with, question, small_topic

WEAK_LAST = ("good", "fair", "poor")
SCORED = {"s0": 0, "s1": 1, "s2": 2}


def topic_with(options: tuple[Option, ...]) -> Topic:
    asked = question("one", QuestionKind.JUDGEMENT, scale="graded")
    scale = Scale("graded", "Grades", options, ORIGIN)
    return msgspec.structs.replace(small_topic(asked), scales=(scale,))


def moved(topic: Topic, before: str, now: str) -> tuple[int, int, int]:
    """Whether the one answer is better, weaker, newly weak."""
    found = compare_with_earlier(topic, audit_with(Answer("one", choice=now)), (Answer("one", choice=before),), (), "")
    return len(found.improved), len(found.fell), len(found.weak)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("good", "good", (0, 0, 0)),
        ("good", "fair", (0, 1, 0)),
        ("fair", "good", (1, 0, 0)),
        ("fair", "poor", (0, 1, 1)),
        ("poor", "fair", (1, 0, 0)),
        ("poor", "poor", (0, 0, 0)),
        ("poor", "na", (0, 0, 0)),
        ("na", "poor", (0, 0, 1)),
    ],
)
@pytest.mark.parametrize("is_weak_first", [False, True])
def test_the_end_with_the_options_that_call_for_an_action_is_the_worse_one(
    before: str, now: str, expected: tuple[int, int, int], is_weak_first: bool
) -> None:
    options = [Option(code, code.title(), needs_action=code == "poor") for code in WEAK_LAST]
    if is_weak_first:
        options.reverse()
    topic = topic_with((*options, Option("na", "Not applicable", left_out_of_totals=True)))
    assert moved(topic, before, now) == expected


def test_scores_tell_where_no_option_calls_for_an_action() -> None:
    topic = topic_with(tuple(Option(code, code.upper(), score=score) for code, score in SCORED.items()))
    assert moved(topic, "s0", "s2") == (1, 0, 0)
    assert moved(topic, "s2", "s1") == (0, 1, 0)


def test_where_nothing_tells_no_answer_is_called_better_or_weaker() -> None:
    topic = topic_with((Option("red", "Red"), Option("blue", "Blue")))
    assert moved(topic, "red", "blue") == (0, 0, 0)


def test_finished_actions_and_answers_not_looked_at_are_counted_and_said() -> None:
    topic = topic_with((Option("good", "Good"), Option("poor", "Poor", needs_action=True)))
    audit = msgspec.structs.replace(
        audit_with(Answer("one", choice="poor", unconfirmed=True)),
        actions=(Action("A1", status=ActionStatus.DONE), Action("A2"), Action("A3", status=ActionStatus.DONE)),
    )
    found = compare_with_earlier(
        topic, audit, (Answer("one", choice="good"),), (Action("A1"), Action("A2")), "Help 2026"
    )
    assert found.finished == ("A1",)
    assert since_heading(found) == "Since Help 2026"
    assert since_lines(topic, found) == (
        "1 answer is weaker: question 1.",
        "1 answer newly calls for an action: question 1.",
        "1 action from then is finished: A1.",
        "1 answer from then not looked at yet.",
    )
