"""Two versions of one item side by side, and which of them a person wants. What is here is the safe choice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.inputs.option_cards import CardOption, RadioCard
from s11desk.desktop.parts.text_parts import Kind, label
from s11desk.desktop.parts.version_text import VersionText
from s11desk.desktop.theme.theme import Theme


class ConflictChoice(QWidget):
    """The two versions and the two cards. ``theirs_chosen`` is emitted with whether the other version is wanted."""

    theirs_chosen = Signal(bool)

    def __init__(self, theme: Theme, title: str, versions: tuple[str, str], name: str, *, takes_theirs: bool) -> None:
        super().__init__()
        layout = column(self, theme, spacing=8)
        layout.addWidget(label(f"{title} was changed here too", Kind.STRONG))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.pixels(16))
        grid.setVerticalSpacing(theme.pixels(4))
        headings = ("What is here", f"What {name} sent")
        choices = (CardOption("mine", "Keep what is here"), CardOption("theirs", f"Take what {name} sent"))
        self._group = QButtonGroup(self)
        self.cards = [RadioCard(theme, choice) for choice in choices]
        for index, (heading, text) in enumerate(zip(headings, versions, strict=True)):
            grid.addWidget(label(heading, Kind.SMALL), 0, index)
            grid.addWidget(VersionText(theme, f"{heading}: {title}", text), 1, index)
            card = self.cards[index]
            card.setAccessibleDescription(title)
            self._group.addButton(card, index)
            grid.addWidget(card, 2, index)
            grid.setColumnStretch(index, 1)
        layout.addLayout(grid)
        self.mine, self.theirs = self.cards
        (self.theirs if takes_theirs else self.mine).setChecked(True)
        self.theirs.toggled.connect(self.theirs_chosen)
