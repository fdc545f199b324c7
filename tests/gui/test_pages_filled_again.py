"""A question's page is filled again for the next question. It must be as a new page in every way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.domain.audits.flow import Step
from tests.gui.conftest import Bench, question
from tests.gui.filled_pages import asked_steps, in_any_order, page_of


def laid_out(bench: Bench) -> QuestionPage:
    """The page, once its nested layouts have passed their sizes on."""
    bench.settle()
    for _ in range(12):
        QApplication.processEvents()
    return page_of(bench)


def shown_on(page: QuestionPage) -> list[tuple[object, ...]]:
    """All that people see and hear on the page, by its place."""
    parts = [part for part in page.findChildren(QWidget) if not part.objectName().startswith("qt_")]
    ordered = sorted(parts, key=lambda part: (_place(part, page), type(part).__name__))
    return [_facts(part, page) for part in ordered if part.isVisibleTo(page)]


def tab_order(bench: Bench) -> list[tuple[str, str]]:
    """The names of the fields that Tab leads to, from the top of the page to its end."""
    bench.audit.area.setFocus()
    reached: list[tuple[str, str]] = []
    while True:
        QTest.keyClick(bench.window.focusWidget(), Qt.Key.Key_Tab)
        focused = bench.window.focusWidget()
        if focused is None or not page_of(bench).isAncestorOf(focused):
            return reached
        reached.append((focused.objectName(), focused.accessibleName()))


def _place(part: QWidget, page: QuestionPage) -> tuple[int, int]:
    corner = part.mapTo(page, part.rect().topLeft())
    return corner.y(), corner.x()


def _facts(part: QWidget, page: QuestionPage) -> tuple[object, ...]:
    names = (type(part).__name__, part.objectName(), part.accessibleName(), part.accessibleDescription())
    states = (part.isEnabled(), part.property("kind"), bool(part.property("wrong")), part.toolTip())
    return (*names, *states, _place(part, page), part.width(), part.height(), _content(part))


def _content(part: QWidget) -> object:
    if isinstance(part, QPlainTextEdit):
        undo = part.document().isUndoAvailable() or part.document().isRedoAvailable()
        return part.toPlainText(), part.textCursor().position(), undo
    if isinstance(part, QLineEdit):
        return part.text(), part.cursorPosition(), part.isUndoAvailable(), part.isRedoAvailable(), part.maxLength()
    if isinstance(part, QAbstractButton):
        return part.text(), part.isChecked(), part.isDown()
    if isinstance(part, QComboBox):
        return part.currentText()
    if isinstance(part, QProgressBar):
        return part.value()
    return part.text() if isinstance(part, QLabel) else None


def as_a_new_page(bench: Bench, step: Step, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What a page shows that is made for this question."""
    with monkeypatch.context() as patched:
        patched.setattr(QuestionPage, "may_show_another", False)
        before = bench.audit.page
        bench.audit.go(step)
        assert bench.audit.page is not before
    return shown_on(laid_out(bench))


@pytest.mark.parametrize("width", [1366, 700])
def test_a_page_filled_again_is_as_a_new_page(
    bench: Bench, begun: str, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    bench.window.resize(width, 768)
    bench.open(begun, question("policy"))
    wanted = {step: as_a_new_page(bench, step, monkeypatch) for step in asked_steps(bench)}
    page = page_of(bench)
    for step in in_any_order(bench, seed=width):
        assert laid_out(bench) is page
        assert shown_on(page) == wanted[step], step
        assert bench.audit.area.accessibleName() == page.spoken_heading()


def test_tab_goes_through_a_page_filled_again_as_through_a_new_one(
    bench: Bench, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.open(begun, question("example-2"))
    for name in ("policy", "example", "people-2"):
        as_a_new_page(bench, question(name), monkeypatch)
        wanted = tab_order(bench)
        for other in ("described", "example-2", name):
            bench.audit.go(question(other))
            bench.settle()
        assert tab_order(bench) == wanted
        assert len(wanted) > 2


def test_a_page_is_as_new_in_another_size_and_other_colours(
    bench: Bench, begun: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.open(begun, question("policy"))
    bench.audit.go(question("story"))
    bench.window.appearance.zoom(2)
    bench.window.appearance.next_scheme()
    bench.settle()
    assert page_of(bench).question.id == "story"
    wanted = as_a_new_page(bench, question("described"), monkeypatch)
    for name in ("policy", "people", "described"):
        bench.audit.go(question(name))
        bench.settle()
    assert shown_on(laid_out(bench)) == wanted
