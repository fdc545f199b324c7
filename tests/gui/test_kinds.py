"""Every kind of question takes an answer by mouse and keyboard, and shows it again later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from s11desk.app.audits.drafts import open_draft
from s11desk.desktop.inputs.answers.people_input import PeopleInput
from s11desk.desktop.inputs.option_cards import CardOption, RadioCard
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.audits.flow import CHECK, INTRODUCTION
from s11desk.domain.topics.topic import Detail
from tests.gui.conftest import Bench, question, type_in

Doing = Callable[[QuestionPage], None]


def click(*codes: str) -> Doing:
    def do(page: QuestionPage) -> None:
        for code in codes:
            page.findChildren(QAbstractButton, f"option-{code}")[0].click()

    return do


def typing(text: str) -> Doing:
    def do(page: QuestionPage) -> None:
        first = page.first_field()
        assert first is not None
        type_in(first, text)

    return do


def saying_other(page: QuestionPage) -> None:
    click("other")(page)
    type_in(page.input.other, "A library")  # type: ignore[union-attr]


def naming_a_person(page: QuestionPage) -> None:
    assert isinstance(page.input, PeopleInput)
    type_in(page.input.fields["substitute", Detail.NAME], "Zoë Ōkubo")


def giving_a_reason(page: QuestionPage) -> None:
    click("na")(page)
    type_in(page.input.reason, "No children here")  # type: ignore[union-attr]


@dataclass(frozen=True)
class Case:
    question: str
    do: Doing
    answer: Answer


CASES = (
    Case("agency", click("gp"), Answer("agency", choice="gp")),
    Case("agency", saying_other, Answer("agency", choice="other", other="A library")),
    Case("people", naming_a_person, Answer("people", people=(Person("substitute", "Zoë Ōkubo"),))),
    Case("policy", click("yes"), Answer("policy", choice="yes")),
    Case("policy", click("yes", "blue"), Answer("policy", choice="blue")),
    Case("policy", giving_a_reason, Answer("policy", choice="na", reason="No children here")),
    Case("story", typing("One\nTwo <b>& three"), Answer("story", text="One\nTwo <b>& three")),
    Case("motto", typing("Be kind"), Answer("motto", text="Be kind")),
    Case("reviewed", typing("3 June 2026"), Answer("reviewed", date=dt.date(2026, 6, 3))),
    Case("staff", typing("42"), Answer("staff", number=42.0)),
    Case("online", click("no"), Answer("online", choice="no")),
    Case("setting", click("school"), Answer("setting", choice="school")),
    Case("ages", click("school", "gp"), Answer("ages", choices=("school", "gp"))),
    Case("ages", click("school", "gp", "school"), Answer("ages", choices=("gp",))),
)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.question}-{number}" for number, case in enumerate(CASES)])
def test_an_answer_is_saved_and_shown_again(bench: Bench, audit_id: str, case: Case) -> None:
    bench.open(audit_id, question(case.question))
    case.do(page_of(bench))
    bench.audit.go(INTRODUCTION)
    bench.settle()
    with bench.elsewhere() as workspace:
        assert open_draft(workspace, audit_id).audit.answer(case.question) == case.answer
    bench.audit.go(question(case.question))
    shown = page_of(bench).input
    assert shown is not None
    assert shown.apply_to(Answer(case.question)) == case.answer


def test_every_kind_but_file_has_a_case() -> None:
    asked = {case.question for case in CASES}
    assert asked == {"agency", "people", "policy", "story", "motto", "reviewed", "staff", "online", "setting", "ages"}


def test_an_answer_can_be_cleared(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("online"))
    click("yes")(page_of(bench))
    bench.settle()
    clear = next(b for b in page_of(bench).findChildren(QAbstractButton) if b.text() == "Clear my answer")
    assert clear.isVisible()
    clear.click()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.answer("online").is_blank()


def test_a_comment_and_a_mark_are_saved(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    type_in(page_of(bench).comment, "Ask HR")
    page_of(bench).review.click()
    bench.settle()
    answer = bench.audit.open_draft.draft.audit.answer("policy")
    assert (answer.comment, answer.marked_for_review) == ("Ask HR", True)
    assert "Marked for review" in bench.audit.side.steps.currentItem().data(11)  # AccessibleTextRole


@pytest.mark.parametrize(("name", "text"), [("reviewed", "31 2 2026"), ("staff", "many"), ("staff", "101")])
def test_invalid_text_stays_and_shows_its_problem(bench: Bench, audit_id: str, name: str, text: str) -> None:
    bench.open(audit_id, question(name))
    typing(text)(page_of(bench))
    shown = page_of(bench).input
    assert shown is not None
    bench.bot.waitUntil(lambda: bench.audit.top.saved.text().startswith("Saved"))
    assert shown.problem()
    first = shown.first_field()
    assert first is not None
    assert first.property("text") == text


def test_a_weak_answer_adds_an_action_on_its_page(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    click("no")(page_of(bench))
    plan = page_of(bench).plan
    bench.bot.waitUntil(lambda: list(plan.editors) == ["A1"])
    assert plan.isVisible()
    click("yes")(page_of(bench))
    bench.bot.waitUntil(lambda: not plan.editors)


def test_a_page_opened_again_shows_what_its_option_needs(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    click("na")(page_of(bench))
    bench.settle()
    assert not page_of(bench).problems.isVisible()
    bench.audit.go(INTRODUCTION)
    bench.audit.go(question("policy"))
    problems = page_of(bench).problems
    assert problems.isVisible()
    link = problems.findChildren(QAbstractButton)[0]
    assert link.text() == "Give the reason for “Not applicable”"
    link.click()
    reason = page_of(bench).input.reason  # type: ignore[union-attr]
    assert reason.hasFocus()
    type_in(reason, "No children here")
    bench.bot.waitUntil(lambda: not problems.isVisible())


def page_of(bench: Bench) -> QuestionPage:
    assert isinstance(bench.audit.page, QuestionPage)
    return bench.audit.page


def test_words_beside_other_stay_visible_when_another_option_is_chosen(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("agency"))
    saying_other(page_of(bench))
    click("gp")(page_of(bench))
    bench.settle()
    texts = [label.text() for label in page_of(bench).findChildren(QLabel) if label.isVisible()]
    assert "“A library”, written beside “Other”, is no longer needed. It is left out of the return." in texts
    bench.audit.go(CHECK)
    bench.settle()
    texts = [label.text() for label in bench.audit.findChildren(QLabel) if label.isVisible()]
    assert "Question 1, “Other”, not chosen now: “A library” is left out of the return." in texts
    bench.audit.go(question("agency"))
    click("other")(page_of(bench))
    assert page_of(bench).input.other.text() == "A library"  # type: ignore[union-attr]


def test_the_comment_is_right_under_the_options(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    page = page_of(bench)
    assert page.input is not None
    assert page.evidence is not None
    order = [part.mapTo(page, QPoint(0, 0)).y() for part in (page.input, page.comment, page.evidence, page.note)]
    assert order == sorted(order)


def test_an_option_of_one_long_word_wraps_instead_of_being_cut(qapp: QApplication) -> None:
    card = RadioCard(Theme(qapp), CardOption("a", "Safeguarding" * 12, "Safeguarding" * 12))
    assert card.heightForWidth(240) > 2 * card.heightForWidth(3_000)
