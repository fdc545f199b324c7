"""Every page in every state: nothing cut, every target large enough, all reached and told in the order of reading."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.inputs.option_cards import CardOption, RadioCard
from s11desk.desktop.parts.tab_order import order_as_laid_out
from s11desk.desktop.theme.theme import Theme
from tests.gui import faults
from tests.gui.conftest import Bench, question
from tests.gui.every_page import SCENES, Scene, make_sample_return

SIZES = {
    "usual": (1180, 760, 100),
    "small at 100 %": (1024, 600, 100),
    "small at 200 %": (1024, 600, 200),
    "small at 300 %": (1024, 600, 300),
}
LONGEST_TO_REST = 2.0


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample_return(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(params=SIZES.values(), ids=list(SIZES))
def sized(request: pytest.FixtureRequest, bench: Bench) -> Bench:
    width, height, zoom = request.param
    bench.window.resize(width, height)
    bench.window.appearance.zoom((zoom - 100) // 25)
    return bench


@pytest.fixture
def scene(sized: Bench, audit_id: str, tmp_path: Path, returned: Path) -> Scene:
    return Scene(sized, audit_id, tmp_path, returned)


@pytest.mark.parametrize("name", SCENES)
def test_every_page_can_be_seen_reached_and_read_out(scene: Scene, name: str) -> None:
    wrong = [f"{state}: {fault}" for state in SCENES[name](scene) for fault in found(scene.bench.window)]
    assert not wrong, "\n".join(wrong)


def found(window: QWidget) -> list[str]:
    """Everything wrong once the layouts, each of which takes a turn of the event loop, have come to rest."""
    wrong = ["not looked at yet"]
    end = time.monotonic() + LONGEST_TO_REST
    while wrong and time.monotonic() < end:
        QTest.qWait(10)
        wrong = faults.seen_faults(window) + faults.reader_faults(window) + faults.keyboard_unseen(window)
    return wrong + faults.keyboard_faults(window)


def test_an_option_is_told_with_its_question_its_meaning_and_whether_it_is_chosen(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("policy")).page
    assert page is not None
    radio = QAccessible.Role.RadioButton
    options = [one for one in faults.every_part(faults.told(page)) if one.role is radio]
    assert [option.name for option in options] == ["Yes", "Blue", "No", "Not applicable"]
    assert {option.within for option in options} == {("Question about policy?",)}
    page.findChildren(QRadioButton, "option-yes")[0].click()
    states = [QAccessible.queryAccessibleInterface(one).state().checked for one in page.findChildren(QRadioButton)]
    assert states == [1, 0, 0, 0]


def test_what_an_option_means_is_its_description(qapp: QApplication, qtbot: QtBot) -> None:
    card = RadioCard(Theme(qapp), CardOption("yes", "Yes", "All of it is in place."))
    qtbot.addWidget(card)
    told = QAccessible.queryAccessibleInterface(card)
    assert told.text(QAccessible.Text.Name) == "Yes"
    assert told.text(QAccessible.Text.Description) == "All of it is in place."


def test_a_problem_is_part_of_what_is_told_of_its_field(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("reviewed")).page
    assert page is not None
    field = page.first()
    assert field is not None
    told = QAccessible.queryAccessibleInterface(field)
    assert "Problem" not in told.text(QAccessible.Text.Description)
    field.setText("soon")  # type: ignore[attr-defined]
    field.editingFinished.emit()  # type: ignore[attr-defined]
    assert told.text(QAccessible.Text.Description).startswith("Problem: This is not a date yet.")


# The checks themselves can fail


def test_a_cut_label_is_found(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("policy")).page
    assert page is not None
    heading = next(label for label in page.findChildren(QLabel) if label.text())
    heading.setFixedSize(30, 10)
    QApplication.processEvents()
    assert [line for line in faults.cut(bench.window) if heading.text() in line]


@pytest.fixture
def column(qtbot: QtBot) -> QWidget:
    """Two buttons, the lower one made first."""
    whole = QWidget()
    qtbot.addWidget(whole)
    lower, upper = QPushButton("&Lower", whole), QPushButton("&Upper", whole)
    layout = QVBoxLayout(whole)
    layout.addWidget(upper)
    layout.addWidget(lower)
    for one in (upper, lower):
        one.setMinimumHeight(faults.LARGE_ENOUGH)  # an earlier test's fonts may make a bare button lower
    whole.show()
    return whole


def test_what_is_told_out_of_order_is_found_and_put_right(column: QWidget) -> None:
    assert faults.told_out_of_order(faults.told(column)) == ["'Upper' is told after 'Lower'"]
    order_as_laid_out(column)
    assert faults.told_out_of_order(faults.told(column)) == []


def test_a_picture_without_a_name_and_an_option_of_nothing_are_found(column: QWidget) -> None:
    picture, option = QLabel(column), QRadioButton("Yes", column)
    picture.setPixmap(column.grab())
    for widget in (picture, option):
        widget.show()
    assert len(faults.told_without_name(faults.told(column))) == 1
    assert faults.options_without_question(faults.told(column)) == ["Yes of nothing"]


def test_small_targets_and_shared_letters_are_found(column: QWidget) -> None:
    box = QCheckBox("&Upper", column)
    box.setAccessibleName("box")
    box.setFixedSize(20, 30)
    box.show()
    assert faults.small_targets(column) == ["box is 20 x 30"]
    assert len(faults.shared_mnemonics(column)) == 2


def test_tab_that_goes_back_up_or_past_something_is_found(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("people")).page
    assert page is not None
    QTest.qWait(1)
    fields = [one for one in faults.reachable(page) if one.objectName().startswith("person")]
    QWidget.setTabOrder(fields[2], fields[0])
    assert f"{fields[0].accessibleName()} comes after {fields[2].accessibleName()}" in faults.tab_faults(bench.window)
