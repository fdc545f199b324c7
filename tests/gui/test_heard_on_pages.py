"""What a screen reader hears of the pages of an audit: each thing once, and nothing of a page that is being left."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft
from s11desk.app.audits.resume import ResumePoint
from s11desk.desktop.inputs.answers.choice_input import ChoiceInput
from s11desk.desktop.inputs.answers.option_filter import OptionFilter
from s11desk.desktop.pages.question import question_page
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.pages.sign.sign_page import SignPage
from s11desk.desktop.parts import progress_row
from s11desk.desktop.parts.busy_button import begin_work, end_work
from s11desk.desktop.parts.focus.focus_place import running_application
from s11desk.desktop.parts.layout import scroll_area
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.progress_row import ProgressRow
from s11desk.desktop.parts.reading.announcing import SayAtRest
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN
from s11desk.domain.topics.topic import ActionField
from tests.gui.conftest import Bench, install, question, type_in
from tests.gui.faults import name_of
from tests.samples import every_kind, small_topic


def shown(bench: Bench) -> QuestionPage:
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    return page


def test_nothing_is_emptied_on_a_page_that_is_left(
    bench: Bench, audit_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader would say "Yes, not checked" or the text that went, as if the answer were lost."""
    monkeypatch.setattr(question_page, "reader_listens", lambda: True)
    bench.open(audit_id, question("policy"))
    page = shown(bench)
    page.findChildren(QAbstractButton, "option-yes")[0].click()
    page.review.setChecked(True)
    type_in(page.note, "ring Kim")
    type_in(page.comment, "since May")
    changed: list[object] = []
    for one in (page.comment, page.note):
        one.textChanged.connect(lambda one=one: changed.append(one))
    for pressed in page.findChildren(QAbstractButton):
        pressed.toggled.connect(changed.append)
    bench.audit.go(question("training"))
    bench.settle()
    assert changed == []
    assert shown(bench) is not page
    bench.audit.go(question("policy"))
    assert shown(bench).comment.value() == "since May"


def test_the_hint_of_a_question_is_heard_at_its_first_control_and_nowhere_else(bench: Bench) -> None:
    asked = tuple(msgspec.structs.replace(one, help=f"Hint of {one.id}", show_when=()) for one in every_kind())
    with bench.elsewhere() as workspace:
        install(workspace, small_topic(*asked))
        audit = begin_draft(workspace, "sample", "Riverside Trust").audit.id
    bench.open(audit)
    for name in [one.id for one in asked] * 2:  # the second time in widgets that served another question
        bench.audit.go(question(name))
        first = shown(bench).first_field()
        assert first is not None
        described = [one for one in shown(bench).findChildren(QWidget) if "Hint of" in one.accessibleDescription()]
        assert described == [first]
        heard = first.accessibleDescription()
        is_file = heard.startswith("PDF or PNG")  # which files it takes comes first, and the hint after that
        assert heard.endswith(f"Hint of {name}.") if is_file else heard.startswith(f"Hint of {name}")


