"""Questions of two versions are matched by id and words; an id that moved to another question is found."""

from __future__ import annotations

import msgspec
import pytest

from s11desk.domain.topics.question_matches import MatchKind, MovedId, earlier_topic, match_questions, moved_ids
from s11desk.domain.topics.topic import Question, QuestionKind, Topic
from tests.samples import question, small_topic

POLICY, TRAINING, HELPLINE = (
    "Do you have a safeguarding policy?",
    "Are all volunteers trained?",
    "Which helpline do children know?",
)
K = MatchKind


def topic_of(**texts: str) -> Topic:
    return small_topic(*(asked(name, text) for name, text in texts.items()))


def asked(name: str, text: str, kind: QuestionKind = QuestionKind.SHORT_TEXT) -> Question:
    return msgspec.structs.replace(question(name, kind), text=text)


BEFORE = topic_of(q1=POLICY, q2=TRAINING)
MOVES = {
    "a row was put in and the ids counted again": (
        topic_of(q1=HELPLINE, q2=POLICY, q3=TRAINING),
        {"q1": "", "q2": "q1"},
    ),
    "two ids were swapped": (topic_of(q1=TRAINING, q2=POLICY), {"q1": "q2", "q2": "q1"}),
    "a question was replaced under its id": (topic_of(q1=HELPLINE, q2=TRAINING), {"q1": ""}),
    "the first was deleted and the ids counted again": (topic_of(q1=TRAINING), {"q1": "q2"}),
    "only words changed": (topic_of(q1="Do you keep a safeguarding policy?", q2=TRAINING), {}),
    "only spaces and capitals changed": (topic_of(q1="do you have  a safeguarding POLICY", q2=TRAINING), {}),
    "a new question has a new id": (topic_of(q1=POLICY, q3=HELPLINE, q2=TRAINING), {}),
    "a short question was reworded": (topic_of(q1=POLICY, q2="Who is it?"), {}),
}


@pytest.mark.parametrize("move", MOVES)
def test_ids_that_moved_are_named_with_the_id_that_fits(move: str) -> None:
    now, expected = MOVES[move]
    assert moved_ids(earlier_topic(BEFORE), now.questions) == tuple(MovedId(*pair) for pair in expected.items())


def test_a_wording_that_occurs_twice_names_no_id() -> None:
    before = topic_of(q1=POLICY, q2="Please explain.", q3="Please explain.")
    now = topic_of(q1="Please explain.", q2=POLICY, q3="Please explain.")
    assert moved_ids(earlier_topic(before), now.questions) == (MovedId("q1"), MovedId("q2", "q1"))


def test_every_question_of_both_versions_is_matched_once() -> None:
    before = small_topic(asked("a", POLICY), asked("b", TRAINING), asked("c", HELPLINE), asked("d", "Who leads here?"))
    now = small_topic(
        asked("a", "Do you keep a safeguarding policy?"),
        asked("new", TRAINING),
        asked("c", HELPLINE, QuestionKind.LONG_TEXT),
        asked("e", "How old are the children?"),
    )
    found = [
        (match.kind, match.before and match.before.id, match.after and match.after.id)
        for match in match_questions(before, now)
    ]
    assert found == [
        (K.REWORDED, "a", "a"),
        (K.MOVED, "b", "new"),
        (K.ANSWERS, "c", "c"),
        (K.ADDED, None, "e"),
        (K.REMOVED, "d", None),
    ]


def test_the_same_topic_has_only_the_same_questions() -> None:
    topic = small_topic()
    assert {match.kind for match in match_questions(topic, topic)} == {K.SAME}


def test_another_label_of_an_option_is_another_way_of_answering() -> None:
    topic = small_topic()
    scale = topic.scales[0]
    options = (msgspec.structs.replace(scale.options[0], label="Mostly"), *scale.options[1:])
    now = msgspec.structs.replace(topic, scales=(msgspec.structs.replace(scale, options=options),))
    differing = [match.after.id for match in match_questions(topic, now) if match.kind is K.ANSWERS and match.after]
    assert differing == ["policy", "training"]
