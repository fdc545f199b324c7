"""Texts that may identify a person are shown before a return is made. The person changes or accepts each."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.identifier_review import review_identifiers
from s11desk.desktop.pages.check.check_page import CheckPage
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.flow import CHECK
from tests.gui.conftest import Bench, question

COMMENT = "We spoke to 450 557 7104 and to kim@example.org"


@pytest.fixture
def page(bench: Bench, audit_id: str) -> CheckPage:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="yes", comment=COMMENT))
    bench.open(audit_id, CHECK)
    assert isinstance(bench.audit.page, CheckPage)
    return bench.audit.page


def words(page: CheckPage) -> str:
    return "\n".join(label.text() for label in page.identifiers.findChildren(QLabel) if label.isVisible())


def press(page: CheckPage, name: str) -> None:
    next(b for b in page.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()).click()


def test_each_finding_is_shown_with_its_place(page: CheckPage) -> None:
    assert "2 things to look at" in words(page)
    assert "NHS number: 450 557 7104\nQuestion 3, comment" in words(page)
    assert "E-mail address: kim@example.org" in words(page)
    assert "This program cannot recognise names or faces" in words(page)


def test_change_leads_to_the_place_of_the_finding(bench: Bench, page: CheckPage) -> None:
    press(page, "Change: NHS number 450 557 7104")
    bench.settle()
    assert bench.audit.step == question("policy")
    assert isinstance(bench.audit.page, QuestionPage)
    comment = bench.audit.page.comment
    assert comment.hasFocus()
    assert comment.textCursor().position() == COMMENT.index("7104") + 4
    assert bench.audit.footer.primary.accessibleName() == "Save and return to check"


def test_an_accepted_finding_is_recorded(bench: Bench, page: CheckPage, audit_id: str) -> None:
    press(page, "Keep it: E-mail address kim@example.org")
    bench.bot.waitUntil(lambda: "1 thing to look at" in words(page))
    assert "Kept: decided" in words(page)
    with bench.elsewhere() as workspace:
        decided = [one.finding.excerpt for one in review_identifiers(workspace, audit_id) if one.decision is not None]
    assert decided == ["kim@example.org"]


@pytest.mark.usefixtures("page")
def test_findings_never_block_signing(bench: Bench) -> None:
    bench.audit.go(question("policy"))
    bench.audit.go(CHECK)
    bench.settle()
    assert isinstance(bench.audit.page, CheckPage)
    links = [b.text() for b in bench.audit.findChildren(QPushButton) if b.property("needed")]
    assert links
    assert not any("450" in link for link in links)
