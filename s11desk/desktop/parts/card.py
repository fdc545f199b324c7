"""A framed part of a page: a card, a panel, a problem, something done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from s11desk.desktop.theme.theme import Theme


class Card(QFrame):
    """``column`` takes what is in it. ``look`` is a kind of frame in the style sheet; sizes are pixels at 100 %.

    ``sides`` are the margins left and right, ``ends`` those above and below; without ``spacing`` it is Qt's own.
    """

    def __init__(
        self, theme: Theme, look: str = "card", *, sides: int = 16, ends: int = 16, spacing: int | None = None
    ) -> None:
        super().__init__()
        self.setProperty("kind", look)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(theme.pixels(edge) for edge in (sides, ends, sides, ends)))
        if spacing is not None:
            self.column.setSpacing(theme.pixels(spacing))
