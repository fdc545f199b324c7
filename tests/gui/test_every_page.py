"""Every page in every state: nothing is cut, targets are large enough, and keyboard and screen
reader reach everything.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from s11desk.desktop.inputs.option_cards import CardOption, RadioCard
from s11desk.desktop.parts.focus.tab_order import order_as_laid_out
from s11desk.desktop.parts.page_state import tells_state
from s11desk.desktop.parts.reading import announcing
from s11desk.desktop.parts.text.text_parts import without_breaks
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import Scheme
from s11desk.desktop.window import Window
from s11desk.override import override
from tests.gui import faults, pixels
from tests.gui.conftest import Bench, question
from tests.gui.every_page import SCENES, make_sample_return
from tests.gui.scene import Scene

SIZES = {
    "usual": (1180, 760, 100, Scheme.LIGHT),
    "small at 100 %": (1024, 600, 100, Scheme.DARK),
    "small at 200 %": (1024, 600, 200, Scheme.HIGH_CONTRAST),
    "small at 300 %": (1024, 600, 300, Scheme.LIGHT),
}
"""Width, height, zoom, and the colours in which contrast is measured."""
MAX_TIME_TO_REST = 20.0


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample_return(tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(params=SIZES.values(), ids=list(SIZES))
def sized(request: pytest.FixtureRequest, bench: Bench) -> Bench:
    width, height, zoom, scheme = request.param
    bench.window.appearance.set_scheme(scheme)
    bench.window.resize(width, height)
    bench.window.appearance.zoom((zoom - 100) // 25)
    return bench


@pytest.fixture
def scene(sized: Bench, audit_id: str, tmp_path: Path, returned: Path) -> Scene:
    return Scene(sized, audit_id, tmp_path, returned)


class _StrayWindows(QObject):
    """Notes each widget that is shown as a window of its own: one that is shown before it has a parent."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.found: list[str] = []
        application.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            is_window = watched.windowType() is Qt.WindowType.Window
            self.found += [repr(watched)] if is_window and not isinstance(watched, Window) else []
        return False


