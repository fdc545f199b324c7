"""The bar under the page: to the next page, back, or past this question for now."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from s11desk.desktop.messages.keeping_words import KeepingWords
from s11desk.desktop.parts.layout.layouts import keeps_room
from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.audits.flow import CHECK, INTRODUCTION, Step, StepKind


class Footer(QFrame):
    """The bar under the page, with the buttons that leave it.

    ``go_on``, ``back``, ``skip`` and ``return_wanted`` say where the person wants to go.
    """

    go_on = Signal()
    back = Signal()
    skip = Signal()
    return_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "footer")
        self._layout = WrappingRow(theme.pixels(12))
        self.setLayout(self._layout)
        self.primary = button("&Save and continue", "primary")
        self.primary.clicked.connect(self.go_on)
        self.previous = button("&Back")
        self.previous.setIcon(theme.icon("chevron-left"))
        self.previous.setIconSize(QSize(theme.pixels(16), theme.pixels(16)))
        self.previous.clicked.connect(self.back)
        self.later = button("S&kip for now", "link")
        self.later.clicked.connect(self.skip)
        self.changed = label("", Kind.SMALL)
        self.next_return = button("", "link")
        self.next_return.clicked.connect(self.return_wanted)
        for part in (self.primary, self.previous, self.later, self.changed, self.next_return):
            self._layout.addWidget(part)
        for part in (self.changed, self.next_return):
            part.hide()
        self.set_inset(theme.pixels(SPACE.edge))

    def set_inset(self, left: int) -> None:
        """Indent the buttons by ``left`` pixels, in line with the page."""
        edge = self._theme.pixels(10)
        self._layout.setContentsMargins(left, edge, edge, edge)

    def keep_room_for_change(self, changed: str, send: str) -> None:
        """Keep room for these words, so that the page does not move when they come. Without words there is none."""
        for part, words in ((self.changed, changed), (self.next_return, send)):
            part.setText(words)
            keeps_room(part, keeps=bool(words))

    def show_change(self, *, is_shown: bool) -> None:
        """Show or hide the words for which there is room."""
        if not is_shown:
            self.next_return.clearFocus()
        for part in (self.changed, self.next_return):
            part.setVisible(is_shown)

    def show_buttons(self, words: KeepingWords, step: Step, returns_to: Step | None, primary: str) -> None:
        """Show the buttons that lead on from ``step``, or back to where the person came from.

        ``primary``: the text of the main button if it leads on; without it there is none.
        """
        if returns_to is not None:
            primary = words.back_to_check if returns_to == CHECK else words.back_to_sign
        may_skip = step.kind is StepKind.QUESTION and returns_to is None
        if self.primary.text() != primary:
            self.primary.setText(primary)
            self.primary.setAccessibleName(primary.replace("&", ""))
        for part, is_wanted in (
            (self.primary, bool(primary)),
            (self.previous, step != INTRODUCTION),
            (self.later, may_skip),
        ):
            if not is_wanted:
                part.clearFocus()  # Qt would give the keyboard to its neighbour, while the page that comes has none yet
            part.setVisible(is_wanted)
