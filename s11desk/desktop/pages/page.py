"""What every page of an audit is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from s11desk.desktop.parts.services import Services
from s11desk.desktop.parts.text_parts import Kind, label
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.flow import Step


class Page(QWidget):
    """``wanted``: the person asks for another step; ``point_wanted``: for a place on one.

    ``first_changed``: there is a new place to begin typing. ``heading`` is read out when the page opens.
    """

    wanted = Signal(object)
    point_wanted = Signal(object)
    first_changed = Signal()

    def __init__(self, services: Services, opened: OpenDraft, step: Step, heading: str, caption: str = "") -> None:
        super().__init__()
        self.services = services
        self.theme = services.theme
        self.opened = opened
        self.step = step
        self.heading = heading
        self.caption = caption
        self.layout_ = QVBoxLayout(self)
        self.layout_.setContentsMargins(0, 0, 0, 0)
        self.layout_.setSpacing(self.theme.pixels(12))
        if caption:
            self.layout_.addWidget(label(caption, Kind.CAPTION))
        self.layout_.addWidget(label(heading, Kind.TITLE))

    def show_draft(self) -> None:
        """Show what the open draft holds now; called when the page opens and after every read-back."""

    def first(self) -> QWidget | None:
        """Where the keyboard goes when the page opens."""
        return None

    def way_on(self) -> str:
        """What the button that leads on says; empty where there is no way on from here."""
        return "&Continue"

    def widen(self, room: int) -> int:
        """Told how many pixels there are beside the page's column; says how many of them it takes."""
        return 0

    def carry_on(self, before: Page) -> None:
        """Colours or sizes changed, and this page takes the place of ``before``: keep what it alone held."""

    def confirm(self) -> None:
        """The person goes on: what stands on the page holds."""