@pytest.fixture
def stray_windows(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Watched in one of the sizes: a part without a parent has none in any, and each event costs time."""
    if not request.node.callspec.id.startswith("usual"):
        yield []
        return
    watching = _StrayWindows(qapp)
    yield watching.found
    qapp.removeEventFilter(watching)


@pytest.mark.parametrize("name", SCENES)
def test_every_page_is_visible_and_reachable_and_can_be_read_out(
    scene: Scene, name: str, stray_windows: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Told(monkeypatch)
    wrong = [
        f"{state}: {fault}"
        for state in SCENES[name](scene)
        for fault in (*found(scene.bench.window), *told.unsaid(scene.bench.window))
    ]
    assert not wrong, "\n".join(wrong)
    assert stray_windows == []


class Told:
    """What a screen reader was told, against what the window says of successes and problems."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._said: list[str] = []
        self._shown: set[str] = set()
        monkeypatch.setattr(announcing, "_say", lambda _where, text, **_: self._said.append(text))

    def unsaid(self, window: QWidget) -> list[str]:
        """Find sentences that came up since the last look and were not said."""
        labels = [one for one in window.findChildren(QLabel) if one.isVisible() and tells_state(one)]
        shown = {without_breaks(one.text()) for one in labels} - {""}
        new, self._shown = shown - self._shown, shown
        return [f"not said: {text!r}" for text in sorted(new) if not any(text in said for said in self._said)]


def found(window: QWidget) -> list[str]:
    """Find the faults once the layouts have settled. Each takes a turn of the event loop."""
    wrong = ["not looked at yet"]
    end = time.monotonic() + MAX_TIME_TO_REST
    while wrong and time.monotonic() < end:
        QTest.qWait(10)
        wrong = faults.seen_faults(window) + faults.reader_faults(window) + faults.keyboard_unseen(window)
    return wrong + pixels.text_faults(window) + pixels.edge_faults(window) + faults.keyboard_faults(window)


def test_a_screen_reader_reads_an_option_with_its_question_and_state(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("policy")).page
    assert page is not None
    radio = QAccessible.Role.RadioButton
    options = [one for one in faults.every_part(faults.reader_tree(page)) if one.role is radio]
    assert [option.name for option in options] == ["Yes", "Blue", "No", "Not applicable"]
    assert {option.within for option in options} == {("Question 3",)}
    page.findChildren(QRadioButton, "option-yes")[0].click()
    states = [QAccessible.queryAccessibleInterface(one).state().checked for one in page.findChildren(QRadioButton)]
    assert states == [1, 0, 0, 0]


def test_the_meaning_of_an_option_is_its_accessible_description(qapp: QApplication, qtbot: QtBot) -> None:
    card = RadioCard(Theme(qapp), CardOption("yes", "Yes", "All of it is in place."))
    qtbot.addWidget(card)
    reader_tree = QAccessible.queryAccessibleInterface(card)
    assert reader_tree.text(QAccessible.Text.Name) == "Yes"
    assert reader_tree.text(QAccessible.Text.Description) == "All of it is in place."


def test_a_problem_is_part_of_the_description_of_its_field(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("reviewed")).page
    assert page is not None
    field = page.first_field()
    assert field is not None
    reader_tree = QAccessible.queryAccessibleInterface(field)
    assert "Problem" not in reader_tree.text(QAccessible.Text.Description)
    field.setText("soon")  # type: ignore[attr-defined]
    field.editingFinished.emit()  # type: ignore[attr-defined]
    assert reader_tree.text(QAccessible.Text.Description).startswith("Problem: Enter a full date, like")


# The checks themselves can fail


def test_a_cut_label_is_found(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("policy")).page
    assert page is not None
    heading = next(label for label in page.findChildren(QLabel) if label.text())
    heading.setFixedSize(30, 10)
    QApplication.processEvents()
    assert [line for line in faults.cut_words(bench.window) if heading.text() in line]


@pytest.fixture
def column(qtbot: QtBot) -> QWidget:
    """Two buttons, of which the lower one was made first."""
    whole = QWidget()
    qtbot.addWidget(whole)
    lower, upper = QPushButton("&Lower", whole), QPushButton("&Upper", whole)
    layout = QVBoxLayout(whole)
    layout.addWidget(upper)
    layout.addWidget(lower)
    for one in (upper, lower):
        one.setMinimumHeight(faults.LEAST_TARGET)  # an earlier test's fonts may make a bare button lower
    whole.show()
    return whole


def test_a_wrong_reading_order_is_found_and_can_be_corrected(column: QWidget) -> None:
    assert faults.out_of_order(faults.reader_tree(column)) == ["'Upper' is read after 'Lower'"]
    order_as_laid_out(column)
    assert faults.out_of_order(faults.reader_tree(column)) == []


def test_an_unnamed_picture_and_an_option_without_a_question_are_found(column: QWidget) -> None:
    picture, option = QLabel(column), QRadioButton("Yes", column)
    picture.setPixmap(column.grab())
    for widget in (picture, option):
        widget.show()
    assert len(faults.without_name(faults.reader_tree(column))) == 1
    assert faults.options_without_question(faults.reader_tree(column)) == ["Yes of nothing"]


def test_small_targets_and_shared_letters_are_found(column: QWidget) -> None:
    box = QCheckBox("&Upper", column)
    box.setAccessibleName("box")
    box.setFixedSize(20, 30)
    box.show()
    assert faults.small_targets(column) == ["box is 20 x 30"]
    assert len(faults.shared_mnemonics(column)) == 2


def test_a_tab_order_that_goes_back_or_skips_a_field_is_found(bench: Bench, audit_id: str) -> None:
    page = bench.open(audit_id, question("people")).page
    assert page is not None
    QTest.qWait(1)
    fields = [one for one in faults.reachable(page) if one.objectName().startswith("person")]
    QWidget.setTabOrder(fields[2], fields[0])
    assert f"{fields[0].accessibleName()} comes after {fields[2].accessibleName()}" in faults.tab_faults(bench.window)
