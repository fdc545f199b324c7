"""What a screen reader hears when it comes to a page of an audit: all that matters there, in one announcement."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAction, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QRadioButton, QToolButton, QToolTip

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach
from s11desk.desktop.audit import begin_page
from s11desk.desktop.audit.unfinished_line import unfinished_words
from s11desk.desktop.inputs.answers.choice_input import ChoiceInput
from s11desk.desktop.pages.home.topic_card import TopicCard
from s11desk.desktop.pages.plan.action_plan_page import ActionPlanPage
from s11desk.desktop.pages.question import question_page
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.saving.edits import Key
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN, Step
from s11desk.domain.audits.own_gaps import own_question_gaps
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench, question, type_in
from tests.gui.every_page import SAMPLE, STEPS, answer_everything, complete
from tests.gui.faults import name_of
from tests.gui.scene import DETAILS, PASSPHRASE, Scene, press


@pytest.fixture
def heard(heard: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is announced from now on, while a screen reader listens."""
    monkeypatch.setattr(begin_page, "reader_listens", lambda: True)
    return heard


def arrive(bench: Bench, step: Step, heard: list[str]) -> str:
    """Go to ``step``, and return what is heard of it, which has to be one announcement."""
    heard.clear()
    bench.audit.go(step)
    page = bench.audit.page
    assert page is not None
    bench.bot.waitUntil(lambda: not page.arrives)
    bench.settle()
    has_page = bench.window.focusWidget() is bench.audit.area
    assert len(heard) <= 1, heard
    assert heard or has_page
    return " ".join((f"{bench.audit.area.accessibleName()}.", *heard) if has_page else heard)


def keyboard_of(bench: Bench) -> str:
    widget = bench.window.focusWidget()
    return name_of(widget) if widget is not None else ""


@pytest.mark.parametrize("is_begun", [False, True])
def test_every_page_says_its_heading_its_state_and_what_matters_there(
    bench: Bench, audit_id: str, heard: list[str], tmp_path: Path, *, is_begun: bool
) -> None:
    if is_begun:
        answer_everything(Scene(bench, audit_id, tmp_path, tmp_path))
    bench.open(audit_id)
    for step in STEPS[::-1]:
        words = arrive(bench, step, heard)
        page = bench.audit.page
        assert page is not None
        assert words.startswith(page.spoken_heading())
        assert bench.audit.side.state_words_of(step) in words
        for notice in page.notices():
            assert words.count(notice) == 1


def test_what_the_button_that_leads_on_goes_past_is_said(bench: Bench, audit_id: str, heard: list[str]) -> None:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        save_answer(workspace, audit_id, Answer("training", choice="yes"))  # not asked: there is no policy
        attach(workspace, audit_id, "policy", SAMPLE)
    bench.open(audit_id, question("policy"))
    assert arrive(bench, CHECK, heard) == (
        "Check your answers. Nothing missing. Everything needed is filled in. You can continue to sign. "
        "3 things to look at before you go on: whether what you wrote names a child; whether 1 file shows names or "
        "faces; what your return leaves out: question 4."
    )
    bench.audit.footer.primary.setFocus()
    bench.audit.go(SIGN)
    assert bench.window.focusWidget() is None, "no button that is not of the page, until it says itself"
    assert arrive(bench, SIGN, heard) == (
        "Sign and send. Not started. Does someone else have to sign it too? Set up your signature."
    )


def test_what_a_question_still_needs_is_said_after_its_state(bench: Bench, audit_id: str, heard: list[str]) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="na"))
    bench.open(audit_id)
    words = arrive(bench, question("policy"), heard)
    assert "Question about policy? In progress. Still needed here: Give the reason for “Not applicable”." in words
    assert "This audit cannot be signed yet: 3 things" in arrive(bench, SIGN, heard)


def test_what_the_last_question_still_needs_is_said_with_the_next_page(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="na"))
    bench.open(audit_id)
    arrive(bench, question("policy"), heard)
    heard.clear()
    bench.audit.footer.primary.click()
    bench.bot.waitUntil(lambda: bool(heard))
    bench.settle()
    assert len(heard) == 1
    assert heard[0].startswith(
        "Question 5 (4 of 11) (optional). Question about story? Optional. Question 3 still needs"
    )


def test_a_button_of_the_plan_says_which_action_it_opens(bench: Bench, audit_id: str, heard: list[str]) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
    bench.open(audit_id)
    assert arrive(bench, ACTION_PLAN, heard) == "Action plan. In progress. 1 action: 1 without a date."
    page = bench.audit.page
    assert isinstance(page, ActionPlanPage)
    edit = page.first_field()
    assert edit is not None
    assert edit.accessibleName() == "Edit action A1"
    assert edit.accessibleDescription().startswith("A1, question 3: nothing written yet. Nobody named yet.")


