"""Keys that work everywhere: Enter, the keys that scroll, and Alt, which shows the letters that go with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QRadioButton, QToolButton, QWidget

from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.focus.focus_ring import FocusRing
from s11desk.desktop.parts.text.text_parts import PressedButton, button, without_letter
from s11desk.domain.audits.flow import CHECK, INTRODUCTION
from tests.gui.conftest import Bench, question
from tests.gui.faults import LEAST_TARGET, visible


def press(widget: QWidget, key: Qt.Key) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("step", [INTRODUCTION, question("policy"), CHECK], ids=lambda step: step.kind.value)
def test_enter_presses_every_button_and_link(bench: Bench, audit_id: str, step: object) -> None:
    bench.open(audit_id, step)  # type: ignore[arg-type]
    for one in visible(bench.window, QAbstractButton):
        if isinstance(one, QRadioButton | QCheckBox) or not one.isEnabled():
            continue
        pressed: list[int] = []
        one.clicked.disconnect()
        one.clicked.connect(lambda _=False, pressed=pressed: pressed.append(1))
        press(one, Qt.Key.Key_Return)
        assert pressed == [1], f"{one.accessibleName()}: {type(one)}"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space], ids=lambda key: key.name)
def test_a_key_leads_from_the_list_of_steps_into_the_page(bench: Bench, audit_id: str, key: Qt.Key) -> None:
    for step in (question("policy"), INTRODUCTION):
        view = bench.open(audit_id, step)
        view.side.steps.setFocus()
        press(view.side.steps, key)
        bench.settle()
        focused = QApplication.focusWidget()
        first = view.page.first_field() if view.page is not None else None
        assert focused is not None
        assert focused is (first or view.area)


@pytest.mark.parametrize("place", ["footer", "top", "page"])
def test_the_keys_that_scroll_work_from_every_button_of_the_page(bench: Bench, audit_id: str, place: str) -> None:
    bench.window.resize(1180, 560)
    bench.open(audit_id, question("policy"))
    audit, page = bench.audit, bench.audit.page
    assert isinstance(page, QuestionPage)
    start: QWidget = {
        "footer": audit.footer.previous,
        "top": audit.top.findChildren(QToolButton)[0],
        "page": page.review,
    }[place]
    bar = audit.area.verticalScrollBar()
    bench.bot.waitUntil(lambda: bar.maximum() > 0)
    start.setFocus()
    for key, wanted in ((Qt.Key.Key_End, bar.maximum()), (Qt.Key.Key_Home, 0)):
        press(start, key)
        assert bar.value() == wanted
    press(start, Qt.Key.Key_PageDown)
    assert bar.value() > 0


def test_tab_comes_back_to_an_introduction_that_scrolls_and_shows_where_it_is(bench: Bench, audit_id: str) -> None:
    bench.window.resize(1180, 620)
    bench.open(audit_id, INTRODUCTION)
    area = bench.audit.area
    page = area.widget()
    assert page is not None
    for _ in range(40):
        page.layout().addWidget(QLabel("More to read"))  # type: ignore[union-attr]
    bench.bot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    bench.settle()
    bench.audit.footer.primary.setFocus()
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused is area:
            break
        QTest.keyClick(focused, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is area
    ring = bench.window.findChildren(FocusRing)[0]
    bench.bot.waitUntil(ring.isVisible)
    assert bench.window.rect().contains(ring.geometry())
    press(area, Qt.Key.Key_End)
    assert area.verticalScrollBar().value() == area.verticalScrollBar().maximum()


def test_a_page_that_opens_has_the_keyboard_without_a_frame(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, INTRODUCTION)
    bench.audit.footer.primary.setFocus()
    bench.audit.area.setFocus(Qt.FocusReason.OtherFocusReason)
    bench.settle()
    assert QApplication.focusWidget() is bench.audit.area
    assert not bench.window.findChildren(FocusRing)[0].isVisible()


def test_letters_are_underlined_only_while_alt_is_held(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("policy")).page
    assert isinstance(page, QuestionPage)
    page.comment.setFocus()
    shown = (bench.audit.footer.primary, bench.window.menuBar())
    before = [picture(one) for one in shown]
    QTest.keyPress(page.comment, Qt.Key.Key_Alt, Qt.KeyboardModifier.AltModifier)
    assert [picture(one) != old for one, old in zip(shown, before, strict=True)] == [True, True]
    QTest.keyRelease(page.comment, Qt.Key.Key_Alt)
    assert picture(shown[0]) == before[0]
    assert not PressedButton.shows_letters  # the menu bar is drawn otherwise now: Alt has gone to it


@pytest.mark.parametrize(
    ("text", "shown"), [("&Save && go", "Save && go"), ("E&xport", "Export"), ("A && B", "A && B")]
)
def test_only_the_mark_of_the_letter_is_taken_out(text: str, shown: str) -> None:
    assert without_letter(text) == shown


def test_bars_to_scroll_are_wide_enough_to_hit(bench: Bench, audit_id: str) -> None:
    bench.open(audit_id, question("policy"))
    assert bench.audit.area.width() - bench.audit.area.viewport().width() >= LEAST_TARGET // 2


def test_qts_own_parts_and_voices_are_british(bench: Bench) -> None:
    assert bench.window.locale().name() == "en_GB"
    assert QLocale().toString(1234.5, "f", 1) == "1,234.5"


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.usefixtures("qapp")
def test_a_new_button_shows_no_letter() -> None:
    assert isinstance(button("&Save"), PressedButton)
    assert not PressedButton.shows_letters
