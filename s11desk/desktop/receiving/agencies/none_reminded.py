"""Above the agencies that were reminded today: the button that takes all of that back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import button
from s11desk.desktop.theme.theme import Theme
from s11desk.wording.desk.reminder_words import NONE_REMINDED


class NoneReminded(QWidget):
    """A row with the one button. ``then``: what it does."""

    def __init__(self, theme: Theme, then: Callable[[], None]) -> None:
        super().__init__()
        row = WrappingRow(theme.pixels(12))
        row.setContentsMargins(0, 0, 0, theme.pixels(8))
        self.setLayout(row)
        self.button = button(NONE_REMINDED)
        self.button.clicked.connect(lambda: then())
        row.addWidget(self.button)
