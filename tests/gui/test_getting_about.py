"""Going from page to page by list, menu, keyboard and link, also in a small window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPushButton

from s11desk.app.audits.answers import save_answer
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import Answer, Person
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN
from tests.gui.conftest import Bench, question, type_in


def menu(bench: Bench, text: str) -> QAction:
    return next(action for action in bench.window.findChildren(QAction) if action.text().replace("&", "") == text)


def test_the_list_leads_to_every_step(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id)
    steps = bench.audit.side.steps
    for row in range(steps.count()):
        steps.setCurrentRow(row)
        assert bench.audit.page is not None
        assert bench.audit.page.step == bench.audit.step
    assert bench.audit.step == SIGN


def test_the_list_names_each_state_in_words(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
        save_answer(workspace, audit_id, Answer("policy", choice="na"))
    bench.open(audit_id)
    steps = bench.audit.side.steps
    spoken = [steps.item(row).data(11) for row in range(steps.count())]  # AccessibleTextRole
    assert spoken[1] == "1. Question about agency?. Completed"
    assert spoken[2].endswith("Not started")
    assert spoken[3].endswith("In progress")
    assert spoken[-1] == "Sign and send. Not ready yet"


def test_a_selection_made_by_a_screen_reader_changes_the_page(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id)
    bench.audit.side.steps.item(3).setSelected(True)
    assert bench.audit.step == question("policy")


def test_skip_rules_are_followed(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    bench.audit.skip()
    assert bench.audit.step == question("story")
    bench.audit.back()
    assert bench.audit.step == question("policy")


def test_changing_an_answer_leads_back_to_the_check(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    change = next(b for b in bench.audit.findChildren(QPushButton) if b.accessibleName() == "Answer question 3")
    change.click()
    assert bench.audit.step == question("policy")
    assert bench.audit.footer.primary.accessibleName() == "Save and return to check"
    bench.audit.footer.primary.click()
    assert bench.audit.step == CHECK
    bench.audit.go(question("policy"))
    bench.audit.footer.previous.click()
    assert bench.audit.step == question("people")


def test_a_gap_links_to_its_question(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    links = [b for b in bench.audit.findChildren(QPushButton) if b.property("needed")]
    assert [link.text() for link in links] == [
        "Question 1: Answer this question",
        "Question 2: Answer this question",
        "Question 3: Answer this question",
    ]
    links[1].click()
    assert bench.audit.step == question("people")


def test_a_gap_links_to_its_field(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("people", people=(Person("completer", "Kim"),)))
        save_answer(workspace, audit_id, Answer("policy", choice="na"))
    bench.open(audit_id, CHECK)
    links = [b for b in bench.audit.findChildren(QPushButton) if b.property("needed")]
    next(link for link in links if link.text().startswith("Question 3")).click()
    bench.settle()
    focused = bench.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "reason"
    bench.audit.go(CHECK)
    links = [b for b in bench.audit.findChildren(QPushButton) if b.property("needed")]
    next(link for link in links if link.text().startswith("Question 2")).click()
    bench.settle()
    focused = bench.window.focusWidget()
    assert focused is not None
    assert focused.objectName().startswith("person-")


def test_only_signing_needs_a_complete_audit(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, SIGN)
    bench.settle()
    links = [b for b in bench.audit.findChildren(QPushButton) if b.property("needed") and b.isVisible()]
    assert [link.text() for link in links] == ["3 things still needed: see each one in “Check your answers”"]
    assert not any(
        b.isVisible() for b in bench.audit.findChildren(QPushButton) if b.text() == "&Sign and make the return"
    )
    links[0].click()
    assert bench.audit.step == CHECK


def test_the_menu_leads_to_every_step_and_home(bench: Bench, audit_id: str) -> None:
    assert not menu(bench, "Next").isEnabled()
    bench.open(audit_id, INTRODUCTION)
    menu(bench, "Next").trigger()
    assert bench.audit.step == question("agency")
    menu(bench, "Previous").trigger()
    assert bench.audit.step == INTRODUCTION
    for text, step in (("Action plan", ACTION_PLAN), ("Check your answers", CHECK), ("Sign and send", SIGN)):
        menu(bench, text).trigger()
        assert bench.audit.step == step
    menu(bench, "Your audits").trigger()
    bench.bot.waitUntil(lambda: bench.window.audit is None)
    assert not menu(bench, "Next").isEnabled()


def test_no_two_menu_entries_share_a_shortcut(bench: Bench) -> None:
    keys = [key.toString() for action in bench.window.findChildren(QAction) for key in action.shortcuts()]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    "text", ["Save a draft copy as PDF…", "Save the action plan as PDF…", "Save the blank form as PDF…"]
)
def test_a_pdf_is_saved_under_the_chosen_name(bench: Bench, audit_id: str, tmp_path: Path, text: str) -> None:
    bench.open(audit_id)
    bench.answers.saved_as = tmp_path / "copy.pdf"
    bench.answers.expect_messages = True
    menu(bench, text).trigger()
    bench.bot.waitUntil(lambda: bool(bench.answers.messages), timeout=20_000)
    assert bench.answers.messages[0].startswith("The PDF is saved. copy.pdf is in the folder")
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF-")


def test_a_small_window_hides_the_side_and_shows_it_on_request(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    bench.window.resize(700, 420)
    bench.bot.waitUntil(lambda: not bench.audit.side.isVisible())
    assert bench.audit.area.isAncestorOf(bench.audit.footer)
    bench.audit.top.steps.click()
    assert bench.audit.side.isVisible()
    bench.audit.side.steps.setCurrentRow(1)
    assert not bench.audit.side.isVisible()
    assert bench.audit.step == question("agency")
    assert bench.audit.area.isAncestorOf(bench.audit.footer)
    bench.window.resize(1180, 760)
    bench.bot.waitUntil(bench.audit.side.isVisible)
    assert not bench.audit.area.isAncestorOf(bench.audit.footer)


def test_guidance_is_beside_the_question_where_there_is_room(bench: Bench, audit_id: str) -> None:
    bench.window.resize(1500, 900)
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert not page.guidance.toggle.isVisible()
    bench.window.resize(1000, 760)
    bench.bot.waitUntil(page.guidance.toggle.isVisible)
    assert "for this program, not by the partnership" not in shown_text(page)
    page.guidance.toggle.click()
    assert "The answers (Judgement) were written for this program, not by the partnership." in shown_text(page)


def shown_text(page: QuestionPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.usefixtures("audit_id")
def test_home_lists_drafts_and_topics(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    spoken = "\n".join(label.text() for label in bench.window.home_page.findChildren(QLabel))
    assert "Continue where you left off" in spoken
    assert "Riverside Trust" in spoken
    assert ": 0 complete, 3 to do" in spoken
    assert "Returns made" not in spoken


def test_home_says_why_the_drafts_cannot_be_read(bench: Bench) -> None:
    bench.home.folder.mkdir(parents=True)
    bench.home.database.write_bytes(b"This is no database at all." * 100)
    bench.window.load_home()
    bench.settle()
    spoken = "\n".join(label.text() for label in bench.window.home_page.findChildren(QLabel))
    assert "The file with your audits" in spoken


@pytest.mark.usefixtures("audit_id")
def test_beginning_needs_the_name_of_the_agency(bench: Bench) -> None:
    bench.window.load_home()
    bench.settle()
    bench.window.findChildren(QPushButton, "begin-sample")[0].click()
    bench.window.findChildren(QLineEdit, "agency-sample")[0].clear()
    bench.window.findChildren(QPushButton, "go-sample")[0].click()
    spoken = [label.text() for label in bench.window.home_page.findChildren(QLabel) if label.isVisible()]
    assert "Enter your organisation's name" in spoken
    assert bench.window.audit is None


def test_buttons_wrap_when_the_text_is_large(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    bench.window.appearance.zoom(8)
    bench.window.resize(700, 700)
    bench.settle()
    footer = bench.audit.footer
    bench.bot.waitUntil(lambda: footer.later.y() > footer.primary.y())
    assert bench.audit.area.horizontalScrollBar().maximum() == 0


def test_a_change_of_size_while_going_home_ends_at_home(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("policy")).page
    assert isinstance(page, QuestionPage)
    type_in(page.comment, "Everyone has read it")
    bench.bot.waitUntil(lambda: bench.audit.open_draft.answer("policy").comment == "Everyone has read it")
    bench.bot.wait(600)  # after this pause the text is saved, but the journal has no line of it yet
    bench.settle()
    bench.window.go_home()
    bench.window.appearance.zoom(1)
    bench.settle()
    assert bench.window.audit is None
    assert bench.window.home_page.isVisible()
    bench.window.appearance.zoom(0)


def test_only_what_was_typed_wrong_is_red(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    assert framed(bench) == {"needed"}, "nothing was typed, so nothing is wrong"
    bench.audit.go(SIGN)
    bench.settle()
    assert framed(bench) == {"needed"}
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("staff", number=-4))
    bench.audit.open_draft.look_again()
    bench.settle()
    bench.audit.go(CHECK)
    bench.settle()
    assert framed(bench) == {"problem"}


def framed(bench: Bench) -> set[str]:
    page = bench.audit.page
    assert page is not None
    kinds = {one.property("kind") for one in page.findChildren(QFrame) if one.isVisible()}
    red = [one.text() for one in page.findChildren(QLabel) if one.isVisible() and one.property("kind") == "error"]
    assert red == []
    return kinds & {"needed", "problem"}