def test_what_was_done_and_what_comes_next_are_said_and_have_the_keyboard(
    bench: Bench, audit_id: str, heard: list[str], tmp_path: Path
) -> None:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
        create_identity(bench.home.identity, DETAILS, PASSPHRASE, workspace.clock())
    bench.open(audit_id)
    assert "You sign as Amina Yusuf" in arrive(bench, SIGN, heard)
    page = bench.audit.page
    assert isinstance(page, SignPage)
    page.signing.set_folder(tmp_path / "out")
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    bench.settle()
    assert heard[-1].startswith("Nothing is signed yet: say first whether")
    assert page.after.problem.isVisible()
    assert page.window().focusWidget() is page.after.alone
    assert page.made_panel is None

    page.after.alone.click()
    assert not page.after.problem.isVisible()
    page.signing.sign.click()
    form = page
    bench.bot.waitUntil(lambda: form.made_panel is not None, timeout=20_000)
    bench.settle()
    assert heard[-1].startswith("Your return is signed and ready. Reference ")
    assert heard[-1].endswith(
        "Reply to the e-mail in which Sample Partnership asked for this audit, and attach the file."
    )

    words = arrive(bench, CHECK, heard)
    assert words.startswith("Check your answers. Nothing missing. Return 1 is signed, and nothing has changed since.")
    assert bench.audit.footer.primary.text() == "&Continue to your return"
    arrive(bench, SIGN, heard)
    page = bench.audit.page
    assert isinstance(page, SignPage)
    assert page.made_panel is not None
    fold = page.made_panel.more.findChildren(QPushButton, "fold")[0]
    assert fold.accessibleDescription() == "Also to make another return"
    fold.click()
    press(page, "Make another return")
    bench.settle()
    assert heard[-1].startswith("You can make return 2 now. You sign as Amina Yusuf.")
    assert page.window().focusWidget() is page.signing.passphrase


