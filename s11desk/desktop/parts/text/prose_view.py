"""Prose from a pack as plain labels, one for each block."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from s11desk.desktop.parts.layout.kept_parts import KeptParts
from s11desk.desktop.parts.layout.layouts import column
from s11desk.desktop.parts.reading.reader_parts import ListOfParts
from s11desk.desktop.parts.text.text_parts import Kind, bullet_label, show_words
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.text.prose import BlockKind, parse_prose

_UNNAMED = "List"


class ProseView(QWidget):
    """Shows ``text`` with its headings and bullets. ``kind`` is the look of its paragraphs."""

    def __init__(self, theme: Theme, text: str, kind: Kind = Kind.BODY) -> None:
        super().__init__()
        self._theme = theme
        self._kind = kind
        self._parts = KeptParts(column(self, theme, spacing=8))
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        above = ""
        self._parts.begin()
        for block in parse_prose(text):
            if block.kind is BlockKind.BULLETS:
                bullets = self._parts.take("bullets", lambda: _Bullets(self._theme, self._kind))
                bullets.show_texts(block.texts, above)
            elif block.kind is BlockKind.HEADING:
                self._parts.add_heading(block.text)
            else:
                self._parts.add_label(block.text, self._kind)
            above = block.text
        self._parts.end()


class _Bullets(ListOfParts):
    def __init__(self, theme: Theme, kind: Kind) -> None:
        super().__init__()
        self._kind = kind
        self._gap = theme.pixels(8)
        self._parts = KeptParts(column(self, theme, spacing=8))

    def show_texts(self, texts: Sequence[str], above: str) -> None:
        """``above``: the line that leads to the list. A screen reader says it with the list."""
        self.setAccessibleName(above or _UNNAMED)
        self._parts.begin()
        for text in texts:
            show_words(self._parts.take("bullet", lambda: bullet_label("", self._kind, self._gap)), text)
        self._parts.end()
