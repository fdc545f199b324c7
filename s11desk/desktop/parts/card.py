"""The card: a framed part of a page. Panels, problems and results are cards with another look."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from s11desk.desktop.theme.theme import Theme


class Card(QFrame):
    """``column`` takes the content. ``look`` is a kind of frame in the style sheet. Sizes are in pixels at 100 %.

    ``sides`` are the margins at the left and right, ``ends`` those above and below. Without ``spacing`` Qt's own is
    used.
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
