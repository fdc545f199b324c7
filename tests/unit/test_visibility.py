"""The skip rules decide which questions are asked and which answers a return leaves out."""

from __future__ import annotations

from s11desk.cli.sentences.left_out_sentences import left_out_sentences
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.visibility import as_returned, asked_questions, hidden_answers, hidden_other_text
from s11desk.domain.topics.topic import Condition, QuestionKind
from tests.samples import audit_with, evidence_on, question, small_topic

YES_NO = QuestionKind.YES_NO
CHAIN = small_topic(
    question("a", YES_NO),
    question("b", YES_NO, show_when=(Condition("a", ("yes",)),)),
    question("c", YES_NO, show_when=(Condition("b", ("yes",)),)),
)


def asked(*answers: Answer) -> list[str]:
    return [found.id for found in asked_questions(CHAIN, audit_with(*answers))]


def test_a_question_with_a_condition_is_asked_only_after_the_matching_answer() -> None:
    assert asked() == ["a"]
    assert asked(Answer("a", choice="yes")) == ["a", "b"]
    assert asked(Answer("a", choice="no")) == ["a"]


def test_a_hidden_answer_makes_no_other_question_visible() -> None:
    assert asked(Answer("a", choice="no"), Answer("b", choice="yes")) == ["a"]


def test_any_choice_of_a_multiple_choice_answer_can_make_a_question_visible() -> None:
    topic = small_topic(
        question("ages", QuestionKind.MULTIPLE_CHOICE, choices="agencies"),
        question("more", YES_NO, show_when=(Condition("ages", ("gp",)),)),
    )
    audit = audit_with(Answer("ages", choices=("school", "gp")))
    assert [found.id for found in asked_questions(topic, audit)] == ["ages", "more"]


def test_hidden_answers_stay_in_the_draft_and_are_left_out_of_the_return() -> None:
    hidden = Answer("b", choice="yes", comment="kept")
    audit = audit_with(Answer("a", choice="no"), hidden, evidence=(evidence_on("a", "b"), evidence_on("b")))
    assert hidden_answers(CHAIN, audit) == (hidden,)
    returned = as_returned(CHAIN, audit)
    assert [answer.question for answer in returned.answers] == ["a"]
    assert [item.questions for item in returned.evidence] == [("a",)]
    assert list(left_out_sentences(CHAIN, audit)) == [
        "Left out of the return: your answer to question 2, which is not asked now.",
        "Left out of the return: file E1, minutes.pdf. It belongs to question 2, which is not asked now.",
    ]
    assert list(left_out_sentences(CHAIN, returned)) == []


def test_the_text_beside_other_is_left_out_while_something_else_is_chosen() -> None:
    topic = small_topic(question("agency", QuestionKind.AGENCY, choices="agencies"))
    stale = Answer("agency", choice="gp", other="A library")
    assert hidden_other_text(stale) == "A library"
    assert as_returned(topic, audit_with(stale)).answers == (Answer("agency", choice="gp"),)
    assert as_returned(topic, audit_with(Answer("agency", other="A library"))).answers == ()
    current = Answer("agency", choice="other", other="A library")
    assert hidden_other_text(current) == ""
    assert as_returned(topic, audit_with(current)).answers == (current,)


def test_other_keeps_its_text_among_several_choices() -> None:
    topic = small_topic(question("ages", QuestionKind.MULTIPLE_CHOICE, choices="agencies"))
    answer = Answer("ages", choices=("gp", "other"), other="A library")
    assert as_returned(topic, audit_with(answer)).answers == (answer,)
