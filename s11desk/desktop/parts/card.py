"""The card: a framed part of a page. Panels, problems and results are cards with another look."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from s11desk.desktop.parts.layout.remembering_column import RememberingColumn
from s11desk.desktop.parts.text.text_parts import Kind
from s11desk.desktop.parts.text.text_parts import heading as heading_label
from s11desk.desktop.theme.theme import Theme


class Card(QFrame):
    """A frame with an optional heading. ``column`` takes the content. ``look`` is a kind of frame in the style sheet.

    ``kind`` is the look of the heading. ``edges`` are the margins at the sides and at the ends, in pixels at 100 %, as
    is ``spacing``; without it Qt's own is used.
    """

    def __init__(
        self,
        theme: Theme,
        look: str = "card",
        heading: str = "",
        *,
        kind: Kind = Kind.STRONG,
        edges: tuple[int, int] = (16, 16),
        spacing: int | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("kind", look)
        self.column = RememberingColumn(self)
        sides, ends = (theme.pixels(edge) for edge in edges)
        self.column.setContentsMargins(sides, ends, sides, ends)
        if spacing is not None:
            self.column.setSpacing(theme.pixels(spacing))
        if heading:
            self.column.addWidget(heading_label(heading, kind))


class ListedCard(Card):
    """A card that is an entry of a :class:`~s11desk.desktop.parts.reading.reader_parts.ListOfParts`."""
