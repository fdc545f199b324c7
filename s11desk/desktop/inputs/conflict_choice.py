"""Two versions of one item, and which of them a person wants. What is here is the safe choice."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QWidget

from s11desk.desktop.inputs.option_cards import CardOption, RadioCard
from s11desk.desktop.parts.layouts import column
from s11desk.desktop.parts.text_parts import Group, Kind, heading, label
from s11desk.desktop.parts.version_text import VersionText
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
        (self.theirs if takes_theirs else self.mine).setChecked(True)
        self.theirs.toggled.connect(self.theirs_chosen)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the versions side by side if there is room."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= self._theme.pixels(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the other card with the arrow keys that Qt does not use, because it looks where the cards are."""
        cards = {Qt.Key.Key_Down: self.theirs, Qt.Key.Key_Up: self.mine}
        card = cards.get(Qt.Key(event.key()))
        if card is not None and (self.mine.hasFocus() or self.theirs.hasFocus()):
            card.setFocus()
            card.setChecked(True)
        else:
            super().keyPressEvent(event)

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
