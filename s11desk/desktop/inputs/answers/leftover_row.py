"""Words that belong to a former choice: shown as no longer needed, with a link that removes them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.text.blank_text import is_blank_text

_KEPT = "is no longer needed. It is left out of the return."


class LeftoverRow(QWidget):
    """One line about the words. ``removed``: the person wants to remove them."""

    removed = Signal()

    def __init__(self, theme: Theme, whose: str) -> None:
        super().__init__()
        self._whose = whose
        self._words = label("", Kind.SMALL)
        self.remove = button("Remove", "link", name=f"Remove what was {whose}")
        self.remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.pixels(12))
        layout.addWidget(self._words, 1)
        layout.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show ``words``; hide the row if there is nothing to see in them."""
        self._words.setText(f"“{words}”, {self._whose}, {_KEPT}")
        self.setVisible(not is_blank_text(words))
