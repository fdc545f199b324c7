"""Skip rules: what is asked, what is hidden, what a return leaves out."""

from __future__ import annotations

from s11desk.domain.audit import Answer
from s11desk.domain.topic import Condition, QuestionKind
from s11desk.domain.visibility import as_returned, asked_questions, hidden_answers, hidden_words
from tests.samples import audit_with, evidence_on, question, small_topic

YES_NO = QuestionKind.YES_NO
CHAIN = small_topic(
    question("a", YES_NO),
    question("b", YES_NO, show_when=(Condition("a", ("yes",)),)),
    question("c", YES_NO, show_when=(Condition("b", ("yes",)),)),
)


def asked(*answers: Answer) -> list[str]:
    return [found.id for found in asked_questions(CHAIN, audit_with(*answers))]


def test_a_rule_holds_only_once_its_answer_is_given() -> None:
    assert asked() == ["a"]
    assert asked(Answer("a", choice="yes")) == ["a", "b"]
    assert asked(Answer("a", choice="no")) == ["a"]


def test_an_answer_that_is_itself_hidden_opens_nothing() -> None:
    assert asked(Answer("a", choice="no"), Answer("b", choice="yes")) == ["a"]


def test_multiple_choice_opens_a_question_by_any_of_its_choices() -> None:
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


def test_words_beside_other_are_left_out_while_something_else_is_chosen() -> None:
    topic = small_topic(question("agency", QuestionKind.AGENCY, choices="agencies"))
    stale = Answer("agency", choice="gp", other="A library")
    assert hidden_words(stale) == "A library"
    assert as_returned(topic, audit_with(stale)).answers == (Answer("agency", choice="gp"),)
    assert as_returned(topic, audit_with(Answer("agency", other="A library"))).answers == ()
    said = Answer("agency", choice="other", other="A library")
    assert hidden_words(said) == ""
    assert as_returned(topic, audit_with(said)).answers == (said,)


def test_other_among_several_keeps_its_words() -> None:
    topic = small_topic(question("ages", QuestionKind.MULTIPLE_CHOICE, choices="agencies"))
    said = Answer("ages", choices=("gp", "other"), other="A library")
    assert as_returned(topic, audit_with(said)).answers == (said,)
