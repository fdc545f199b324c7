"""A link that takes something away, and beside it in a few words what stays."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from s11desk.desktop.parts.layout.wrapping import WrappingRow
from s11desk.desktop.parts.text.text_parts import Kind, short_label
from s11desk.desktop.theme.theme import Theme


def with_note(theme: Theme, link: QPushButton, note: str) -> WrappingRow:
    """Lay out the link and ``note`` side by side where there is room. A screen reader hears the note with the link."""
    link.setAccessibleDescription(note)
    row = WrappingRow(theme.pixels(8))
    for part in (link, short_label(note, Kind.SMALL)):
        row.addWidget(part)
    return row
