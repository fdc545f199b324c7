"""Nothing is cut: on every page, in a small window and at twice the size, words have the room that they need."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)

from s11desk.app.actions import save_action
from s11desk.app.answers import save_answer
from s11desk.desktop.inputs.cards import CheckCard, RadioCard
from s11desk.domain.audit import Action, Answer
from s11desk.domain.flow import ACTION_PLAN, CHECK, INTRODUCTION, SIGN
from tests.gui.conftest import Bench, question
from tests.samples import every_kind

Shown = TypeVar("Shown", bound=QWidget)

STEPS = (INTRODUCTION, *(question(asked.id) for asked in every_kind()), ACTION_PLAN, CHECK, SIGN)
SIZES = {"small at 100 %": (1024, 600, 100), "usual at 200 %": (1366, 768, 200), "small at 200 %": (1024, 600, 200)}
LARGE_ENOUGH = 24
"""Pixels of the smallest target, WCAG 2.2, 2.5.8."""
LONGEST_TO_REST = 2.0
STATES = ("untouched", "answered")


@pytest.fixture(params=SIZES.values(), ids=list(SIZES))
def sized(request: pytest.FixtureRequest, bench: Bench) -> Bench:
    width, height, zoom = request.param
    bench.window.resize(width, height)
    bench.window.zoom((zoom - 100) // 25)
    return bench


def answer_everything(bench: Bench, audit_id: str) -> None:
    long = "Designated safeguarding lead for three sites and the outreach groups, Riverside Community Trust " * 3
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("agency", choice="other", other=long))
        save_answer(workspace, audit_id, Answer("policy", choice="no", comment=long, marked_for_review=True))
        save_answer(workspace, audit_id, Answer("training", choice="na", reason=long))
        save_answer(workspace, audit_id, Answer("story", text=long))
        save_action(workspace, audit_id, Action(area=long, action=long, lead=long))


@pytest.mark.parametrize("state", STATES)
def test_nothing_is_cut_on_any_page(sized: Bench, audit_id: str, state: str) -> None:
    if state == "answered":
        answer_everything(sized, audit_id)
    sized.open(audit_id)
    for step in STEPS:
        sized.audit.go(step)
        sized.settle()
        assert found(sized) == [], step


def test_nothing_is_cut_at_home(sized: Bench, audit_id: str) -> None:
    sized.window.load_home()
    sized.settle()
    sized.window.findChildren(QAbstractButton, "begin-sample")[0].click()
    assert found(sized) == []


def test_a_cut_label_is_found(bench: Bench, audit_id: str) -> None:
    """The check itself can fail."""
    page = bench.open(audit_id, question("policy")).page
    assert page is not None
    heading = next(label for label in page.findChildren(QLabel) if label.text())
    heading.setFixedSize(30, 10)
    QApplication.processEvents()
    assert [line for line in cut(bench.window) if heading.text() in line]


def found(bench: Bench) -> list[str]:
    """Everything wrong once the layouts, each of which takes a turn of the event loop, have come to rest."""
    wrong = ["not looked at yet"]
    end = time.monotonic() + LONGEST_TO_REST
    while wrong and time.monotonic() < end:
        QTest.qWait(10)
        wrong = cut(bench.window) + small_targets(bench.window) + sideways(bench.window)
    return wrong


def cut(window: QWidget) -> list[str]:
    """Each thing with words that has less room than they take, and by how much."""
    words: list[QLabel | QAbstractButton] = [*in_sight(window, QLabel), *in_sight(window, QAbstractButton)]
    short = ((widget.text(), *lacking(widget)) for widget in words)
    lines = [f"{text!r} lacks {wide} x {high}" for text, wide, high in short if wide > 0 or high > 0]
    return lines + [f"{line.accessibleName()} is {line.height()} high" for line in low_fields(window)]


def lacking(widget: QWidget) -> tuple[int, int]:
    """Pixels missing in width and in height."""
    if isinstance(widget, (RadioCard, CheckCard)):
        return 0, widget.heightForWidth(widget.width()) - widget.height()
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split()), default=0)
        return longest - widget.width(), widget.heightForWidth(widget.width()) - widget.height()
    words = widget.fontMetrics().height()  # the frame around them may give a pixel, the words may not
    return widget.sizeHint().width() - widget.width(), words - widget.height()


def low_fields(window: QWidget) -> Iterator[QWidget]:
    for field in (*in_sight(window, QLineEdit), *in_sight(window, QComboBox)):
        if field.height() < field.fontMetrics().height():
            yield field
    for text in in_sight(window, QPlainTextEdit):
        if text.verticalScrollBar().maximum() > 0:
            yield text


def small_targets(window: QWidget) -> list[str]:
    targets: tuple[QWidget, ...] = (
        *in_sight(window, QAbstractButton),
        *in_sight(window, QLineEdit),
        *in_sight(window, QComboBox),
    )
    return [
        f"{target.accessibleName()} is {target.width()} x {target.height()}"
        for target in targets
        if min(target.width(), target.height()) < LARGE_ENOUGH
    ]


def sideways(window: QWidget) -> list[str]:
    """What would have to be scrolled to the side, and what stands out of the window."""
    areas = [area for area in in_sight(window, QScrollArea) if area.horizontalScrollBar().maximum() > 0]
    fixed: tuple[QWidget, ...] = (
        *in_sight(window, QToolButton),
        *in_sight(window, QMenuBar),
        *in_sight(window, QListWidget),
    )
    outside = [
        widget
        for widget in fixed
        if not in_scroll_area(widget)
        and not window.rect().contains(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
    ]
    return [repr(widget) for widget in (*areas, *outside)]


def in_scroll_area(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    return above is not None


def in_sight(window: QWidget, kind: type[Shown]) -> Iterator[Shown]:
    """Also what a scroll area would bring into sight; not the insides of Qt's own controls."""
    for widget in window.findChildren(kind):
        if widget.isVisible() and not widget.objectName().startswith("qt_") and not is_picture(widget):
            yield widget


def is_picture(widget: QWidget) -> bool:
    return isinstance(widget, QLabel) and not widget.text()
