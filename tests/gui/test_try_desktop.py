"""The steps of the self-test that need the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from s11desk.app.self_test import SelfTestStep
from s11desk.desktop.try_desktop import try_desktop
from s11desk.errors import IntegrityError

pytestmark = pytest.mark.usefixtures("qtbot")


def page(path: Path, words: str) -> Path:
    canvas = Canvas(str(path))
    canvas.drawString(100, 700, words)
    canvas.showPage()
    canvas.save()
    return path


def test_a_page_with_words_passes(tmp_path: Path) -> None:
    assert try_desktop(SelfTestStep.PAGE, page(tmp_path / "a.pdf", "Words on a page")).endswith(" pixels")


def test_an_empty_page_fails(tmp_path: Path) -> None:
    with pytest.raises(IntegrityError):
        try_desktop(SelfTestStep.PAGE, page(tmp_path / "a.pdf", ""))


def test_the_window_tells_the_version_of_qt_and_the_screen(tmp_path: Path) -> None:
    assert "offscreen, screen" in try_desktop(SelfTestStep.WINDOW, tmp_path / "home")
