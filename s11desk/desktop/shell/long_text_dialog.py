"""A dialog for texts of any length: they scroll in it, and it stays inside the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from s11desk.desktop.parts.text.text_parts import Kind, button, label
from s11desk.override import override

_USUAL = QSize(640, 480)
"""Pixels at 100 %, if the screen has room for them."""
_SHARE = 0.85
"""The largest share of the screen that the dialog takes."""


class LongTextDialog(QDialog):
    """``parts``: pairs of a heading, which may be empty, and a text. ``choices``: the words of the buttons.

    ``safe``: the index of the choice that Enter, Escape and closing mean. ``chosen``: the index in the end.
    """

    def __init__(
        self, window: QWidget, headline: str, parts: Sequence[tuple[str, str]], choices: Sequence[str], safe: int
    ) -> None:
        super().__init__(window)
        self.setWindowTitle("s11desk")
        self.chosen = self._safe = safe
        layout = QVBoxLayout(self)
        layout.addWidget(label(headline, Kind.HEADING))
        self.texts = [self._add_part(layout, headline, *part) for part in parts]
        self.buttons = [button(choice, "primary" if index == safe else "") for index, choice in enumerate(choices)]
        row = QHBoxLayout()
        row.addStretch()
        for index, one in enumerate(self.buttons):
            self._connect(one, index)
            row.addWidget(one)
        layout.addLayout(row)
        self.buttons[safe].setDefault(True)
        self.buttons[safe].setFocus()
        self._fit(window)

    @override
    def reject(self) -> None:
        """Escape and closing mean the safe choice."""
        self.chosen = self._safe
        super().reject()

    def _connect(self, one: QPushButton, index: int) -> None:
        def choose() -> None:
            self.chosen = index
            self.accept()

        one.clicked.connect(choose)

    def _add_part(self, layout: QVBoxLayout, headline: str, heading: str, text: str) -> QPlainTextEdit:
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(heading or headline)
        if heading:
            title: QLabel = label(heading, Kind.STRONG)
            title.setBuddy(shown)
            layout.addWidget(title)
        layout.addWidget(shown, 1)
        return shown

    def _fit(self, window: QWidget) -> None:
        available = window.screen().availableSize() * _SHARE
        scale = max(self.fontMetrics().height() / 18, 1.0)
        self.resize((_USUAL * scale).boundedTo(available))
        self.setMaximumSize(window.screen().availableSize())
