"""One version of a text, to compare with another: it scrolls, and can be copied but not changed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from s11desk.desktop.theme.theme import Theme
from s11desk.override import override

_LINES = (3, 9)
"""The fewest and the most lines that are shown without scrolling."""


class VersionText(QPlainTextEdit):
    """The text. ``name``: what a screen reader calls it."""

    def __init__(self, theme: Theme, name: str, text: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        rows = sum(1 + len(line) // 45 for line in text.split("\n"))
        lines = min(max(rows, _LINES[0]), _LINES[1])
        self.setFixedHeight(QFontMetrics(theme.font()).lineSpacing() * lines + theme.pixels(20))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.pixels(120), self.height())
