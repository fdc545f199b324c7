"""The two steps of the self-test that need the window: a page of a PDF as a picture, and the first window itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication, QImage

from s11desk.app.home.paths import Home
from s11desk.app.self_test import SelfTestStep
from s11desk.desktop.printing.page_pictures import render_page
from s11desk.desktop.start import try_window
from s11desk.errors import IntegrityError

_PIXELS_PER_POINT = 1.0
_PIXELS_BETWEEN_PROBES = 3


def try_desktop(step: SelfTestStep, path: Path) -> str:
    """Do ``step`` with the PDF or the folder at ``path``. Returns what the report says of it.

    Raises ``DisplayMissing``, the errors of reading a file, and IntegrityError if the page is empty or the window does
    not show its drafts.
    """
    if step is SelfTestStep.PAGE:
        return _show_page(path)
    try_window(Home(path))
    return f"Qt {qVersion()}, {_screen()}"


def _show_page(pdf: Path) -> str:
    picture = render_page(pdf, 0, _PIXELS_PER_POINT)
    if len(_colours(picture)) < 2:
        raise IntegrityError("the page is empty")
    return f"{picture.width()} x {picture.height()} pixels"


def _colours(picture: QImage) -> set[int]:
    across, down = (range(0, size, _PIXELS_BETWEEN_PROBES) for size in (picture.width(), picture.height()))
    return {picture.pixel(x, y) for x in across for y in down}


def _screen() -> str:
    screen = QGuiApplication.primaryScreen()
    size, ratio = screen.size(), screen.devicePixelRatio()
    return f"{QGuiApplication.platformName()}, screen {size.width()} x {size.height()} at {ratio:.0%}"