def test_arrows_go_through_the_options_and_change_no_answer(bench: Bench, audit_id: str, heard: list[str]) -> None:
    bench.open(audit_id)
    arrive(bench, question("policy"), heard)
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert isinstance(page.input, ChoiceInput)
    cards = page.findChildren(QRadioButton)
    for chosen in (-1, 0):  # while nothing is chosen, and while the first option is
        for place in range(1, len(cards)):
            QTest.keyClick(cards[place - 1], Qt.Key.Key_Down)
            assert cards[place].hasFocus()
            assert cards[place].accessibleDescription().endswith(f"{place + 1} of {len(cards)}.")
        assert [card.isChecked() for card in cards] == [place == chosen for place in range(len(cards))]
        QTest.keyClick(cards[-1], Qt.Key.Key_Left)
        QTest.keyClick(cards[-2], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert cards[-2].hasFocus(), "Alt gives the arrow another meaning"
        cards[0].setFocus()
        QTest.keyClick(cards[0], Qt.Key.Key_Space)
    bench.settle()
    assert heard.count(f"Saved: your answer is {cards[0].accessibleName()}") == 1
    type_in(page.comment, "since May")
    bench.settle()
    heard.clear()
    na = next(card for card in cards if card.objectName() == "option-na")
    na.setFocus()
    QTest.keyClick(na, Qt.Key.Key_Return)
    bench.settle()
    assert any("Saved: your answer is Not applicable" in text for text in heard)
    heard.clear()
    type_in(page.input.reason, "no staff")
    bench.settle()
    assert not any("your answer is" in text for text in heard), "typing is no choice"
    cards[0].setFocus()
    page.comment.setFocus()
    assert [bool(card.focusPolicy() & Qt.FocusPolicy.TabFocus) for card in cards] == [card is na for card in cards]
    QTest.keyClick(cards[0], Qt.Key.Key_Space)
    bench.settle()
    assert heard[0].startswith("The box “Reason” was taken away. What you wrote in it is kept")


def test_the_list_of_steps_is_gone_through_in_silence_until_a_page_is_entered(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    audit = bench.open(audit_id, question("agency"))
    bench.settle()
    steps = audit.side.steps

    def go(key: Qt.Key, step: Step) -> QuestionPage | None:
        QTest.keyClick(steps, key)
        assert audit.step == step
        page = audit.page
        assert page is not None
        bench.bot.waitUntil(lambda: audit.passed_page.is_unsaid(page))
        assert heard == []
        return page if isinstance(page, QuestionPage) else None

    steps.setFocus()
    heard.clear()
    go(Qt.Key.Key_C, CHECK)
    go(Qt.Key.Key_Home, INTRODUCTION)
    go(Qt.Key.Key_2, question("people"))
    QTest.keyClick(steps, Qt.Key.Key_Space)
    assert [one.startswith("Question 2 of 11. Question about people? Not started.") for one in heard] == [True]
    assert not steps.hasFocus()
    steps.setFocus()
    heard.clear()
    page = go(Qt.Key.Key_Down, question("policy"))
    assert page is not None
    page.comment.setFocus()  # as by Tab
    assert [one.startswith("Question 3 of 11. Question about policy? Not started.") for one in heard] == [True]


def test_after_a_change_the_check_leads_on_and_without_one_back_to_the_line(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    with bench.elsewhere() as workspace:
        complete(workspace, audit_id)
    bench.open(audit_id)
    for change, name in ((False, "Change question 1"), (True, "Continue to sign")):
        arrive(bench, CHECK, heard)
        lines = bench.audit.findChildren(QPushButton, "change")
        line = next(one for one in lines if one.accessibleName() == "Change question 1")
        line.setFocus()
        line.click()
        bench.settle()
        page = bench.audit.page
        assert isinstance(page, QuestionPage)
        bench.bot.waitUntil(lambda page=page: not page.arrives)  # type: ignore[misc]
        if change:
            page.findChildren(QRadioButton, "option-school")[0].click()
        bench.audit.footer.primary.click()
        bench.bot.waitUntil(lambda name=name: keyboard_of(bench) == name)  # type: ignore[misc]


def test_the_first_question_says_the_keys_once_and_one_of_them_reads_the_help(
    bench: Bench, audit_id: str, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_page, "reader_listens", lambda: True)
    bench.open(audit_id)
    said = [arrive(bench, question(name), heard) for name in ("agency", "policy")]
    assert ["Shift F1 reads the help with a question. Alt S saves" in words for words in said] == [
        True,
        False,
    ]
    heard.clear()
    bench.window.activateWindow()
    next(one for one in bench.window.findChildren(QAction) if one.shortcut().toString() == "Shift+F1").trigger()
    bench.bot.waitUntil(lambda: bool(heard))
    assert "Who wrote this?" in heard[0]


def test_an_audit_that_is_opened_again_says_that_it_is_saved_and_where_it_is(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    bench.open(audit_id, question("policy"))
    bench.window.go_home()
    bench.settle()
    heard.clear()
    bench.window.open_audit(audit_id)
    bench.bot.waitUntil(lambda: any("You left off here. Everything is saved." in text for text in heard))
    assert heard[-1].startswith("Question 3 of 11. Question about policy? Not started. You left off here.")
    arrive(bench, question("training"), heard)
    assert "left off" not in heard[0]


def test_all_that_an_action_lacks_is_said(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        draft = save_answer(workspace, audit_id, Answer("policy", choice="no"))
    bench.open(audit_id, question("policy"))
    words = unfinished_words(bench.audit.open_draft, question("policy"))
    gaps = own_question_gaps(draft.topic, draft.audit, draft.topic.questions[2])
    assert len(gaps) > 1
    assert all(gap.detail in words for gap in gaps)


def test_a_text_that_cannot_be_read_is_not_called_missing(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        action = save_action(workspace, audit_id, Action(question="policy", action="Write it")).audit.actions[-1]
    bench.open(audit_id, question("policy"))
    open_draft = bench.audit.open_draft
    open_draft.unparsed[Key(Action, action.id)] = "31 Feb 2027"
    words = unfinished_words(open_draft, question("policy"))
    assert "“31 Feb 2027” cannot be read as a date yet. There is no 31 February 2027" in words
    assert "“Due date”" not in words
    for name, why in (("reviewed", "Enter a full date"), ("staff", "Enter a number in figures")):
        open_draft.unparsed[Key(Answer, name)] = "soon"
        assert why in unfinished_words(open_draft, question(name)), "also where nothing else is answered"


def test_no_button_says_its_name_again_as_its_description(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    for one in bench.audit.findChildren(QAbstractButton):
        interface = QAccessible.queryAccessibleInterface(one)
        name, about = interface.text(QAccessible.Text.Name), interface.text(QAccessible.Text.Description)
        assert not name or about != name
    tool = bench.audit.top.findChildren(QToolButton)[0]
    QApplication.sendEvent(tool, QHelpEvent(QEvent.Type.ToolTip, QPoint(4, 4), tool.mapToGlobal(QPoint(4, 4))))
    assert (QToolTip.text(), tool.toolTip()) == (tool.accessibleName(), "")
    QToolTip.hideText()


def test_before_an_audit_is_begun_its_name_is_said_and_escape_leads_back(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    del audit_id
    bench.window.load_home()
    bench.settle()
    card = bench.window.home_page.findChildren(TopicCard)[0]
    card.begin.click()
    assert heard[-1].startswith(f"Before you begin: {card.accessibleName()}.")
    assert card.go.accessibleName() == f"Begin this audit: {card.accessibleName()}"
    QTest.keyClick(card.agency, Qt.Key.Key_Escape)
    assert card.begin.hasFocus()
    assert not card.agency.isVisible()
