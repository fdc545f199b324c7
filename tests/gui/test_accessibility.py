"""Whatever can have the keyboard has a name, text is plain, and the order of Tab is the order of reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget

from s11desk.app.actions import save_action
from s11desk.app.answers import save_answer
from s11desk.desktop.focus_ring import FocusRing
from s11desk.desktop.theme.tokens import Scheme
from s11desk.domain.audit import Action, Answer
from s11desk.domain.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN, Step
from tests.gui.conftest import Bench, question
from tests.samples import every_kind

STEPS = (INTRODUCTION, *(question(asked.id) for asked in every_kind()), ACTION_PLAN, CHECK, SIGN)


@pytest.fixture
def answered(bench: Bench, audit_id: str) -> str:
    """A draft in which every part of a page has something to show."""
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="other"))
        save_answer(workspace, audit_id, Answer("policy", choice="no", comment="Soon"))
        save_answer(workspace, audit_id, Answer("training", choice="na"))
        save_action(workspace, audit_id, Action(area="Our own"))
    return audit_id


def reachable(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        shown = widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if shown and widget.focusProxy() is None and not isinstance(widget, QScrollArea):
            yield widget


def nameless(window: QWidget) -> list[str]:
    return [f"{widget!r}" for widget in reachable(window) if not widget.accessibleName().strip()]


def own_buddies(window: QWidget) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.buddy() is label]


@pytest.mark.parametrize("step", STEPS, ids=[step.question or step.kind.value for step in STEPS])
def test_everything_on_a_page_has_a_name(bench: Bench, answered: str, step: Step) -> None:
    bench.open(answered, step)
    assert nameless(bench.window) == []
    assert own_buddies(bench.window) == []
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in said(bench.audit))


def test_home_and_its_form_have_names(bench: Bench, audit_id: str) -> None:
    bench.window.load_home()
    bench.settle()
    bench.window.findChildren(QAbstractButton, "begin-sample")[0].click()
    assert nameless(bench.window) == []


def said(view: QWidget) -> list[QLabel]:
    """Labels with words; those that hold a picture have none."""
    return [label for label in view.findChildren(QLabel) if label.text()]


@pytest.mark.parametrize("name", ["people", "policy", "agency"])
def test_tab_goes_down_the_page(bench: Bench, answered: str, name: str) -> None:
    bench.window.resize(1180, 2400)
    bench.open(answered, question(name))
    page = bench.audit.page
    assert page is not None
    heights = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            break
        heights.append(focused.mapTo(page, QPoint(0, 0)).y())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert len(heights) >= 3
    assert heights == sorted(heights)


def test_the_focus_ring_lies_around_what_has_the_keyboard(bench: Bench, answered: str) -> None:
    bench.open(answered, question("people"))
    ring = bench.window.findChildren(FocusRing)[0]
    focused = QApplication.focusWidget()
    assert focused is not None
    bench.bot.waitUntil(ring.isVisible)
    inside = focused.mapTo(bench.window, QPoint(0, 0))
    assert ring.geometry().contains(inside)
    assert ring.geometry().contains(inside + focused.rect().bottomRight())


def test_the_ring_goes_with_the_line_of_a_list(bench: Bench, answered: str) -> None:
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


def test_what_gets_the_keyboard_is_scrolled_into_view(bench: Bench, answered: str) -> None:
    bench.window.resize(1180, 400)
    bench.open(answered, question("policy"))
    page = bench.audit.page
    assert page is not None
    review = page.findChildren(QAbstractButton, "review")[0]
    assert review.visibleRegion().isEmpty()
    review.setFocus()
    bench.bot.waitUntil(lambda: not review.visibleRegion().isEmpty())


@pytest.mark.parametrize("scheme", Scheme)
def test_every_look_can_be_built_at_every_size(bench: Bench, answered: str, scheme: Scheme) -> None:
    bench.open(answered, question("policy"))
    bench.window.set_scheme(scheme)
    for _ in range(3):
        bench.window.zoom(2)
        bench.settle()
        assert nameless(bench.window) == []
    assert bench.audit.step == question("policy")


def test_what_a_screen_reader_toggles_is_saved_although_nothing_was_clicked(bench: Bench, answered: str) -> None:
    page = bench.open(answered, question("policy")).page
    assert page is not None
    page.findChildren(QAbstractButton, "option-yes")[0].toggle()
    page.findChildren(QAbstractButton, "review")[0].toggle()
    bench.settle()
    answer = bench.audit.opened.draft.audit.answer("policy")
    assert (answer.choice, answer.marked_for_review) == ("yes", True)


def test_what_a_screen_reader_writes_is_saved_although_no_key_was_pressed(bench: Bench, answered: str) -> None:
    page = bench.open(answered, question("motto")).page
    assert page is not None
    QLineEdit.setText(page.findChildren(QLineEdit)[0], "Written by voice")  # past the field's own setText, as AT-SPI
    bench.audit.opened.flush()
    bench.settle()
    assert bench.audit.opened.draft.audit.answer("motto").text == "Written by voice"
