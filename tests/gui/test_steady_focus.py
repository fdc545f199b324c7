"""What the person works on stays under the mouse while something above it on the page grows or shrinks."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.app.audits.actions import save_action
from s11desk.app.audits.answers import save_answer
from s11desk.desktop.inputs.actions.action_editor import ActionEditor
from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.parts.layout.scroll_area import TURNS, ScrollArea
from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.domain.audits.audit import Action, Answer
from s11desk.domain.topics.topic import ActionField
from tests.gui.conftest import Bench, question, type_in
from tests.gui.made_desk import page_of

HIGH = 400


class Page(QWidget):
    """A nested text that changes its height, fields below it, and room to scroll. ``seen``: where they were painted."""

    def __init__(self) -> None:
        super().__init__()
        outer, inner = QVBoxLayout(self), QWidget()
        self.above = QLabel("Still needed")
        self.above.setFixedHeight(HIGH)
        QVBoxLayout(inner).addWidget(self.above)
        self.field, self.other, after = QLineEdit(), QLineEdit(), QLabel("The end")
        after.setFixedHeight(2 * HIGH)
        for part in (inner, self.field, self.other, after):
            outer.addWidget(part)


@pytest.fixture
def area(qtbot: QtBot) -> ScrollArea:
    area = ScrollArea()
    qtbot.addWidget(area)
    area.resize(500, 500)
    area.setWidget(Page())
    area.show()
    area.activateWindow()
    return area


def page_in(area: ScrollArea) -> Page:
    page = area.widget()
    assert isinstance(page, Page)
    return page


def settle(qtbot: QtBot) -> None:
    for _ in range(2 * TURNS):
        qtbot.wait(1)


def top(area: ScrollArea, part: QWidget) -> int:
    return part.mapTo(area.viewport(), QPoint()).y()


@pytest.mark.parametrize("height", [HIGH - 90, HIGH + 150])
def test_the_field_with_the_keyboard_stays_in_its_place(qtbot: QtBot, area: ScrollArea, height: int) -> None:
    page = page_in(area)
    settle(qtbot)
    area.verticalScrollBar().setValue(200)
    page.field.setFocus()
    settle(qtbot)
    before = top(area, page.field), top(area, page.other)
    page.above.setFixedHeight(height)
    settle(qtbot)
    assert (top(area, page.field), top(area, page.other)) == before
    assert area.verticalScrollBar().value() == 200 + height - HIGH
    area.verticalScrollBar().setValue(180)  # the person scrolls: that is the place from now on
    before = top(area, page.field), top(area, page.other)
    page.above.setFixedHeight(HIGH)
    settle(qtbot)
    assert (top(area, page.field), top(area, page.other)) == before


def test_the_beginning_of_a_page_and_a_field_out_of_sight_are_not_followed(qtbot: QtBot, area: ScrollArea) -> None:
    page = page_in(area)
    settle(qtbot)
    page.field.setFocus()
    area.verticalScrollBar().setValue(0)
    page.above.setFixedHeight(HIGH + 20)
    settle(qtbot)
    assert area.verticalScrollBar().value() == 0
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    at_end = area.verticalScrollBar().maximum()
    page.above.setFixedHeight(HIGH + 40)
    settle(qtbot)
    assert area.verticalScrollBar().value() == at_end


def test_a_list_of_what_is_needed_gets_shorter_and_nothing_moves(bench: Bench, audit_id: str) -> None:
    with bench.elsewhere() as workspace:
        save_answer(workspace, audit_id, Answer("policy", choice="no"))
        save_action(workspace, audit_id, Action(id="A1", question="policy", area="Posters"))
    audit = bench.open(audit_id, question("policy"))
    bench.window.resize(1000, 520)
    page = audit.page
    assert isinstance(page, QuestionPage)
    bench.bot.waitUntil(lambda: page.problems.isVisible())
    page.plan.reveal("A1")
    bench.settle()
    (editor,) = (one for one in page.findChildren(ActionEditor) if one.isVisible())
    bench.settle()
    highs = [page.problems.height()]
    fields = [editor.entries[one] for one in (ActionField.ACTION, ActionField.LEAD, ActionField.DUE)]
    fields[-1].setFocus()
    bench.settle()
    for field, then in pairwise(fields):
        field.setFocus()
        type_in(field, "1")
        then.setFocus()  # what was typed is saved now, and less is needed
        before = then.mapTo(bench.window, QPoint()).y()
        bench.bot.waitUntil(lambda: page.problems.height() < highs[-1])
        bench.settle()
        highs.append(page.problems.height())
        assert then.mapTo(bench.window, QPoint()).y() == before
    assert audit.area.verticalScrollBar().value() > 0


def test_a_page_that_is_built_again_for_one_of_its_parts_stays_where_the_person_is(bench: Bench) -> None:
    names = [f"Return {number}" for number in range(40)]

    def make(services: Services) -> StandalonePage:
        page = StandalonePage(services, "Whose returns are these?")
        for name in names:
            page.layout_.addWidget(button(f"{name} is nobody's"))
        return page

    stack = bench.window.page_stack
    stack.show(make)
    bench.settle()
    page = page_of(bench, StandalonePage)
    before = page.findChildren(QPushButton)[20]
    before.setFocus()
    page.ensureWidgetVisible(before, 0, 200)
    bench.settle()
    place, text = page.verticalScrollBar().value(), before.text()
    names.remove(text.removesuffix(" is nobody's"))
    stack.rebuild(stays=True)
    bench.settle()
    page = page_of(bench, StandalonePage)
    focused = bench.window.focusWidget()
    assert isinstance(focused, QPushButton)
    assert place > 0
    assert page.verticalScrollBar().value() == place
    assert int(focused.text().split()[1]) == int(text.split()[1]) + 1, "what is in that place now"


def test_back_on_a_page_that_is_not_shown_any_more_leaves_no_other(bench: Bench) -> None:
    stack = bench.window.page_stack
    shown: list[StandalonePage] = []
    for name in ("below", "middle", "top"):
        stack.show(partial(StandalonePage, heading=name))
        shown.append(page_of(bench, StandalonePage))
    stack.rebuild()
    top = page_of(bench, StandalonePage)
    for _ in range(2):  # as when the button is pressed twice before the page is gone
        top.left.emit()
    for page in shown:
        page.left.emit()
    assert page_of(bench, StandalonePage).heading == "middle"
