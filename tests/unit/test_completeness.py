"""Each kind of gap that keeps a draft from becoming a return."""

from __future__ import annotations

import datetime as dt

import pytest

from s11desk.domain.audits.audit import Action, Answer, Person
from s11desk.domain.audits.completeness import Gap, GapCode, find_gaps, question_gaps
from s11desk.domain.topics.topic import Detail, PersonAsked, Question, QuestionKind
from tests.samples import audit_with, evidence_on, finished_action, question, small_topic

JUDGED = question("policy", QuestionKind.JUDGEMENT, scale="judgement")


def gaps(asked: Question, *answers: Answer, **rest: object) -> list[GapCode]:
    audit = audit_with(*answers, **rest)  # type: ignore[arg-type]
    return [gap.code for gap in question_gaps(small_topic(asked), audit, asked)]


def test_a_required_question_must_be_answered_and_a_comment_is_not_an_answer() -> None:
    assert gaps(JUDGED) == [GapCode.UNANSWERED]
    assert gaps(JUDGED, Answer("policy", comment="We will see", marked_for_review=True)) == [GapCode.UNANSWERED]
    assert gaps(JUDGED, Answer("policy", choice="yes")) == []


def test_an_optional_question_may_stay_unanswered() -> None:
    assert gaps(question("motto", QuestionKind.SHORT_TEXT, required=False)) == []


def test_not_applicable_needs_a_reason() -> None:
    assert gaps(JUDGED, Answer("policy", choice="na", reason="  ")) == [GapCode.REASON_MISSING]
    assert gaps(JUDGED, Answer("policy", choice="na", reason="We work with adults")) == []


def test_an_option_may_need_evidence() -> None:
    assert gaps(JUDGED, Answer("policy", choice="blue")) == [GapCode.EVIDENCE_MISSING]
    assert gaps(JUDGED, Answer("policy", choice="blue"), evidence=(evidence_on("other"),)) == [GapCode.EVIDENCE_MISSING]
    assert gaps(JUDGED, Answer("policy", choice="blue"), evidence=(evidence_on("policy"),)) == []


def test_a_weak_answer_needs_an_action_with_every_required_column() -> None:
    weak = Answer("policy", choice="no")
    assert gaps(JUDGED, weak) == [GapCode.ACTION_MISSING]
    begun = Action(id="A1", question="policy", area="Policy", action=" ", due=dt.date(2026, 9, 1))
    audit = audit_with(weak, actions=(begun,))
    found = question_gaps(small_topic(JUDGED), audit, JUDGED)
    assert [(gap.code, gap.detail, gap.action) for gap in found] == [
        (GapCode.ACTION_UNFINISHED, "Action", "A1"),
        (GapCode.ACTION_UNFINISHED, "Named lead", "A1"),
    ]
    assert gaps(JUDGED, weak, actions=(finished_action("A1", "policy"),)) == []


def test_other_needs_a_text() -> None:
    asked = question("agency", QuestionKind.AGENCY, choices="agencies")
    assert gaps(asked, Answer("agency", choice="other")) == [GapCode.OTHER_UNSPECIFIED]
    assert gaps(asked, Answer("agency", choice="other", other="A scout group")) == []


def test_people_need_their_required_details_once_they_are_begun() -> None:
    asked = question(
        "people",
        QuestionKind.PEOPLE,
        people=(
            PersonAsked("completer", "Completer", (Detail.NAME, Detail.EMAIL)),
            PersonAsked("substitute", "Substitute", ()),
        ),
    )
    assert gaps(asked) == [GapCode.UNANSWERED]
    given = Answer("people", people=(Person("completer", name="Amina"),))
    audit = audit_with(given)
    assert question_gaps(small_topic(asked), audit, asked) == (
        Gap(GapCode.PERSON_DETAIL_MISSING, "people", detail="completer.email"),
    )


def test_a_required_person_cannot_be_replaced_by_another() -> None:
    asked = question(
        "people",
        QuestionKind.PEOPLE,
        people=(PersonAsked("completer", "Completer", (Detail.NAME,)), PersonAsked("substitute", "Substitute", ())),
    )
    assert gaps(asked, Answer("people", people=(Person("substitute", name="Bo"),))) == [GapCode.PERSON_DETAIL_MISSING]


@pytest.mark.parametrize(
    ("number", "found"), [(-1, [GapCode.NUMBER_OUT_OF_RANGE]), (0, []), (100, []), (101, [GapCode.NUMBER_OUT_OF_RANGE])]
)
def test_a_number_must_be_within_its_range(number: float, found: list[GapCode]) -> None:
    asked = question("staff", QuestionKind.NUMBER, minimum=0, maximum=100)
    assert gaps(asked, Answer("staff", number=number)) == found


def test_a_file_question_needs_a_file_and_nothing_else() -> None:
    asked = question("example", QuestionKind.FILE)
    assert gaps(asked) == [GapCode.FILE_MISSING]
    assert gaps(asked, evidence=(evidence_on("example"),)) == []


def test_a_carried_over_answer_must_be_confirmed() -> None:
    assert gaps(JUDGED, Answer("policy", choice="yes", unconfirmed=True)) == [GapCode.UNCONFIRMED]


def test_hidden_questions_have_no_gaps_and_actions_of_no_question_are_checked() -> None:
    topic = small_topic()
    audit = audit_with(
        Answer("agency", choice="gp"),
        Answer("people", people=(Person("completer", name="A", email="a@b.example"), Person("substitute", name="B"))),
        Answer("policy", choice="na", reason="Adults only"),
        Answer("training", choice="no"),
        actions=(Action(id="A2", area="Our own", action="Do it", lead="Me"),),
    )
    assert find_gaps(topic, audit) == (Gap(GapCode.ACTION_UNFINISHED, "", detail="Due", action="A2"),)
