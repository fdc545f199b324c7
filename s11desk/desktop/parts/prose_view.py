"""Prose from a pack as plain labels, one for each block."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.parts.reader_parts import ListOfParts
from s11desk.desktop.parts.text_parts import Kind, bullet_label, heading, label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.prose import BlockKind, parse_prose

_UNNAMED = "List"


def prose_view(theme: Theme, text: str, kind: Kind = Kind.BODY) -> QWidget:
    """Show ``text`` with its headings and bullets. ``kind`` is the look of its paragraphs."""
    whole = QWidget()
    layout = column(whole, theme, spacing=8)
    above = ""
    for block in parse_prose(text):
        if block.kind is BlockKind.BULLETS:
            layout.addWidget(_bullets(theme, block.texts, kind, above))
        elif block.kind is BlockKind.HEADING:
            layout.addWidget(heading(block.text, Kind.STRONG))
        else:
            layout.addWidget(label(block.text, kind))
        above = block.text
    return whole


def _bullets(theme: Theme, texts: Sequence[str], kind: Kind, above: str) -> ListOfParts:
    """``above``: the line that leads to the list. A screen reader says it with the list."""
    whole = ListOfParts()
    whole.setAccessibleName(above or _UNNAMED)
    layout = column(whole, theme, spacing=8)
    for text in texts:
        layout.addWidget(bullet_label(text, kind, theme.pixels(8)))
    return whole
