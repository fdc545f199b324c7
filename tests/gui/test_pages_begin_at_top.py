"""A page opens at its heading, however large the text. A focused field is visible together with its label."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.app.audits.resume import ResumePoint
from s11desk.desktop.inputs.fields import DateField, LineField
from s11desk.desktop.inputs.form_rows import FormRow
from s11desk.desktop.pages.sign.made_return_panel import MadeReturnPanel
from s11desk.desktop.parts.layout.scroll_area import ScrollArea, bring_into_sight
from s11desk.desktop.standalone.received.received_page import ReceivedPage
from s11desk.desktop.standalone.received.trust_signer import TrustSigner
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.audits.flow import CHECK, INTRODUCTION, SIGN, Step
from s11desk.signing.identity.lifecycle import create_identity
from tests.gui.conftest import Bench, question
from tests.gui.every_page import SLOW, STEPS, answer_everything, complete, make_sample_return, sign_page
from tests.gui.scene import DETAILS, PASSPHRASE, Scene, press, shown


@pytest.fixture
def low(bench: Bench) -> Bench:
    """A low window with text of twice the usual size: most first fields are below the first screen."""
    bench.window.resize(1024, 600)
    bench.window.appearance.zoom(4)
    return bench


def scrolled(area: QScrollArea) -> int:
    for _ in range(10):  # until the layouts have settled, and everything that scrolls after them
        QTest.qWait(1)
    return area.verticalScrollBar().value()


def is_all_in_sight(area: QScrollArea, part: QWidget) -> bool:
    place = QRect(part.mapTo(area.viewport(), part.rect().topLeft()), part.size())
    return area.viewport().rect().contains(place)


@pytest.mark.parametrize("step", STEPS, ids=[step.question or step.kind.value for step in STEPS])
def test_a_step_opens_at_its_top(low: Bench, audit_id: str, tmp_path: Path, step: Step) -> None:
    answer_everything(Scene(low, audit_id, tmp_path, tmp_path))
    audit = low.open(audit_id, INTRODUCTION)
    audit.area.verticalScrollBar().setValue(200)
    audit.go(step)
    low.settle()
    assert scrolled(audit.area) == 0
    focused = QApplication.focusWidget()
    assert focused is audit.area or (focused is not None and is_all_in_sight(audit.area, focused))


def test_tab_leads_from_the_heading_to_the_first_field(low: Bench, audit_id: str) -> None:
    audit = low.open(audit_id, question("people"))
    assert scrolled(audit.area) == 0
    assert QApplication.focusWidget() is audit.area
    QTest.keyClick(audit.area, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert audit.page is not None
    assert focused is not None
    assert audit.page.isAncestorOf(focused)
    assert is_all_in_sight(audit.area, focused)


def test_a_link_to_one_field_shows_that_field(low: Bench, audit_id: str) -> None:
    audit = low.open(audit_id, INTRODUCTION)
    audit.go_to_point(ResumePoint(question("policy"), field="comment"))
    low.settle()
    assert scrolled(audit.area) > 0
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "comment"
    assert is_all_in_sight(audit.area, focused)


def test_a_resume_point_without_a_field_keeps_its_scroll_position(low: Bench, audit_id: str) -> None:
    audit = low.open(audit_id, INTRODUCTION)
    audit.go_to_point(ResumePoint(question("policy"), scroll=150))
    low.settle()
    assert scrolled(audit.area) == 150


@pytest.mark.parametrize(
    "show",
    [
        lambda bench: bench.window.standalone.show_guide(bench.window.menus.shortcuts()),
        lambda bench: bench.window.standalone.data.show(),
        lambda bench: bench.window.print_copy(),
    ],
    ids=["guide", "data", "preview"],
)
def test_a_standalone_page_opens_at_its_top(low: Bench, audit_id: str, show: Callable[[Bench], None]) -> None:
    low.open(audit_id)
    show(low)
    low.bot.waitUntil(lambda: low.window.page_stack.page is not None, timeout=SLOW)
    low.settle()
    page = low.window.page_stack.page
    assert page is not None
    assert scrolled(page) == 0


def test_the_label_of_the_focused_field_is_visible(low: Bench, tmp_path: Path) -> None:
    low.window.file_opener.open(make_sample_return(tmp_path))
    low.bot.waitUntil(lambda: isinstance(low.window.page_stack.page, ReceivedPage), timeout=SLOW)
    page = low.window.page_stack.page
    assert page is not None
    press(page, "How we know")
    press(page, "I have checked who this is…")
    field = shown(page, TrustSigner).name
    low.bot.waitUntil(field.hasFocus)
    row = field.parentWidget()
    assert isinstance(row, FormRow)
    low.bot.waitUntil(lambda: is_all_in_sight(page, row), timeout=SLOW)
    assert any(label.buddy() is field for label in row.findChildren(QLabel))


def test_the_return_is_visible_after_signing(low: Bench, audit_id: str, tmp_path: Path) -> None:
    create_identity(low.home.identity, DETAILS, PASSPHRASE, low.clock())
    with low.elsewhere() as workspace:
        complete(workspace, audit_id)
    low.open(audit_id, CHECK)
    low.audit.go(SIGN)
    low.settle()
    page = sign_page(Scene(low, audit_id, tmp_path, tmp_path))
    page.signing.set_folder(tmp_path / "out")
    page.after.choose(choice=False)
    page.signing.passphrase.setText(PASSPHRASE)
    page.signing.sign.click()
    low.bot.waitUntil(lambda: page.findChild(MadeReturnPanel) is not None, timeout=SLOW)
    low.settle()
    scrolled(low.audit.area)
    panel = next(one for one in page.findChildren(QFrame) if one.property("kind") == "done")
    assert is_all_in_sight(low.audit.area, panel.findChildren(QLabel)[0])
    assert is_all_in_sight(low.audit.area, page.findChildren(MadeReturnPanel)[0].first_field())


@pytest.mark.parametrize(("above", "is_in_sight"), [(0, True), (2_000, False)])
def test_the_first_field_has_the_keyboard_only_if_it_is_visible(qtbot: QtBot, above: int, *, is_in_sight: bool) -> None:
    area = ScrollArea()
    area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    qtbot.addWidget(area)
    area.resize(400, 300)
    content, field = QWidget(), QLineEdit()
    layout = QVBoxLayout(content)
    layout.addSpacing(above)
    layout.addWidget(field)
    layout.addStretch()
    area.setWidget(content)
    with qtbot.waitActive(area):
        area.show()
    area.verticalScrollBar().setValue(100)
    area.begin_at_top(field)
    assert scrolled(area) == 0
    assert (QApplication.focusWidget() is field) == is_in_sight
    assert (QApplication.focusWidget() is area) != is_in_sight


@pytest.mark.parametrize(("scroll", "then"), [(30, 0), (400, 400)])
def test_a_page_nearly_at_its_beginning_shows_its_heading_whole(qtbot: QtBot, scroll: int, then: int) -> None:
    area = ScrollArea()
    qtbot.addWidget(area)
    area.resize(400, 300)
    content, button = QWidget(), QPushButton("Send")
    layout = QVBoxLayout(content)
    layout.addSpacing(90 if scroll < 90 else 420)
    layout.addWidget(button)
    layout.addSpacing(2_000)
    area.setWidget(content)
    area.show()
    area.verticalScrollBar().setValue(scroll)
    bring_into_sight(button)
    assert scrolled(area) == then


def test_a_date_field_is_as_high_as_other_fields(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(qapp)
    whole = QWidget()
    qtbot.addWidget(whole)
    layout = QVBoxLayout(whole)
    line, date = LineField(), DateField(theme)
    layout.addWidget(line)
    layout.addWidget(date)
    layout.addStretch()
    whole.show()
    assert date.line.height() == line.height()
