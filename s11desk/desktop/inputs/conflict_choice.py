"""Two versions of one item, and which of them a person wants. What is here is the safe choice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from s11desk.desktop.inputs.option_cards import CardOption, RadioCard, say_places
from s11desk.desktop.parts.group import Group
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.text.text_parts import Kind, heading, label
from s11desk.desktop.parts.text.version_text import VersionText
from s11desk.desktop.theme.theme import Theme
from s11desk.override import override

_SIDE_BY_SIDE = 480
"""Pixels at 100 %. With less width the versions are below each other."""


class ConflictChoice(QWidget):
    """The two versions and the two cards. ``theirs_chosen`` is emitted with whether the other version is wanted."""

    theirs_chosen = Signal(bool)

    def __init__(self, theme: Theme, title: str, versions: tuple[str, str], name: str, *, takes_theirs: bool) -> None:
        super().__init__()
        self._theme = theme
        together = Group(title)
        column(self, theme).addWidget(together)
        layout = column(together, theme, spacing=8)
        layout.addWidget(heading(f"{title} was changed here too", Kind.STRONG))
        self._both = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._both.setSpacing(theme.pixels(16))
        layout.addLayout(self._both)
        self._group = QButtonGroup(self)
        self.mine = self._add_version(title, "What is here", versions[0], CardOption("mine", "Keep what is here"))
        theirs = CardOption("theirs", f"Take what {name} sent")
        self.theirs = self._add_version(title, f"What {name} sent", versions[1], theirs)
        say_places((self.mine, self.theirs))
        (self.theirs if takes_theirs else self.mine).setChecked(True)
        self.theirs.toggled.connect(self.theirs_chosen)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions side by side if there is room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= self._theme.pixels(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    def _add_version(self, title: str, whose: str, text: str, option: CardOption) -> RadioCard:
        part = QWidget()
        layout = column(part, self._theme, spacing=4)
        layout.addWidget(label(whose, Kind.SMALL))
        layout.addWidget(VersionText(self._theme, f"{whose}: {title}", text))
        card = RadioCard(self._theme, option)
        self._group.addButton(card)
        layout.addWidget(card)
        layout.addStretch()
        self._both.addWidget(part, 1)
        return card
