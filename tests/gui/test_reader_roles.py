"""What a screen reader is told that Qt's own widgets do not say: headings, lists, tables, and folded parts."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.inputs.answers.table_input import TableInput
from s11desk.desktop.pages.home.topic_card import TopicCard
from s11desk.desktop.parts.card import Card
from s11desk.desktop.parts.fold import Fold
from s11desk.desktop.parts.reading import reader_roles
from s11desk.desktop.parts.reading.heading_levels import HeadingInterface
from s11desk.desktop.parts.reading.reader_parts import FoldButton, fold_button, tab_button
from s11desk.desktop.parts.reading.reader_roles import install_reader_roles
from s11desk.desktop.parts.text.prose_view import ProseView
from s11desk.desktop.parts.text.text_parts import Kind, breakable, heading, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.topics.questions import ColumnKind
from s11desk.topics.pack import load_pack
from tests.gui.faults import every_part, reader_tree, told_role

PACK = Path(__file__).parents[1] / "topics" / "format2"
ROLE = QAccessible.Role
LEVEL = QAccessible.Attribute.Level


@pytest.fixture(autouse=True)
def _roles() -> None:
    install_reader_roles(HeadingInterface)


@pytest.fixture
def theme(qapp: object) -> Theme:
    del qapp
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return Theme(application)


def told(widget: QWidget) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(widget)


def test_headings_are_headings_and_follow_their_text(qtbot: QtBot) -> None:
    title, part, inner = label("Page", Kind.TITLE), label("Part", Kind.HEADING), heading("Inner", Kind.STRONG)
    for one in (title, part, inner):
        qtbot.addWidget(one)
    assert {told_role(one) for one in (title, part, inner)} == {ROLE.Heading}
    title.setText(breakable("Return_of_2027 & more"))
    assert told(title).text(QAccessible.Text.Name) == "Return_of_2027 & more"


def test_headings_have_levels_and_none_is_left_out(qtbot: QtBot) -> None:
    page, card = QWidget(), QWidget()
    before, title, part, inner = (
        heading("Needed", Kind.STRONG),
        label("Page", Kind.TITLE),
        label("Part", Kind.HEADING),
        heading("In it", Kind.STRONG),
    )
    whole, inside = QVBoxLayout(page), QVBoxLayout(card)
    for one in (title, before, part, card):
        whole.addWidget(one)
    inside.addWidget(inner)
    qtbot.addWidget(page)
    levels = [told(one).attributesInterface().attributeValue(LEVEL) for one in (title, before, part, inner)]
    assert levels == [1, 2, 2, 3]
    part.hide()
    assert told(inner).attributesInterface().attributeValue(LEVEL) == 2
    assert told(inner).actionInterface() is None
    assert told(inner).textInterface() is None


def test_the_heading_of_a_card_is_below_that_of_the_part_it_is_in(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    first, inside = (Card(theme, heading=name, kind=Kind.HEADING) for name in ("Before all parts", "2025/26"))
    whole = QVBoxLayout(page)
    for one in (label("Page", Kind.TITLE), first, label("Begin an audit", Kind.HEADING), inside):
        whole.addWidget(one)
    inside.column.addWidget(label("2023", Kind.HEADING))
    qtbot.addWidget(page)
    levels = {one.text(): told(one).attributesInterface().attributeValue(LEVEL) for one in page.findChildren(QLabel)}
    assert levels == {"Page": 1, "Before all parts": 2, "Begin an audit": 2, "2025/26": 3, "2023": 3}


def test_no_label_tells_a_reader_where_its_words_may_break(qtbot: QtBot) -> None:
    path = "/home/amina/Documents/Returns_of_the_agency/2027"
    shown = label(breakable(path))
    qtbot.addWidget(shown)
    assert told(shown).text(QAccessible.Text.Name) == path
    shown.setText("Nothing chosen")
    assert told(shown).text(QAccessible.Text.Name) == "Nothing chosen"


def test_bullets_are_a_list_named_by_the_line_above(qtbot: QtBot, theme: Theme) -> None:
    view = ProseView(theme, "Staff need:\n\n- training\n- time")
    qtbot.addWidget(view)
    view.show()
    lists = [one for one in every_part(reader_tree(view)) if one.role is ROLE.List]
    assert [(one.name, [part.name for part in one.parts]) for one in lists] == [("Staff need:", ["training", "time"])]


def test_a_folded_part_tells_whether_it_is_open_and_opens_by_a_readers_press(qtbot: QtBot, theme: Theme) -> None:
    fold = Fold(theme, "Staff", "", lambda: [lambda: QLabel("inside")])
    qtbot.addWidget(fold)
    turn = fold.findChildren(FoldButton)[0]
    assert (told(turn).state().expandable, told(turn).state().expanded, told(turn).state().collapsed) == (1, 0, 1)
    told(turn).actionInterface().doAction("Press")
    assert fold.is_open
    assert (told(turn).state().expanded, told(turn).state().collapsed) == (1, 0)


def test_a_table_has_heads_of_its_columns_and_rows(qtbot: QtBot, theme: Theme) -> None:
    topic = load_pack(PACK)
    question = next(one for one in topic.questions if one.columns and one.rows)
    table = TableInput(theme, topic, question)
    qtbot.addWidget(table)
    table.resize(1200, 400)
    table.show()
    qtbot.waitUntil(lambda: any(one.role is ROLE.ColumnHeader for one in every_part(reader_tree(table))))
    whole = next(one for one in every_part(reader_tree(table)) if one.role is ROLE.Table)
    assert whole.name == f"Question {topic.number_of(question.id)}"
    heads = [one.name for one in every_part(whole) if one.role is ROLE.ColumnHeader]
    rows = [one.name for one in every_part(whole) if one.role is ROLE.RowHeader]
    assert heads == [column.label for column in question.columns]
    assert rows == [row.label for row in question.rows]


def test_every_class_with_a_role_exists() -> None:
    """A class that is renamed would lose its role in silence."""
    classes = {one.__name__ for one in _all_below(QWidget)}
    assert set(reader_roles._MAKERS) <= classes
    assert TopicCard.__name__ in reader_roles._MAKERS


def _all_below(base: type[QWidget]) -> list[type[QWidget]]:
    return [one for sub in base.__subclasses__() for one in (sub, *_all_below(sub))]


def test_interfaces_end_with_their_widgets(qtbot: QtBot) -> None:
    """PySide keeps the small Python side of each for ever; the part of Qt must go, and nothing may call it."""
    ground = QWidget()
    qtbot.addWidget(ground)
    layout = QVBoxLayout(ground)
    made, widgets = [], []
    for number in range(50):
        one = fold_button(f"Part {number}") if number % 2 else label(f"Part {number}", Kind.HEADING)
        widgets.append(weakref.ref(one))
        layout.addWidget(one)
        made.append(told(one))
        assert made[-1].isValid()
        shiboken6.delete(one)
    del one
    gc.collect()
    assert [one() for one in widgets] == [None] * 50
    assert not any(shiboken6.isValid(one) for one in made)
    assert told(ground).childCount() == 0


def test_no_role_is_made_for_what_is_gone(qapp: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Qt asks about widgets that are being deleted too. An error would come up in whatever runs just then."""
    del qapp
    gone, thing, shown = QLabel("gone"), QObject(), QLabel("shown")
    shiboken6.delete(gone)
    for key in (*reader_roles._MAKERS, "QWidget", ""):
        assert reader_roles._make(key, gone) is None
        assert reader_roles._make(key, thing) is None
    for error in (RuntimeError, TypeError):
        monkeypatch.setitem(reader_roles._MAKERS, "HeadingLabel", failing(error))
        assert reader_roles._make("HeadingLabel", shown) is None


