"""The check page and the action plan of a long audit: an overview first, and the rest when a person opens it."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.desktop.pages.check.check_page import CheckPage
from s11desk.desktop.pages.plan.action_plan_page import ActionPlanPage
from s11desk.desktop.parts.fold import Fold
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK
from s11desk.domain.topics.topic import ActionField, Topic
from s11desk.topics.pack import load_pack
from tests.gui.conftest import Bench, install, question, type_in
from tests.gui.long_topic import PACK, long_topic


def begin(bench: Bench, topic: Topic, actions: int = 0) -> str:
    with bench.elsewhere() as workspace:
        install(workspace, topic)
        audit_id = begin_draft(workspace, topic.id, "Sample school").audit.id
        for number in range(actions):
            asked = topic.questions[number * 2].id if number * 2 < len(topic.questions) else ""
            save_action(workspace, audit_id, Action(question=asked, action=f"Act on {number}"))
        if actions == 0 and topic.id == "long":
            save_answer(workspace, audit_id, Answer("s3-q4", text="We know it well"))
    return audit_id


def texts(bench: Bench) -> list[str]:
    return [one.text() for one in bench.audit.area.findChildren(QLabel) if one.isVisible()]


def press(bench: Bench, name: str) -> None:
    buttons = bench.audit.area.findChildren(QAbstractButton)
    next(one for one in buttons if one.accessibleName() == name and one.isVisible()).click()
    bench.settle()


def picture(bench: Bench, name: str) -> None:
    if folder := os.environ.get("PICTURES"):
        bench.window.resize(1366, 768)
        bench.settle()
        bench.window.grab().save(f"{folder}/{name}.png")


@pytest.fixture
def audit_id(bench: Bench) -> str:
    return begin(bench, long_topic())


def sections(bench: Bench) -> list[Fold]:
    """The sections that fold on the check; the part about children folds as well."""
    page = bench.audit.page
    assert isinstance(page, CheckPage)
    return [one for one in page.findChildren(Fold) if not page.identifiers.isAncestorOf(one)]


def test_a_long_check_page_begins_with_its_sections(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    bench.bot.waitUntil(lambda: len(sections(bench)) == 6)
    shown = texts(bench)
    assert shown[shown.index("Standard 3") + 1] == "1 complete, 9 to do"
    assert not any(text.startswith("3.4. ") for text in shown)
    picture(bench, "check-folded")


def test_a_section_shows_its_answers_and_hides_them_again(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    press(bench, "Show Standard 3")
    assert "3.4. Text of 3.4" in texts(bench)
    assert "We know it well" in texts(bench)
    picture(bench, "check-unfolded")
    press(bench, "Hide Standard 3")
    assert "3.4. Text of 3.4" not in texts(bench)


def test_a_section_is_still_open_after_a_change(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    press(bench, "Show Standard 3")
    press(bench, "Change question 3.4")
    assert bench.audit.step == question("s3-q4")
    bench.audit.footer.primary.click()
    bench.settle()
    assert bench.audit.step == CHECK
    assert "3.4. Text of 3.4" in texts(bench)


def test_every_answer_is_shown_on_request(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    press(bench, "Show every answer")
    bench.bot.waitUntil(lambda: sum(text.startswith(f"6.{10}. ") for text in texts(bench)) == 1, timeout=20_000)
    numbered = [text for text in texts(bench) if ". Text of " in text]
    assert len(numbered) == 60


def test_the_keyboard_alone_opens_a_section_and_changes_an_answer(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    buttons = bench.audit.area.findChildren(QPushButton)
    next(one for one in buttons if one.accessibleName() == "Show Standard 1").setFocus()
    QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Space)
    bench.settle()
    QTest.qWait(20)
    QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Tab)
    focused = bench.window.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Answer question 1.1"


def test_many_gaps_are_listed_in_full_on_request(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, CHECK)
    links = [one for one in bench.audit.area.findChildren(QPushButton) if one.property("needed")]
    assert len(links) == 20
    press(bench, "Show all 59 things that are still needed")
    focused = bench.window.focusWidget()
    assert focused is not None
    assert focused.accessibleName().startswith("Question 3.1")
    bench.bot.waitUntil(
        lambda: sum(bool(b.property("needed")) for b in bench.audit.area.findChildren(QPushButton)) == 59,
        timeout=20_000,
    )


def test_a_short_check_page_has_its_sections_as_headings(bench: Bench) -> None:
    bench.open(begin(bench, load_pack(PACK)), CHECK)
    assert {"Your staff", "Standards"} <= set(texts(bench))
    assert not sections(bench)
    assert "2.1. There is a named lead." in texts(bench)
    picture(bench, "check-short")


def plan_page(bench: Bench, actions: int) -> ActionPlanPage:
    bench.open(begin(bench, long_topic(), actions), ACTION_PLAN)
    page = bench.audit.page
    assert isinstance(page, ActionPlanPage)
    return page


def test_a_long_plan_begins_with_its_sections(bench: Bench) -> None:
    page = plan_page(bench, 32)
    assert texts(bench)[2] == "32 actions: 32 without a date"
    headings = [text for text in texts(bench) if text.startswith(("Standard", "Actions of"))]
    assert headings == [*(f"Standard {n}" for n in range(1, 7)), "Actions of your own"]
    assert not page.plan.editors
    picture(bench, "plan-folded")


def test_an_editor_opens_under_its_line_and_closes(bench: Bench) -> None:
    page = plan_page(bench, 32)
    press(bench, "Show Standard 2")
    press(bench, "Edit action A6")
    assert list(page.plan.editors) == ["A6"]
    entry = page.plan.editors["A6"].entries[ActionField.ACTION]
    assert entry.hasFocus()
    type_in(entry, "Now ")
    bench.bot.waitUntil(lambda: "A6, question 2.1: Now Act on 5" in texts(bench))
    assert entry.hasFocus()
    picture(bench, "plan-open")
    press(bench, "Close action A6")
    assert not entry.isVisible()
    press(bench, "Edit action A6")
    assert entry.isVisible()


def test_a_gap_opens_the_editor_of_its_action(bench: Bench) -> None:
    audit_id = begin(bench, long_topic(), 32)
    bench.open(audit_id, CHECK)
    press(bench, "Show all 92 things that are still needed")
    bench.bot.waitUntil(
        lambda: any("Action A31" in b.text() for b in bench.audit.area.findChildren(QPushButton)), timeout=20_000
    )
    links = bench.audit.area.findChildren(QPushButton)
    next(link for link in links if link.text().startswith("Action A31")).click()
    bench.settle()
    focused = bench.window.focusWidget()
    assert bench.audit.step == ACTION_PLAN
    assert focused is not None
    assert focused.accessibleName().startswith("By when")


def test_a_new_action_opens_with_the_keyboard_in_it(bench: Bench) -> None:
    page = plan_page(bench, 21)
    page.add.click()
    bench.bot.waitUntil(lambda: "A22" in page.plan.editors)
    bench.settle()
    assert page.plan.editors["A22"].entries[ActionField.ACTION].hasFocus()


def test_a_removed_action_leaves_the_overview(bench: Bench) -> None:
    page = plan_page(bench, 3)
    press(bench, "Edit action A2")
    bench.answers.confirm_with = True
    press(bench, "Remove this action: Action A2, question 1.3")
    bench.bot.waitUntil(lambda: not page.plan.editors)
    shown = [text for text in texts(bench) if text.startswith("A")]
    assert [text.partition(",")[0] for text in shown if text[1].isdigit()] == ["A1", "A2"]
