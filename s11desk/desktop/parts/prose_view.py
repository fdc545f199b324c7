"""Prose from a pack as plain labels, one for each block."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from s11desk.desktop.inputs.form_rows import column
from s11desk.desktop.parts.text_parts import Kind, label, short_label
from s11desk.desktop.theme.theme import Theme
from s11desk.domain.prose import BlockKind, parse_prose


def prose_view(theme: Theme, text: str, kind: Kind = Kind.BODY) -> QWidget:
    """Show ``text`` with its headings and bullets. ``kind`` is the look of its paragraphs."""
    whole = QWidget()
    layout = column(whole, theme, spacing=8)
    for block in parse_prose(text):
        if block.kind is BlockKind.BULLETS:
            for bullet in block.texts:
                layout.addWidget(_bullet(theme, bullet, kind))
        else:
            layout.addWidget(label(block.text, Kind.STRONG if block.kind is BlockKind.HEADING else kind))
    return whole


def _bullet(theme: Theme, text: str, kind: Kind) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(theme.pixels(8), 0, 0, 0)
    layout.setSpacing(theme.pixels(8))
    layout.addWidget(short_label("•", kind), 0, Qt.AlignmentFlag.AlignTop)
    layout.addWidget(label(text, kind), 1)
    return row