@pytest.fixture
def heard(heard: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is announced from now on, as if a screen reader listened."""
    for module in (scroll_area, progress_row):
        monkeypatch.setattr(module, "reader_listens", lambda: True)
    return heard


def test_a_heading_that_the_keyboard_says_is_not_announced_as_well(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    bench.open(audit_id, question("policy"))
    assert "Question 3 of 11. Question about policy? Not started." in heard
    bench.audit.go(INTRODUCTION)
    heard.clear()
    bench.settle()
    assert bench.window.focusWidget() is bench.audit.area
    assert bench.audit.area.accessibleName().endswith("Sample topic")
    assert not any("Sample topic" in text for text in heard)
    bench.audit.go_to_point(ResumePoint(INTRODUCTION))
    bench.settle()
    assert not any("Sample topic" in text for text in heard), "the same when it is opened again where one left off"


def test_a_page_of_text_is_read_with_the_keys_that_scroll_it(bench: Bench, audit_id: str, heard: list[str]) -> None:
    area = bench.open(audit_id, INTRODUCTION).area
    heard.clear()
    press = QTest.keyClick
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Up):
        press(area, key)
    assert heard == [
        "Sample Partnership, 2026",
        "Sample topic, heading",
        "Sample Partnership, 2026",
        "Start of the page",
    ]
    heard.clear()
    for key in (Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Home):
        press(area, key)
    assert heard[1:] == ["End of the page", "Sample Partnership, 2026"]
    press(bench.audit.footer.primary, Qt.Key.Key_PageDown)
    assert len(heard) == 4


def test_the_guide_says_how_to_leave_and_both_keys_do(bench: Bench, audit_id: str, heard: list[str]) -> None:
    bench.open(audit_id, question("policy"))
    stack = bench.window.page_stack
    for key, held in (
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier),
    ):
        bench.window.standalone.show_guide(bench.window.menus.shortcuts())
        bench.bot.waitUntil(lambda: stack.page is not None and stack.page.isAncestorOf(bench.window.focusWidget()))
        assert heard[-1] == "User guide. Escape leads back to where you were."
        QTest.keyClick(bench.window.focusWidget(), key, held)
        bench.settle()
        assert stack.page is None


def test_home_says_what_the_program_is_for_once(new_bench: Callable[[], Bench], heard: list[str]) -> None:
    bench = new_bench()
    bench.window.load_home()
    bench.bot.waitUntil(lambda: bench.window.shows_drafts)
    bench.window.appearance.zoom(1)
    bench.window.appearance.zoom(0)
    bench.settle()
    assert [text for text in heard if text.startswith("Your audits. Fill in the safeguarding audit")] == heard[:1]


def test_what_another_answer_takes_away_is_said_and_that_it_is_kept(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    bench.open(audit_id, question("policy"))
    choose = {name: shown(bench).findChildren(QAbstractButton, f"option-{name}")[0] for name in ("no", "na", "yes")}
    choose["no"].click()
    bench.bot.waitUntil(lambda: len(shown(bench).plan.editors) == 1)
    editor = next(iter(shown(bench).plan.editors.values()))
    type_in(editor.entries[ActionField.ACTION], "Write one")
    choose["na"].click()
    kept = "What you wrote in it is kept in your audit, and left out of the return"
    bench.bot.waitUntil(lambda: f"Action A1, question 3, is no longer needed. {kept}" in heard)
    choice = shown(bench).input
    assert isinstance(choice, ChoiceInput)
    type_in(choice.reason, "no staff")
    choose["yes"].click()
    assert f"The box “Reason” was taken away. {kept}." in heard


def test_clearing_an_answer_comes_after_its_comment(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    shown(bench).findChildren(QAbstractButton, "option-yes")[0].click()
    bench.settle()
    shown(bench).comment.setFocus()
    QTest.keyClick(shown(bench).comment, Qt.Key.Key_Tab)
    assert name_of(bench.window.focusWidget()) == "Clear my answer"


def test_what_a_filter_comes_to_is_said_when_typing_rests(qtbot: QtBot, heard: list[str]) -> None:
    narrow = OptionFilter(Theme(running_application()), 25, has_other=False)
    qtbot.addWidget(narrow)
    narrow.show()
    for letter, found in zip("clu", (15, 3, 1), strict=True):
        narrow.field.insert(letter)
        narrow.show_count(found, 25)
    assert heard == []
    narrow.findChildren(SayAtRest)[0].timeout.emit()
    assert heard == ["1 match of 25"]
    narrow.hide()
    narrow.findChildren(SayAtRest)[0].timeout.emit()
    assert heard == ["1 match of 25"], "nothing is said of a page that the person has left"


def test_a_button_at_work_keeps_the_keyboard_from_its_neighbours(qtbot: QtBot, heard: list[str]) -> None:
    page = QWidget()
    layout = column(page, Theme(running_application()))
    sign, row, after = button("Sign"), ProgressRow("Signing"), button("Back")
    for part in (sign, row, after):
        layout.addWidget(part)
    qtbot.addWidget(page)
    page.show()
    sign.setFocus()
    begin_work(sign)
    assert page.focusWidget() is None
    row.follow(cast(Task, object()))
    assert page.focusWidget() is row.stop
    bar = row.findChildren(QProgressBar)[0]
    changes: list[int] = []
    bar.valueChanged.connect(changes.append)
    for done in range(5):
        row.show_progress(done, 5)
    assert changes == [], "a reader would say each of them"
    row.follow(None)
    end_work(sign)
    qtbot.waitUntil(lambda: page.focusWidget() is sign)
    assert heard == ["Signing. Wait"]


def test_the_button_for_a_folder_says_which_is_chosen(bench: Bench, audit_id: str, heard: list[str]) -> None:
    page = bench.open(audit_id, SIGN).page
    assert isinstance(page, SignPage)
    change = page.signing.change
    assert change is not None
    assert change.accessibleDescription() == f"Folder for the return: {page.signing.folder}"
    page.signing.set_folder(bench.home.folder)
    assert change.accessibleDescription() == heard[-1] == f"Folder for the return: {bench.home.folder}"


def test_a_wrong_date_is_heard_once_with_its_action_or_at_its_field(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
    bench.open(audit_id, ACTION_PLAN).open_draft.keep_unparsed(Key(Action, "A1"), "end of term")
    for step in (question("training"), ACTION_PLAN):
        heard.clear()
        bench.audit.go(step)
        bench.settle()
    problem = "Enter a full date, like 31 January 2027. What you typed stays here, but is not in the plan yet"
    assert [text.count(problem) for text in heard] == [1]
    assert f"Due, Action A1, question 3: {problem}" in heard[0]
    heard.clear()
    bench.audit.go_to_point(ResumePoint(ACTION_PLAN, field="action-A1-due"))
    bench.settle()
    assert problem in bench.window.focusWidget().accessibleDescription()
    assert not any(problem in text for text in heard), "the field says it"


def test_what_is_missing_is_heard_where_the_keyboard_goes_back_to_an_answer(
    bench: Bench, audit_id: str, heard: list[str]
) -> None:
    bench.open(audit_id, CHECK)
    line = next(one for one in bench.audit.page.findChildren(QAbstractButton, "change"))  # type: ignore[union-attr]
    line.setFocus()
    line.click()
    bench.settle()
    heard.clear()
    bench.audit.go_on()
    bench.settle()
    assert "Still needed before you can sign: Question 1: Answer this question. Question 2: Answer" in heard[0]
    assert bench.window.focusWidget().objectName() == "change"


def test_a_date_with_an_added_year_is_said_in_full_once(bench: Bench, audit_id: str, heard: list[str]) -> None:
    bench.open(audit_id, question("reviewed"))
    field = shown(bench).first_field()
    assert isinstance(field, QLineEdit)
    for typed, is_said in (("14 Feb", True), ("14 Feb 2027", False)):
        field.clear()
        heard.clear()
        type_in(field, f"{typed}\n\n")
        assert field.text().startswith("14 February 20")
        assert heard.count(field.text()) == is_said
