"""The cards of what needs a look. A card that is dealt with stays where it is, and the next one has the keyboard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from s11desk.app.receiving.returns.desk_attention import Attention
from s11desk.desktop.parts.layout.scroll_area import bring_into_sight, keep_still
from s11desk.desktop.receiving.overview.attention_card import AttentionCard


class AttentionCards:
    """``cards``: by the SHA-256 of a file or of a return, in the order of the page."""

    def __init__(self) -> None:
        self.cards: dict[str, AttentionCard] = {}
        self._finished: dict[str, str] = {}

    def add(self, sha256: str, card: AttentionCard) -> AttentionCard:
        """Add a card at the end. A list may make it only after it was dealt with together with others."""
        self.cards[sha256] = card
        if sha256 in self._finished:
            card.show_finished(self._finished[sha256])
        return card

    def still_open(self, found: Iterable[Attention]) -> list[Attention]:
        """Those of ``found`` that nobody has dealt with on this page."""
        return [one for one in found if one.sha256 not in self._finished]

    def go_to_first(self) -> None:
        """Give the first card that is not dealt with the keyboard, and bring it into sight."""
        self._go_to(self._next(""))

    def finish(self, which: Sequence[str], words: str) -> None:
        """Show that these are dealt with. Nothing moves. The next card takes the keyboard."""
        first = self.cards.get(which[0])
        if first is not None:
            keep_still(first)
        self._finished |= dict.fromkeys(which, words)
        self._go_to(self._next(which[-1]))  # before its button is hidden: else Qt gives the keyboard to any other
        for sha256 in which:
            if sha256 in self.cards:
                self.cards[sha256].show_finished(words)

    def _go_to(self, part: QWidget | None) -> None:
        if part is not None:
            part.setFocus()
            bring_into_sight(part)

    def _next(self, sha256: str) -> QWidget | None:
        """The first button of the next card that is not dealt with; after the last card comes the first."""
        order = list(self.cards)
        at = order.index(sha256) if sha256 in order else -1
        rest = (self.cards[one] for one in (*order[at + 1 :], *order[: max(at, 0)]) if one not in self._finished)
        return next((one.ways[0] for one in rest if one.ways), None)
