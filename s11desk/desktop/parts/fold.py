"""A part of a page under a heading, which a person shows and hides. What is in it is made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk.desktop.parts.layout.gradual_fill import GradualFill, Maker
from s11desk.desktop.parts.reading.reader_parts import fold_button
from s11desk.desktop.parts.text.text_parts import Kind, frame, label
from s11desk.desktop.theme.theme import Theme


class Fold(QWidget):
    """A heading with words under it, and a button that shows the parts that ``makers`` gives.

    ``turned`` is emitted with whether the parts are shown now.
    """

    turned = Signal(bool)

    def __init__(self, theme: Theme, title: str, words: str, makers: Callable[[], Iterable[Maker]]) -> None:
        super().__init__()
        self._theme = theme
        self._title = title
        self._makers = makers
        self._inside: QWidget | None = None
        self.is_open = False
        self._layout = _tight_column(self)
        self._layout.addWidget(frame("rule"))
        self._words = label(words, Kind.SMALL)
        self._turn = fold_button("Show")
        self._turn.setObjectName("fold")
        self._turn.clicked.connect(lambda: self.set_open(is_open=not self.is_open))
        self._layout.addLayout(self._head())
        self._name_button()

    def show_words(self, words: str) -> None:
        """Show other words under the heading."""
        self._words.setText(words)
        self._describe()

    def _describe(self) -> None:
        """Say with the button what it shows: a reader says already that this is hidden now."""
        self._turn.setAccessibleDescription("Shown below" if self.is_open else self._words.text())

    def set_open(self, *, is_open: bool) -> None:
        """Show or hide the parts."""
        if is_open == self.is_open:
            return
        self.is_open = is_open
        if self._inside is None:
            self._inside = QWidget()
            fill = GradualFill(_tight_column(self._inside), self._inside)
            self._layout.addWidget(self._inside)
            fill.begin(self._makers())
        self._inside.setVisible(is_open)
        self._name_button()
        self.turned.emit(is_open)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, self._theme.pixels(10), 0, self._theme.pixels(10))
        row.setSpacing(self._theme.pixels(10))
        texts = QVBoxLayout()
        texts.setSpacing(self._theme.pixels(2))
        texts.addWidget(label(self._title, Kind.HEADING))
        texts.addWidget(self._words)
        row.addLayout(texts, 1)
        row.addWidget(self._turn, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _name_button(self) -> None:
        self._turn.setText("Hide" if self.is_open else "Show")
        self._turn.setAccessibleName(f"{self._turn.text()} {self._title}")
        self._describe()
        self._turn.show_expanded(is_expanded=self.is_open)


def _tight_column(parent: QWidget) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