def failing(error: type[Exception]) -> Callable[[QWidget], QAccessibleInterface]:
    def make(_: QWidget) -> QAccessibleInterface:
        raise error

    return make


def test_a_reader_may_ask_about_a_button_that_is_gone(qapp: object) -> None:
    del qapp
    button = fold_button("Staff")
    asked = reader_roles._ButtonInterface(button, ROLE.Button)
    shiboken6.delete(button)
    assert asked.state().invalid
    assert not asked.state().expandable
    asked.doAction("Press")
    asked.doAction("SetFocus")


AT_THE_END = """
import atexit, sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from PySide6.QtGui import QAccessible
from s11desk.desktop.parts.reading.heading_levels import HeadingInterface
from s11desk.desktop.parts.reading.reader_roles import _make, install_reader_roles
from s11desk.desktop.parts.text.text_parts import Kind, label
shown = label("Staff", Kind.HEADING)
atexit.register(lambda: print(_make("HeadingLabel", shown)))
install_reader_roles(HeadingInterface)
print(QAccessible.queryAccessibleInterface(shown).attributesInterface() is not None)
shown.show()
sys.last_value = shown
"""


def test_no_role_is_made_once_the_program_ends() -> None:
    """Python deletes what is left after Qt's application began to go, and in no order."""
    ended = subprocess.run([sys.executable, "-c", AT_THE_END], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout.split()) == (0, ["True", "None"]), ended.stderr


def test_a_problem_in_a_table_is_in_the_description_of_its_field(qtbot: QtBot, theme: Theme) -> None:
    topic = load_pack(PACK)
    question = next(one for one in topic.questions if any(own.kind is ColumnKind.NUMBER for own in one.columns))
    table = TableInput(theme, topic, question)
    qtbot.addWidget(table)
    field = next(one for fields in table._rows for one in fields if one.column.kind is ColumnKind.NUMBER)
    assert isinstance(field.entry, QLineEdit)
    before = told(field.entry).text(QAccessible.Text.Description)
    field.entry.setText("many")
    field.entry.editingFinished.emit()
    assert told(field.entry).text(QAccessible.Text.Description).startswith("Problem: ")
    field.entry.setText("")
    field.entry.editingFinished.emit()
    assert told(field.entry).text(QAccessible.Text.Description) == before


def test_the_button_of_the_page_that_is_shown_is_a_chosen_tab(qtbot: QtBot) -> None:
    here, other = tab_button("Overview", is_chosen=True), tab_button("Returns", is_chosen=False)
    pressed = []
    other.clicked.connect(lambda: pressed.append("Returns"))
    for one in (here, other):
        qtbot.addWidget(one)
        assert told_role(one) is ROLE.PageTab
    assert [bool(told(one).state().selected) for one in (here, other)] == [True, False]
    actions = told(other).actionInterface()
    actions.doAction(actions.pressAction())
    assert pressed == ["Returns"]
