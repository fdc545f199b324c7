"""The focus ring, every look at every size, and a screen reader that acts without keys and clicks."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QToolButton, QWidget

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.focus.focus_ring import FocusRing
from s11desk.desktop.parts.text.text_parts import breakable, label
from s11desk.desktop.parts.text.wrapped_link import WrappedLink
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.audits.flow import INTRODUCTION
from tests.gui.conftest import Bench, question
from tests.gui.faults import fields_without_name


@pytest.fixture
def answered(bench: Bench, audit_id: str) -> str:
    """A draft in which every part of a page has content."""
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="other"))
        save_answer(workspace, audit_id, Answer("policy", choice="no", comment="Soon"))
        save_answer(workspace, audit_id, Answer("training", choice="na"))
        save_action(workspace, audit_id, Action(area="Our own"))
    return audit_id


def test_the_focus_ring_is_around_the_focused_widget(bench: Bench, answered: str) -> None:
    bench.open(answered, question("people"))
    ring = bench.window.findChildren(FocusRing)[0]
    focused = QApplication.focusWidget()
    assert focused is not None
    bench.bot.waitUntil(ring.isVisible)
    inside = focused.mapTo(bench.window, QPoint(0, 0))
    assert ring.geometry().contains(inside)
    assert ring.geometry().contains(inside + focused.rect().bottomRight())


def test_the_focus_ring_is_around_the_current_line_of_a_list(bench: Bench, answered: str) -> None:
    bench.open(answered, INTRODUCTION)
    steps = bench.audit.side.steps
    steps.setFocus()
    ring = bench.window.findChildren(FocusRing)[0]
    bench.bot.waitUntil(ring.isVisible)
    before = ring.geometry()
    QTest.keyClick(steps, Qt.Key.Key_Down)
    bench.bot.waitUntil(lambda: ring.geometry().top() > before.top())
    assert bench.audit.step == question("agency")
    assert steps.hasFocus()


def test_the_focused_widget_is_scrolled_into_view(bench: Bench, answered: str) -> None:
    bench.window.resize(1180, 400)
    bench.open(answered, question("policy"))
    page = bench.audit.page
    assert page is not None
    review = page.findChildren(QAbstractButton, "review")[0]
    assert review.visibleRegion().isEmpty()
    review.setFocus()
    bench.bot.waitUntil(lambda: not review.visibleRegion().isEmpty())


def grown(bench: Bench, answered: str) -> QWidget:
    """The focused widget, low in a small window, after the page has grown above it."""
    bench.window.resize(1180, 400)
    page = bench.open(answered, question("policy")).page
    assert isinstance(page, QuestionPage)
    page.review.setFocus()
    bench.bot.waitUntil(lambda: not page.review.visibleRegion().isEmpty())
    rest(bench)
    return page.review


def rest(bench: Bench) -> None:
    """Wait until the new page has its size."""
    ground, before = bench.audit.area.widget(), -1
    assert ground is not None
    while ground.height() != before:
        before = ground.height()
        bench.settle()
        QTest.qWait(50)


def grow(bench: Bench) -> None:
    page, area = bench.audit.page, bench.audit.area
    assert page is not None
    before = area.verticalScrollBar().maximum()
    page.layout_.insertWidget(0, label("All that came in the meantime. " * 200))
    bench.bot.waitUntil(lambda: area.verticalScrollBar().maximum() > before + 200)


def test_the_focused_widget_stays_in_view_when_the_page_grows_above_it(bench: Bench, answered: str) -> None:
    focused = grown(bench, answered)
    grow(bench)
    bench.bot.waitUntil(lambda: not focused.visibleRegion().isEmpty())


def test_the_page_stays_where_the_person_scrolled_it(bench: Bench, answered: str) -> None:
    focused = grown(bench, answered)
    bar = bench.audit.area.verticalScrollBar()
    bar.setValue(0)
    assert focused.visibleRegion().isEmpty()
    grow(bench)
    QTest.qWait(20)
    assert bar.value() == 0


def test_the_bar_shows_only_the_state_of_saving_when_text_is_very_large(bench: Bench, answered: str) -> None:
    bench.window.resize(1024, 600)
    bench.open(answered)
    tools = bench.audit.top.findChildren(QToolButton)
    assert all(tool.isVisible() for tool in tools)
    bench.window.appearance.zoom(8)
    bench.settle()
    top = bench.audit.top
    bench.bot.waitUntil(lambda: not any(tool.isVisible() for tool in top.findChildren(QToolButton)))
    assert top.saved.isVisible()


def test_only_long_words_get_places_to_break() -> None:
    plain = "Multidisciplinary safeguarding, good-practice and so on"
    assert label(plain).text() == plain
    path = "/home/amina/Documents/Returns_of_the_agency"
    assert label(f"In {path}").text().replace("\u200b", "") == f"In {path}"
    assert max(len(part) for part in label("x" * 200).text().split("\u200b")) <= 16


def test_a_file_name_breaks_before_a_word_and_never_before_a_number_or_its_ending() -> None:
    name = "Riverside-Trust-sample-early-help-2023-AEXY-2T00-1.zip"
    parts = breakable(name).split("\u200b")
    assert "".join(parts) == name
    assert parts[-1] == "AEXY-2T00-1.zip"
    assert breakable(f"{name}, 322 KB").endswith("\u200bAEXY-2T00-1.zip, 322 KB"), "what follows is no part of it"
    assert "Riverside-" in parts
    assert breakable("In /tmp/a").split("\u200b")[0] == "In /tmp/"
    assert breakable("kim.example@riverside.example").split("\u200b")[0] == "kim.example@"


def test_a_wrapped_link_can_be_pressed_by_key_and_by_click(bench: Bench) -> None:
    pressed: list[str] = []
    link = WrappedLink("Question 2: fill in the name & e-mail", "error-link", "#b3261e")
    bench.bot.addWidget(link)
    link.clicked.connect(lambda: pressed.append("once"))
    link.show()
    QTest.keyClick(link, Qt.Key.Key_Space)
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert len(pressed) == 2
    assert link.accessibleName() == "Question 2: fill in the name & e-mail"
    assert link.heightForWidth(120) > link.heightForWidth(600) >= 24


@pytest.mark.parametrize("scheme", Scheme)
def test_every_page_can_be_built_in_every_scheme_and_size(bench: Bench, answered: str, scheme: Scheme) -> None:
    bench.open(answered, question("policy"))
    bench.window.appearance.set_scheme(scheme)
    for _ in range(3):
        bench.window.appearance.zoom(2)
        bench.settle()
        assert fields_without_name(bench.window) == []
    assert bench.audit.step == question("policy")


def test_an_option_toggled_by_a_screen_reader_is_saved(bench: Bench, answered: str) -> None:
    page = bench.open(answered, question("policy")).page
    assert page is not None
    page.findChildren(QAbstractButton, "option-yes")[0].toggle()
    page.findChildren(QAbstractButton, "review")[0].toggle()
    bench.settle()
    answer = bench.audit.open_draft.draft.audit.answer("policy")
    assert (answer.choice, answer.marked_for_review) == ("yes", True)


def test_text_written_by_a_screen_reader_is_saved(bench: Bench, answered: str) -> None:
    page = bench.open(answered, question("motto")).page
    assert page is not None
    QLineEdit.setText(page.findChildren(QLineEdit)[0], "Written by voice")  # past the field's own setText, as AT-SPI
    bench.audit.open_draft.flush()
    bench.settle()
    assert bench.audit.open_draft.draft.audit.answer("motto").text == "Written by voice"


def test_another_window_moves_no_page_that_was_scrolled(bench: Bench, answered: str) -> None:
    bench.window.resize(1180, 420)
    bench.open(answered, question("policy"))
    page, area = bench.audit.page, bench.audit.area
    assert isinstance(page, QuestionPage)
    page.comment.setFocus()
    bench.settle()
    bar = area.verticalScrollBar()
    assert bar.value() > 0
    bar.setValue(0)
    other = QLineEdit()
    bench.bot.addWidget(other)
    other.show()
    other.activateWindow()
    bench.bot.waitUntil(other.isActiveWindow)
    other.setFocus()
    bench.settle()
    bench.window.activateWindow()
    bench.bot.waitUntil(page.comment.hasFocus)
    bench.settle()
    assert bar.value() == 0
    page.note.setFocus()
    page.comment.setFocus()
    bench.settle()
    assert bar.value() > 0, "keys of the person bring it into view"
