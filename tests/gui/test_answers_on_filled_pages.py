"""A question's page is filled again for the next question. Nothing of the one reaches the answer of the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.drafts import open_draft
from s11desk.app.audits.resume import ResumePoint
from s11desk.desktop.audit.audit_view import AuditView
from s11desk.desktop.inputs.fields import DateField
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import INTRODUCTION
from tests.gui.conftest import Bench, question, type_in
from tests.gui.every_page import SAMPLE
from tests.gui.filled_pages import in_any_order, page_of


def test_what_is_typed_in_any_order_is_the_answer_to_its_own_question(bench: Bench, twins: str) -> None:
    bench.open(twins, question("policy"))
    written: dict[str, tuple[str, str]] = {}
    for number, step in enumerate(in_any_order(bench, seed=1)):
        page, name = page_of(bench), step.question
        words = (f"comment {number}" if page.comment.isVisible() else "", f"note {number}")
        for field, text in zip((page.comment, page.note), words, strict=True):
            if field.isVisible():
                field.selectAll()
                type_in(field, text)
        written[name] = words
        answer = bench.audit.open_draft.answer(name)
        assert (answer.comment, bench.audit.open_draft.note(name).text) == words
    bench.audit.go(INTRODUCTION)
    bench.settle()
    with bench.elsewhere() as workspace:
        draft = open_draft(workspace, twins)
    notes = {note.question: note.text for note in draft.notes}
    for name, words in written.items():
        assert (draft.audit.answer(name).comment, notes.get(name, "")) == words
    assert {answer.question for answer in draft.audit.answers} <= {name for name, words in written.items() if words[0]}


def choose(name: str) -> Callable[[QuestionPage], None]:
    def do(page: QuestionPage) -> None:
        page.findChildren(QAbstractButton, f"option-{name}")[0].click()

    return do


def fill_in(text: str) -> Callable[[QuestionPage], None]:
    def do(page: QuestionPage) -> None:
        first = page.first_field()
        assert first is not None
        type_in(first, text)

    return do


TWINS = {
    "agency": choose("gp"),
    "people": fill_in("Zoë"),
    "policy": choose("blue"),
    "story": fill_in("A story"),
    "motto": fill_in("Be kind"),
    "reviewed": fill_in("3 June 2026"),
    "staff": fill_in("42"),
    "online": choose("no"),
    "setting": choose("school"),
    "ages": choose("gp"),
}


def test_an_answer_stays_with_its_question_when_a_twin_is_shown(bench: Bench, twins: str) -> None:
    bench.open(twins, question("story"))
    page = page_of(bench)
    for name, answer in TWINS.items():
        bench.audit.go(question(name))
        answer(page)
        given = bench.audit.open_draft.answer(name)
        assert given.is_given()
        bench.audit.go(question(f"{name}-2"))  # at once: nothing is saved yet
        assert page.input is not None
        assert not page.input.apply_to(Answer(f"{name}-2")).is_given()
        bench.settle()
        audit = bench.audit.open_draft.draft.audit
        assert audit.answer(name) == given
        assert audit.answer(f"{name}-2").is_blank()
        bench.audit.go(question(name))
        assert page.input.apply_to(Answer(name)) == given


def test_text_that_is_no_date_yet_stays_with_its_question(bench: Bench, twins: str) -> None:
    bench.open(twins, question("reviewed"))
    type_in(page_of(bench).first_field() or bench.audit, "some day")
    bench.audit.go(question("reviewed-2"))
    bench.settle()
    date = page_of(bench).findChild(DateField)
    assert date is not None
    assert date.line.text() == ""
    bench.audit.go(question("reviewed"))
    bench.settle()
    assert date.line.text() == "some day"
    assert bench.audit.open_draft.draft.audit.answer("reviewed-2").is_blank()


def test_undo_in_a_field_brings_no_text_of_another_question(bench: Bench, twins: str) -> None:
    bench.open(twins, question("motto"))
    page = page_of(bench)
    type_in(page.note, "For us")
    first = page.first_field()
    assert isinstance(first, QLineEdit)
    type_in(first, "Be kind")
    bench.audit.go(question("motto-2"))
    bench.settle()
    for field in (page.note, first):
        field.undo()
        field.redo()
    assert (page.note.toPlainText(), first.text()) == ("", "")
    assert bench.audit.open_draft.answer("motto-2").is_blank()


def test_an_action_that_is_typed_stays_with_its_question(bench: Bench, begun: str) -> None:
    bench.open(begun, question("policy"))
    page = page_of(bench)
    (first,) = page.plan.editors.values()
    type_in(first.first_field() or first, "More, ")
    bench.audit.go(question("described"))
    (second,) = page.plan.editors.values()
    assert second is first
    assert second.unparsed() == ""
    type_in(second.first_field() or second, "Ask the board")
    bench.audit.go(question("story"))
    assert not page.plan.isVisible()
    bench.settle()
    texts = {action.question: action.action for action in bench.audit.open_draft.draft.audit.actions}
    assert (texts["policy"], texts["described"]) == ("More, Print", "Ask the board")
    assert not [field for field in page.findChildren(QWidget) if field.objectName().startswith("action-")]


def test_a_file_that_is_still_copied_goes_to_the_question_it_was_chosen_for(bench: Bench, twins: str) -> None:
    bench.open(twins, question("policy"))
    page = page_of(bench)
    assert page.evidence is not None
    page.evidence.add((SAMPLE, Path("/no/such/file.pdf")))
    bench.answers.expect_messages = True
    panel = page.evidence
    bench.audit.go(question("described"))
    assert page.evidence is panel
    bench.settle()
    assert not panel.cards
    assert not [words for words in panel.findChildren(QLabel) if words.isVisible() and "file.pdf" in words.text()]
    assert len(bench.answers.messages) == 1
    (item,) = bench.audit.open_draft.draft.audit.evidence
    assert item.questions == ("policy",)


def test_a_button_held_down_is_not_pressed_on_the_next_question(bench: Bench, twins: str) -> None:
    bench.open(twins, question("policy"))
    page = page_of(bench)
    card = page.findChildren(QAbstractButton, "option-yes")[0]
    middle = QPointF(card.rect().center())

    def mouse(kind: QEvent.Type, held: Qt.MouseButton) -> None:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(card, QMouseEvent(kind, middle, card.mapToGlobal(middle), left, held, none))

    mouse(QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton)
    bench.audit.go(question("policy-2"))
    mouse(QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)
    bench.settle()
    assert bench.audit.open_draft.answer("policy-2").is_blank()


def test_a_page_with_an_open_dialog_is_not_filled_again(bench: Bench, twins: str) -> None:
    """Its result belongs to the question over which it was opened."""
    bench.open(twins, question("policy"))
    before = page_of(bench)
    dialog = QDialog(bench.window)
    bench.bot.addWidget(dialog)
    dialog.open()
    bench.audit.go(question("policy-2"))
    assert page_of(bench) is not before
    dialog.close()


def test_a_page_that_could_not_be_filled_is_used_no_more(
    bench: Bench, twins: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of it would belong to one question, and half to the other."""
    bench.open(twins, question("policy"))
    before = page_of(bench)

    def fail(_: object) -> None:
        raise LookupError

    with monkeypatch.context() as patched:
        patched.setattr(before.carried, "start_over", fail)
        with pytest.raises(LookupError):
            bench.audit.go(question("policy-2"))
    type_in(before.comment, "For nobody")
    assert bench.audit.open_draft.answer("policy-2").is_blank()
    assert bench.audit.open_draft.answer("policy").is_blank()
    bench.audit.go(question("policy-2"))
    assert page_of(bench) is not before


