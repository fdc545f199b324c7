"""Search and filters in a long audit, and undoing the last change."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QWidget

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import attach, detach
from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.private_notes import save_note
from s11desk.desktop.audit.hit_marker import HitMarker
from s11desk.desktop.audit.step_lines import Line
from s11desk.desktop.audit.step_list import StepList
from s11desk.desktop.inputs.actions.action_editor import ActionEditor
from s11desk.desktop.messages.place_words import FILTERS
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import Action, Answer, PrivateNote
from s11desk.domain.audits.audit_texts import TextPlace
from s11desk.domain.audits.filters import Filter
from s11desk.domain.audits.flow import INTRODUCTION, StepState
from s11desk.wording.amounts import counted
from tests.gui.conftest import Bench, question, type_in

SAID = Qt.ItemDataRole.AccessibleTextRole


def menu(bench: Bench, text: str) -> QAction:
    return next(action for action in bench.window.findChildren(QAction) if action.text().replace("&", "") == text)


def lines(shown: StepList) -> list[str]:
    return [str(shown.item(row).data(SAID)) for row in range(shown.count())]


def search(bench: Bench, words: str) -> None:
    menu(bench, "Find…").trigger()
    field = bench.audit.side.search_panel.words
    assert field.hasFocus()
    type_in(field, words)


def only(bench: Bench, wanted: Filter) -> None:
    box = bench.audit.side.search_panel.filter
    place = box.findData(wanted.value)
    box.setCurrentIndex(place)
    box.activated.emit(place)


def text_of(bench: Bench) -> str:
    """What the panel says below its two fields and their labels."""
    labels = [label for label in bench.audit.side.search_panel.findChildren(QLabel) if label.buddy() is None]
    return "\n".join(label.text() for label in labels if label.isVisible())


@pytest.fixture
def answered(bench: Bench, audit_id: str) -> str:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="gp"))
        save_answer(workspace, audit_id, Answer("policy", choice="no", comment="Crèche staff have read it"))
        save_answer(workspace, audit_id, Answer("story", text="Nothing yet", marked_for_review=True))
        save_answer(workspace, audit_id, Answer("training", choice="na", reason="No staff"))
    return audit_id


def test_a_search_hit_leads_to_its_place(bench: Bench, answered: str) -> None:
    bench.open(answered, INTRODUCTION)
    search(bench, "creche")
    results = bench.audit.side.results
    bench.bot.waitUntil(results.isVisible)
    assert lines(results) == ["Question 3, comment. Crèche staff have read it"]
    assert text_of(bench) == "1 place found"
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Down)
    assert results.hasFocus()
    results.setCurrentRow(0)
    assert bench.audit.step == question("policy")
    assert results.isVisible()
    assert results.hasFocus()


def test_the_found_words_are_marked_and_in_sight(bench: Bench, answered: str) -> None:
    bench.open(answered, INTRODUCTION)
    bench.window.resize(1180, 420)
    search(bench, "creche")
    results = bench.audit.side.results
    bench.bot.waitUntil(results.isVisible)
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Down)
    results.setCurrentRow(0)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    (mark,) = page.comment.extraSelections()
    assert mark.cursor.selectedText() == "Crèche"
    assert not page.comment.textCursor().hasSelection()  # the next key would replace it
    assert not page.comment.visibleRegion().isEmpty()
    assert results.hasFocus()


def test_enter_leads_from_a_hit_into_the_field_with_the_found_words(bench: Bench, answered: str) -> None:
    bench.open(answered, INTRODUCTION)
    search(bench, "creche")
    results = bench.audit.side.results
    bench.bot.waitUntil(results.isVisible)
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Down)
    QTest.keyClick(results, Qt.Key.Key_Return)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.comment.hasFocus()
    assert not page.comment.textCursor().hasSelection()


def test_found_words_of_the_program_are_selected(bench: Bench, answered: str) -> None:
    bench.open(answered, INTRODUCTION)
    search(bench, "about policy")
    results = bench.audit.side.results
    bench.bot.waitUntil(results.isVisible)
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Down)
    results.setCurrentRow(0)
    bench.settle()
    assert bench.audit.page is not None
    assert [one.selectedText() for one in bench.audit.page.findChildren(QLabel) if one.hasSelectedText()] == [
        "about policy"
    ]


def test_a_hit_in_the_guidance_is_marked_there_until_the_search_ends(bench: Bench, answered: str) -> None:
    bench.open(answered, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    title = next(one for one in page.findChildren(QLabel) if one.isVisible() and one.text())
    panel = next(one for one in page.findChildren(QWidget, "guidance"))
    word = QLabel(title.text(), panel)
    word.show()
    marker = HitMarker()
    line = Line(question("policy"), "", "", StepState.COMPLETE, "", TextPlace.GUIDANCE, "")
    assert marker.mark(page, line, title.text()) is word
    search(bench, "about policy")
    bench.bot.waitUntil(bench.audit.side.results.isVisible)
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Down)
    marker.clear()
    bench.audit.side.results.setCurrentRow(0)
    bench.settle()
    assert any(one.hasSelectedText() for one in bench.audit.findChildren(QLabel))
    bench.audit.side.search_panel.words.clear()
    bench.bot.waitUntil(bench.audit.side.steps.isVisible)
    assert not any(one.hasSelectedText() for one in bench.audit.findChildren(QLabel))


def test_a_private_note_is_found_and_marked(bench: Bench, answered: str) -> None:
    with bench.elsewhere() as workspace:
        save_note(workspace, answered, PrivateNote("policy", "Ask the caretaker"))
    bench.open(answered, INTRODUCTION)
    search(bench, "caretaker")
    results = bench.audit.side.results
    bench.bot.waitUntil(results.isVisible)
    assert lines(results) == ["Question 3, private note. Ask the caretaker"]
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Down)
    results.setCurrentRow(0)
    bench.settle()
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert [mark.cursor.selectedText() for mark in page.note.extraSelections()] == ["caretaker"]
    only(bench, Filter.WITH_NOTE)
    assert "With a private note" in bench.audit.side.search_panel.filter.currentText()


@pytest.mark.parametrize("of_question", [True, False])
def test_a_hit_in_an_action_opens_its_editor(bench: Bench, answered: str, of_question: bool) -> None:
    with bench.elsewhere() as workspace:
        action = Action(id="A1" if of_question else "", question="policy" if of_question else "", action="Buy crayons")
        save_action(workspace, answered, action)
    bench.open(answered, INTRODUCTION)
    search(bench, "crayons")
    results = bench.audit.side.results
    bench.bot.waitUntil(results.isVisible)
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Down)
    results.setCurrentRow(0)
    bench.settle()
    editors = [one for one in bench.window.findChildren(ActionEditor) if one.isVisible()]
    assert any("Buy crayons" in one.apply_to(Action(id=one.action_id)).action for one in editors)


def test_a_search_finds_text_typed_a_moment_ago(bench: Bench, answered: str) -> None:
    bench.open(answered, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    type_in(page.comment, "Unheard ")
    search(bench, "unheard")
    bench.bot.waitUntil(lambda: lines(bench.audit.side.results) != [])


def test_escape_ends_the_search(bench: Bench, answered: str) -> None:
    bench.open(answered, INTRODUCTION)
    search(bench, "nowhere at all")
    bench.bot.waitUntil(lambda: text_of(bench) == "Nothing was found.")
    QTest.keyClick(bench.audit.side.search_panel.words, Qt.Key.Key_Escape)
    bench.bot.waitUntil(bench.audit.side.steps.isVisible)
    assert not bench.audit.side.results.isVisible()
    assert text_of(bench) == ""


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        (Filter.UNANSWERED, ["2", "6", "7", "8", "9", "10", "11", "12"]),
        (Filter.MARKED_FOR_REVIEW, ["5"]),
        (Filter.WITHOUT_EVIDENCE, ["3", "4", "9", "12"]),
        (Filter.NOT_APPLICABLE, ["4"]),
        (Filter.NEEDS_ACTION, ["3"]),
        (Filter.WITH_COMMENT, ["3"]),
    ],
)
def test_a_filter_shortens_the_list(bench: Bench, answered: str, wanted: Filter, shown: list[str]) -> None:
    bench.open(answered, INTRODUCTION)
    only(bench, wanted)
    listed = lines(bench.audit.side.steps)
    assert [line.split(".")[0] for line in listed] == ["Introduction", *shown]
    assert text_of(bench) == f"{FILTERS[wanted]}: {counted(len(shown), 'question')}"


def test_a_filter_without_questions_says_so(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, INTRODUCTION)
    only(bench, Filter.MARKED_FOR_REVIEW)
    assert text_of(bench) == "Marked for review: no question"


def test_the_current_question_stays_in_a_filtered_list(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, INTRODUCTION)
    only(bench, Filter.UNANSWERED)
    bench.audit.side.steps.setCurrentRow(1)
    assert bench.audit.step == question("agency")
    bench.audit.findChildren(QAbstractButton, "option-gp")[0].click()
    bench.settle()
    assert "1. Question about agency?. Completed" in lines(bench.audit.side.steps)


def test_search_in_a_small_window_shows_the_list(bench: Bench, answered: str) -> None:
    bench.open(answered, question("policy"))
    bench.window.resize(700, 420)
    bench.bot.waitUntil(lambda: not bench.audit.side.isVisible())
    search(bench, "creche")
    bench.bot.waitUntil(bench.audit.side.results.isVisible)
    bench.audit.side.results.setCurrentRow(0)
    assert not bench.audit.side.isVisible()
    assert bench.audit.step == question("policy")


def test_undo_stays_on_the_page_and_leads_to_what_it_reverted(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("online"))
    bench.audit.findChildren(QAbstractButton, "option-yes")[0].click()
    bench.settle()
    bench.audit.findChildren(QAbstractButton, "option-no")[0].click()
    bench.audit.go(INTRODUCTION)
    bench.settle()
    menu(bench, "Undo the last change").trigger()
    bench.bot.waitUntil(bench.audit.top.there.isVisible)
    bench.settle()
    assert bench.audit.step == INTRODUCTION
    with bench.elsewhere() as workspace:
        assert open_draft(workspace, audit_id).audit.answer("online").choice == "yes"
    assert bench.audit.top.saved.text().startswith("Undone: your answer to question 9. Saved on this computer at")
    bench.audit.top.there.click()
    bench.settle()
    assert bench.audit.step == question("online")
    assert bench.audit.findChildren(QAbstractButton, "option-yes")[0].isChecked()
    menu(bench, "Redo").trigger()
    bench.bot.waitUntil(lambda: bench.audit.top.saved.text().startswith("Redone: your answer to question 9."))
    assert bench.audit.findChildren(QAbstractButton, "option-no")[0].isChecked()


def test_undo_without_a_change_says_so(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, INTRODUCTION)
    bench.answers.expect_messages = True
    menu(bench, "Undo the last change").trigger()
    bench.bot.waitUntil(lambda: bool(bench.answers.messages))
    assert bench.answers.messages[0].startswith("There is nothing to undo")
    menu(bench, "Redo").trigger()
    bench.bot.waitUntil(lambda: len(bench.answers.messages) == 2)
    assert bench.answers.messages[1].startswith("There is nothing to redo")


def test_undo_restores_a_removed_file(bench: Bench, audit_id: str, tmp_path: Path) -> None:
    Image.new("RGB", (4, 3)).save(tmp_path / "poster.png")
    with bench.elsewhere() as workspace:
        (item,) = attach(workspace, audit_id, "policy", tmp_path / "poster.png").audit.evidence
        detach(workspace, audit_id, item.id)
    bench.open(audit_id, INTRODUCTION)
    menu(bench, "Undo the last change").trigger()
    bench.bot.waitUntil(bench.audit.top.there.isVisible)
    assert bench.audit.step == INTRODUCTION
    assert bench.audit.top.saved.text().startswith("Undone: poster.png is attached, question 3.")
    with bench.elsewhere() as workspace:
        assert open_draft(workspace, audit_id).audit.evidence == (item,)


def test_ctrl_z_in_a_text_field_undoes_typing(bench: Bench, answered: str) -> None:
    bench.open(answered, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    type_in(page.comment, "Zzz ")
    QTest.keyClick(page.comment, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.comment.toPlainText() == "Crèche staff have read it"


@pytest.mark.parametrize("name", ["comment", "answer"])
def test_undo_takes_back_a_word_and_not_all_that_was_typed(bench: Bench, audit_id: str, name: str) -> None:
    bench.open(audit_id, question("policy" if name == "comment" else "motto"))
    field = bench.audit.findChildren(QWidget, name)[0]
    assert isinstance(field, QPlainTextEdit | QLineEdit)
    type_in(field, "All staff agreed")
    texts = []
    for _ in range(3):
        menu(bench, "Undo the last change").trigger()
        texts.append(field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text())
    assert texts == ["All staff ", "All ", ""]


def test_undo_takes_back_a_word_also_when_the_field_was_left(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    type_in(page.comment, "Read and agreed")
    page.review.setFocus()
    bench.settle()
    menu(bench, "Undo the last change").trigger()
    assert page.comment.toPlainText() == "Read and "
    page.review.setFocus()
    bench.settle()
    page.review.click()
    bench.settle()
    menu(bench, "Undo the last change").trigger()
    bench.bot.waitUntil(lambda: not page.review.isChecked())
    assert page.comment.toPlainText() == "Read and "
