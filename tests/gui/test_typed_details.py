"""A detail that cannot be right is named where it is typed, by the rule that counts when signing."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.inputs.answers.people_input import PeopleInput
from s11desk.desktop.inputs.answers.text_inputs import parse_number
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.contact_details import is_email, is_telephone
from s11desk.domain.audits.flow import CHECK
from s11desk.domain.topics.topic import Detail, QuestionKind
from s11desk.errors.identity_errors import IdentityDetailRefused
from s11desk.signing.identity.self_signed import IdentityDetails, check_details
from s11desk.wording.dates import year_doubt
from s11desk.wording.returns.contact_words import EMAIL_PROBLEM, detail_problem
from tests.gui.conftest import Bench, install, question, type_in
from tests.gui.test_first_use import texts_of
from tests.samples import every_kind, small_topic

EMAILS = {
    "sam@example.org": True,
    "s.am+audit@trust.nhs.uk": True,
    "o'neill@school.sch.uk": True,
    "sam@localhost": True,
    "sam": False,
    "sam@": False,
    "@example.org": False,
    "sam@@example.org": False,
    "sam@exa mple.org": False,
    "sám@example.org": False,
    "sam@example..org": False,
    "sam@example.org, kim@example.org": False,
    "n/a": False,
}

TELEPHONES = {
    "0151 496 0000": True,
    "+44 (0)151 496 0000": True,
    "0151-496-0000 ext 12": True,
    "01514960000x12": True,
    "0151 496 0000 or 0161 496 0000": True,
    "0151.496.0000; 0161 496 0000": True,
    "0151 496 0000 / 07700 900123": True,
    "101": True,
    "116 123": True,
    "0800 1111": True,
    "016977 2345": True,
    "00353 1 234 5678": True,
    "+290 22222": True,
    "496 0000": True,
    "07700 90012": False,
    "0151 496 01": False,
    "0151 496 00001": False,
    "+44 151 496 01": False,
    "0044 (0)151 496 00001": False,
    "not known": False,
    "12": False,
    "0151 49６ 0000": False,
    "0151 496 0000 0151 496 0000": False,
    "sam@example.org": False,
}

NUMBERS = {
    "12": 12,
    "12.5": 12.5,
    "1,500": 1500,
    "1 500 000": 1_500_000,
    "-3": -3,
    ".5": 0.5,
    "75 %": 75,
    "1,5": None,
    "12,50": None,
    "1,5000": None,
    "1_000": None,
    "1e5": None,
    "٣": None,
    "inf": None,
    "nan": None,
    "1 5": None,
    "twelve": None,
    "9" * 400: None,
}


@pytest.mark.parametrize(("email", "is_right"), EMAILS.items())
def test_an_email_is_judged_alike_where_it_is_typed_and_where_it_is_signed(email: str, is_right: bool) -> None:
    assert is_email(email) is is_right
    details = IdentityDetails("Sam", "Manager", "Trust", email)
    if is_right:
        check_details(details)
    else:
        with pytest.raises(IdentityDetailRefused):
            check_details(details)


@pytest.mark.parametrize(("telephone", "is_right"), TELEPHONES.items())
def test_telephone_numbers_are_known_as_people_write_them(telephone: str, is_right: bool) -> None:
    assert is_telephone(telephone) is is_right


@pytest.mark.parametrize(
    ("detail", "typed", "reason"),
    [
        (Detail.EMAIL, "sam", "an @"),
        (Detail.EMAIL, "sam@example.co,uk", "“,” cannot"),
        (Detail.EMAIL, "sam hill@example.org", "no space"),
        (Detail.EMAIL, "sám@example.org", "“á” cannot"),
        (Detail.EMAIL, "sam@example.org, kim@example.org", "one whole"),
        (Detail.EMAIL, "sam@example..org", "the dots"),
        (Detail.TELEPHONE, "0151 496 0000 (office)", "without words"),
        (Detail.TELEPHONE, "0151 496 01", "10 or 11 figures. This has 9"),
        (Detail.TELEPHONE, "+44 7700 90012", "07 has 11 figures. This has 10"),
        (Detail.TELEPHONE, "12", "the whole"),
    ],
)
def test_the_true_reason_is_named(detail: Detail, typed: str, reason: str) -> None:
    assert reason in detail_problem(detail, typed)


@pytest.mark.parametrize(("typed", "number"), NUMBERS.items(), ids=[typed[:12] for typed in NUMBERS])
def test_a_number_is_what_was_typed_or_nothing(typed: str, number: float | None) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize(("year", "is_asked"), [(1899, True), (1900, False), (2100, False), (2931, True)])
def test_a_year_that_nobody_means_is_asked_about(year: int, is_asked: bool) -> None:
    assert bool(year_doubt(dt.date(year, 6, 3))) is is_asked


def test_a_wrong_email_is_named_at_its_field_and_before_signing_and_kept(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("people"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert isinstance(page.input, PeopleInput)
    email = page.input.fields["completer", Detail.EMAIL]
    type_in(email, "sam at example")
    page.input.fields["completer", Detail.NAME].setFocus()
    bench.settle()
    problem = "Enter an e-mail address with an @, like name@example.org"
    assert problem in texts_of(page)
    assert bench.audit.open_draft.answer("people").person("completer").email == "sam at example"
    bench.audit.go(CHECK)
    bench.settle()
    check = bench.audit.page
    assert check is not None
    link = next(one for one in check.findChildren(QPushButton) if EMAIL_PROBLEM in one.text())
    link.click()
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert isinstance(page.input, PeopleInput)
    email = page.input.fields["completer", Detail.EMAIL]
    assert bench.window.focusWidget() is email
    email.clear()
    type_in(email, "sam@example.org")
    page.input.fields["completer", Detail.NAME].setFocus()
    bench.settle()
    assert not {problem, EMAIL_PROBLEM} & {*texts_of(page)}


def test_a_number_above_another_answer_is_told_so_where_it_is_typed(bench: Bench) -> None:
    numbers = (
        msgspec.structs.replace(one, id=name, not_above=above)
        for one in every_kind()
        if one.kind is QuestionKind.NUMBER
        for name, above in (("staff", ""), ("trained", "staff"))
    )
    with bench.elsewhere() as workspace:
        install(workspace, small_topic(*(msgspec.structs.replace(one, maximum=None) for one in numbers)))
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        save_answer(workspace, audit_id, Answer("staff", number=12.5))
    bench.open(audit_id, question("trained"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    field = page.first_field()
    assert isinstance(field, QLineEdit)
    type_in(field, "400")
    page.comment.setFocus()
    bench.settle()
    assert "Enter a number that is not larger than 12.5, your answer to question 1" in texts_of(page)
    field.clear()
    type_in(field, "12")
    page.comment.setFocus()
    assert not any("not larger" in text for text in texts_of(page))


def test_a_date_far_ahead_is_asked_about_and_kept(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("reviewed"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert field is not None
    type_in(field, "3 6 2931")
    page.comment.setFocus()
    bench.settle()
    assert "Check the year: this says 2931" in texts_of(page)
    assert bench.audit.open_draft.answer("reviewed").date == dt.date(2931, 6, 3)
