"""The window opens as the person left it, or as suits the screen; guidance is beside the question where both fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from s11desk.desktop.pages.question.question_page import QuestionPage
from s11desk.desktop.shell.preferences import Preferences, WindowSize, read_preferences, write_preferences
from s11desk.desktop.shell.window_size import fit_screen, keep_size
from s11desk.desktop.theme.tokens import Scheme
from tests.gui.conftest import Bench, question

LAPTOP, LARGE = QSize(1366, 728), QSize(1920, 1040)


@pytest.fixture
def window(qapp: QApplication) -> QWidget:
    assert qapp is not None
    return QWidget()


@pytest.mark.parametrize(("screen", "is_maximised"), [(LAPTOP, True), (QSize(800, 600), True), (LARGE, False)])
def test_the_first_window_is_maximised_on_a_small_screen(
    window: QWidget, tmp_path: Path, screen: QSize, is_maximised: bool
) -> None:
    assert fit_screen(window, tmp_path / "settings.json", screen) is is_maximised
    assert window.width() < screen.width()
    assert window.height() < screen.height()


@pytest.mark.parametrize("is_maximised", [True, False])
def test_the_window_opens_as_it_was_left(window: QWidget, tmp_path: Path, is_maximised: bool) -> None:
    settings = tmp_path / "settings.json"
    write_preferences(settings, Preferences(Scheme.DARK, 125))
    window.setGeometry(40, 40, 1000, 640)
    window.show()
    if is_maximised:
        window.showMaximized()
    keep_size(window, settings)
    window.close()
    assert read_preferences(settings) == Preferences(Scheme.DARK, 125, window=WindowSize(1000, 640, is_maximised))
    second = QWidget()
    assert fit_screen(second, settings, LARGE) is is_maximised
    assert (second.width(), second.height()) == (1000, 640)


def test_a_window_from_a_larger_screen_fits_a_smaller_one(window: QWidget, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    write_preferences(settings, Preferences(window=WindowSize(3800, 2000, is_maximised=False)))
    assert not fit_screen(window, settings, LAPTOP)
    assert window.width() < LAPTOP.width()
    assert window.height() < LAPTOP.height()


@pytest.mark.parametrize("size", ["0", "[0, 1, true]", '["1", 2, false]', "[1, 2]", "[9e9, 2, 3]", "{}"])
def test_a_strange_size_leaves_the_other_choices(tmp_path: Path, size: str) -> None:
    settings = tmp_path / "settings.json"
    settings.write_text(f'{{"scheme": "dark", "zoom": 125, "window": {size}}}')
    assert read_preferences(settings) == Preferences(Scheme.DARK, 125)


def test_no_folder_is_made_for_the_size(window: QWidget, tmp_path: Path) -> None:
    keep_size(window, tmp_path / "gone" / "settings.json")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("zoom", "is_beside"), [(0, True), (1, True), (2, False), (4, False)])
def test_guidance_is_beside_the_question_on_a_usual_laptop(
    bench: Bench, audit_id: str, zoom: int, is_beside: bool
) -> None:
    bench.window.resize(1366, 728)
    bench.window.appearance.zoom(zoom)
    bench.open(audit_id, question("policy"))
    page = bench.audit.page
    assert isinstance(page, QuestionPage)
    assert page.guidance.toggle.isHidden() is is_beside
    if is_beside:
        assert page.guidance.x() > page.width() // 2
    assert bench.audit.area.horizontalScrollBar().maximum() == 0
