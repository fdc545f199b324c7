"""What a scene of the window has, and how a test presses what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from s11desk.desktop.standalone.standalone_page import StandalonePage
from s11desk.signing.identity.self_signed import IdentityDetails
from tests.gui.conftest import Bench

Shown = TypeVar("Shown", bound=QWidget)

PASSPHRASE = "three plain words"
DETAILS = IdentityDetails("Amina Yusuf", "Manager", "Riverside Trust", "amina@riverside.example")
LONG = "Designated safeguarding lead for three sites and the outreach groups, Riverside Community Trust " * 3


@dataclass(frozen=True)
class Scene:
    """``folder`` is empty and belongs to one test. ``returned`` is a return that someone made on another computer."""

    bench: Bench
    audit_id: str
    folder: Path
    returned: Path

    @property
    def page(self) -> StandalonePage:
        shown = self.bench.window.page_stack.page
        assert shown is not None
        return shown


def press(page: QWidget, name: str) -> None:
    """Press the visible button with this object name or text."""
    buttons = [one for one in page.findChildren(QPushButton) if name in {one.objectName(), one.text()}]
    next(button for button in buttons if button.isVisibleTo(page)).click()


def shown(page: QWidget, kind: type[Shown]) -> Shown:
    return next(one for one in page.findChildren(kind) if one.isVisibleTo(page))
