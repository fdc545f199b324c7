"""What belongs to a former choice stays in the draft, asks for nothing, and is no part of the return."""

from __future__ import annotations

import msgspec
import pytest

from s11desk.domain.audits.audit import Action, Answer, AnswerRow, Cell, Person
from s11desk.domain.audits.completeness import GapCode, find_gaps
from s11desk.domain.audits.content_digest import content_digest, is_content
from s11desk.domain.audits.summary import summarise
from s11desk.domain.audits.unseen_texts import has_unseen_texts
from s11desk.domain.audits.visibility import as_first_returned, as_returned, needed_actions, unneeded_actions
from s11desk.domain.text.blank_text import is_blank_text
from s11desk.domain.topics.scales import Option
from s11desk.domain.topics.topic import Condition, Question, QuestionKind, Topic
from tests.samples import SCALE, audit_with, question, small_topic

POLICY = question("policy", QuestionKind.JUDGEMENT, scale="judgement")
STORY = question("story", QuestionKind.LONG_TEXT, required=False)
LATER = question("later", QuestionKind.YES_NO, show_when=(Condition("policy", ("no",)),), required=False)
TOPIC = small_topic(POLICY, STORY, LATER)
BEGUN = Action("A1", "policy", area="Policy", action="Write one")
UNSEEN = (
    *("", " ", "\u200b", "\u00ad\u2060", "\u2800", "\u3164", "\u200e\u200f", "\ufe0f", "\u0301"),
    *("\u00a0\t\n", "\U000e0041"),
)


def topic_with(option: Option) -> Topic:
    scale = msgspec.structs.replace(SCALE, options=(*SCALE.options, option))
    return msgspec.structs.replace(TOPIC, scales=(scale,))


@pytest.mark.parametrize("choice", ["yes", "no", ""])
def test_a_reason_for_a_former_choice_is_not_part_of_the_return(choice: str) -> None:
    returned = as_returned(TOPIC, audit_with(Answer("policy", choice=choice, reason="We work with adults")))
    assert returned.answer("policy") == Answer("policy", choice=choice)


@pytest.mark.parametrize(
    "option",
    [
        Option(code="partly", label="Partly", needs_reason=True),
        Option(code="partly", label="Partly", needs_reason_or_file=True),
        Option(code="partly", label="Partly", asks="Give an example"),
    ],
)
def test_a_reason_that_the_choice_takes_is_part_of_the_return(option: Option) -> None:
    answer = Answer("policy", choice="partly", reason="For example")
    topic = topic_with(option)
    assert as_returned(topic, audit_with(answer)).answers == (answer,)
    changed = msgspec.structs.replace(answer, choice="yes")
    assert as_returned(topic, audit_with(changed)).answers == (Answer("policy", choice="yes"),)


@pytest.mark.parametrize("choice", ["yes", "na", ""])
def test_an_action_begun_under_no_is_not_compulsory_and_not_returned_with_another_answer(choice: str) -> None:
    audit = audit_with(Answer("policy", choice=choice), actions=(BEGUN,))
    assert GapCode.ACTION_UNFINISHED not in {gap.code for gap in find_gaps(TOPIC, audit)}
    assert unneeded_actions(TOPIC, audit) == (BEGUN,)
    assert as_returned(TOPIC, audit).actions == ()


def test_an_action_that_its_answer_needs_is_compulsory_and_returned() -> None:
    audit = audit_with(Answer("policy", choice="no"), actions=(BEGUN,))
    assert GapCode.ACTION_UNFINISHED in {gap.code for gap in find_gaps(TOPIC, audit)}
    assert as_returned(TOPIC, audit).actions == (BEGUN,)


def test_an_action_of_no_question_or_of_a_question_without_weak_options_stays_in_the_plan() -> None:
    own = (Action("A1", action="Paint the hall"), Action("A2", "story", action="Ask again"))
    assert needed_actions(TOPIC, audit_with(Answer("policy", choice="yes"), actions=own)) == own


def test_an_action_of_a_question_that_is_not_asked_now_is_left_out() -> None:
    action = Action("A1", "later", action="Do it")
    assert as_returned(TOPIC, audit_with(Answer("policy", choice="yes"), actions=(action,))).actions == ()
    assert as_returned(TOPIC, audit_with(Answer("policy", choice="no"), actions=(action,))).actions == (action,)


def test_a_mark_for_review_is_not_part_of_a_return_and_leaves_no_answer_uncounted() -> None:
    audit = audit_with(Answer("policy", choice="yes", marked_for_review=True), Answer("story", marked_for_review=True))
    returned = as_returned(TOPIC, audit)
    assert returned.answers == (Answer("policy", choice="yes"),)
    assert summarise(TOPIC, returned).complete == summarise(TOPIC, returned).asked == 1


def test_a_return_of_an_older_program_is_still_the_content_of_an_unchanged_draft() -> None:
    audit = audit_with(Answer("policy", choice="yes", reason="Left over"), actions=(BEGUN,))
    older, newer = (content_digest(returned(TOPIC, audit)) for returned in (as_first_returned, as_returned))
    assert older != newer
    assert is_content(TOPIC, audit, older)
    assert is_content(TOPIC, audit, newer)
    assert not is_content(TOPIC, audit_with(Answer("policy", choice="no")), older)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_can_see_is_blank_everywhere(unseen: str) -> None:
    assert is_blank_text(unseen)
    assert Person("lead", name=unseen).is_blank()
    assert Cell("hours", text=unseen).is_blank()
    assert not Answer("story", text=unseen).is_given()
    audit = audit_with(Answer("policy", choice="na", reason=unseen), Answer("story", text=unseen, comment=unseen))
    assert [gap.code for gap in find_gaps(TOPIC, audit)] == [GapCode.REASON_MISSING]
    assert as_returned(TOPIC, audit).answers == (Answer("policy", choice="na"),)


@pytest.mark.parametrize("seen", ["a", "\u0e01", "\u2713", "\u5b57", ".", "\U0001f600", "\u200b-"])
def test_what_somebody_can_see_is_not_blank(seen: str) -> None:
    assert not is_blank_text(seen)


def test_texts_that_nobody_can_see_are_found_wherever_they_are() -> None:
    zero = "\u200b"
    for answer in (
        Answer("a", text=zero),
        Answer("a", reason=zero),
        Answer("a", people=(Person("lead", email=zero),)),
        Answer("a", rows=(AnswerRow((Cell("c", text=zero),)),)),
    ):
        assert has_unseen_texts(audit_with(answer))
    assert has_unseen_texts(audit_with(actions=(Action("A1", lead=zero),)))
    assert not has_unseen_texts(audit_with(Answer("a", text="seen"), actions=(BEGUN,)))


def test_the_rules_hold_for_every_question_with_a_scale() -> None:
    asked: tuple[Question, ...] = (POLICY, question("b", QuestionKind.JUDGEMENT, scale="judgement"))
    audit = audit_with(*(Answer(one.id, choice="yes", reason="old") for one in asked))
    assert all(not answer.reason for answer in as_returned(small_topic(*asked), audit).answers)
