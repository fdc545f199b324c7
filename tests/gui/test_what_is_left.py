"""What is left to do on the pages of an audit is seen, and what is done is not shown as left."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QRadioButton

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.desktop.pages.check.check_page import CheckPage
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.focus.focus_ring import FocusRing
from s11desk.desktop.parts.text.text_parts import Kind
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import CHECK, INTRODUCTION
from tests.gui.conftest import Bench, question, type_in
from tests.gui.every_page import complete
from tests.gui.test_finding import lines


def test_what_a_question_still_needs_is_no_small_line_with_a_tick(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    page.findChildren(QRadioButton)[1].click()
    bench.audit.go_on()
    bench.settle()
    top = bench.audit.top
    bench.bot.waitUntil(lambda: "still needs something" in top.saved.text())
    assert "Saved" not in top.saved.text()
    assert top.saved.property("kind") == Kind.STRONG.value
    assert top.there.isVisible()
    bench.audit.skip()
    bench.settle()
    assert "still needs something" not in top.saved.text()


def test_the_introduction_is_read_once_there_is_an_answer(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, INTRODUCTION)
    assert "To read" in lines(bench.audit.side.steps)[0]
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
    bench.audit.open_draft.look_again()
    bench.settle()
    assert "To read" not in lines(bench.audit.side.steps)[0]


def test_actions_are_shown_with_their_questions_before_signing(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        save_action(workspace, audit_id, Action(question="policy", area="Posters", action="Print them", lead="Kim"))
    bench.open(audit_id, CHECK)
    page = bench.audit.page
    assert page is not None
    said = [one.text() for one in page.findChildren(QLabel)]
    at = next(place for place, text in enumerate(said) if text.startswith("3. "))
    assert any("Print them (Kim)" in text for text in said[at : at + 5])


def test_the_keyboard_is_on_the_way_on_when_nothing_is_missing_any_more(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        save_answer(workspace, audit_id, Answer("policy", choice="na"))
    bench.open(audit_id, CHECK)
    page = bench.audit.page
    assert isinstance(page, CheckPage)
    assert not page.is_done()
    page.problems.findChildren(QPushButton)[0].click()
    bench.settle()
    filled = bench.audit.page
    assert isinstance(filled, QuestionPage)
    reason = QApplication.focusWidget()
    assert reason is not None
    type_in(reason, "No children here")
    bench.audit.footer.primary.click()
    bench.settle()
    bench.bot.waitUntil(lambda: QApplication.focusWidget() is bench.audit.footer.primary)
    assert bench.audit.step == CHECK
    change = bench.audit.findChildren(QPushButton, "change")[1]
    change.setFocus()  # as a click does
    change.click()
    bench.settle()
    bench.audit.footer.primary.click()
    bench.bot.waitUntil(lambda: QApplication.focusWidget() is bench.audit.findChildren(QPushButton, "change")[1])


def test_an_option_has_a_ring_only_for_the_keyboard(bench: Bench, audit_id: str) -> None:
    """A ring around the first option would look like a choice to a person with a mouse."""
    ring = bench.window.findChildren(FocusRing)[0]
    handle = bench.window.windowHandle()
    bench.open(audit_id, INTRODUCTION)
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(2, bench.window.height() - 2))
    bench.audit.go(question("policy"))
    bench.settle()
    assert isinstance(QApplication.focusWidget(), QRadioButton)
    assert not ring.isVisible()
    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert ring.isVisible()


def test_no_hole_stays_where_a_problem_was(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("reviewed"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.input is not None
    field = page.input.first_field()
    assert isinstance(field, QLineEdit)
    type_in(field, "soon")
    page.comment.setFocus()
    problem = next(one for one in page.findChildren(QLabel) if one.property("kind") == "error" and one.isVisible())
    field.clear()
    type_in(field, "3 6 2026")
    page.comment.setFocus()
    bench.bot.waitUntil(lambda: not problem.sizePolicy().retainSizeWhenHidden())