def test_the_keyboard_and_the_scroll_bar_begin_at_the_top_of_each_question(bench: Bench, begun: str) -> None:
    bench.open(begun, question("policy"))
    bar = bench.audit.area.verticalScrollBar()
    for name in ("described", "policy", "story", "story-2", "people-2"):
        bar.setValue(bar.maximum())
        page_of(bench).note.setFocus()
        bench.audit.go(question(name))
        bench.settle()
        assert bar.value() == 0
        assert not page_of(bench).note.hasFocus()


def test_a_search_that_leads_to_a_field_is_not_undone_by_the_page_before(bench: Bench, begun: str) -> None:
    bench.open(begun, INTRODUCTION)
    bench.audit.go(question("policy-2"))
    bench.audit.go_to_point(ResumePoint(question("policy"), 0, "comment", 3))
    bench.settle()
    comment = page_of(bench).comment
    assert comment.hasFocus()
    assert comment.textCursor().position() == 3


def test_keys_before_the_next_question_is_ready_reach_none(bench: Bench, twins: str) -> None:
    """Between two questions no field has the keyboard, so a fast typist does not answer the wrong one."""
    bench.open(twins, question("story"))
    page = page_of(bench)
    first = page.first_field()
    assert first is not None
    first.setFocus()
    bench.audit.go(question("story-2"))
    focused = bench.window.focusWidget()
    assert focused is None or not page.isAncestorOf(focused)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(
            focused or bench.window, QKeyEvent(kind, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x")
        )
    assert bench.audit.open_draft.answer("story-2").is_blank()


def test_a_page_with_many_actions_keeps_few_editors_for_the_next_question(bench: Bench, begun: str) -> None:
    with bench.elsewhere() as workspace:
        for number in range(4):
            save_action(workspace, begun, Action(question="policy", action=f"Act {number}"))
    view: AuditView = bench.open(begun, question("policy"))
    page = page_of(bench)
    shown = list(page.plan.editors)
    for name in ("story", "described", "policy"):
        view.go(question(name))
        bench.settle()
    assert list(page.plan.editors) == shown
