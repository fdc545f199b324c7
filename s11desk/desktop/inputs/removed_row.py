"""The line in the place of something that was just removed, with a button that brings it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.desktop.theme.theme import Theme


class RemovedRow(QWidget):
    """Says that ``name`` was removed. ``undone``: the person wants it back."""

    undone = Signal()

    def __init__(self, theme: Theme, words: str, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(12))
        row.addWidget(label(words, Kind.QUIET), 1)
        self.undo = button("Undo", "link", name=f"Undo: bring {name} back")
        self.undo.setObjectName("undo-removal")
        self.undo.clicked.connect(self.undone)
        row.addWidget(self.undo)
