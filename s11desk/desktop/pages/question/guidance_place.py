"""Puts the guidance beside the question if both fit, or else above it, folded."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from s11desk.desktop.pages.question.guidance_panel import GuidancePanel
from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import SPACE
from s11desk.domain.topics.topic import QuestionKind

_NO_LIMIT = 16_777_215
"""The width with which Qt says that a part may be as wide as it likes."""


class GuidancePlace:
    """``columns``: the row of the page in which the question is. ``main``: the column of the question."""

    def __init__(self, theme: Theme, guidance: GuidancePanel, columns: QHBoxLayout, main: QVBoxLayout) -> None:
        self._theme, self._guidance, self._columns, self._main = theme, guidance, columns, main
        self._is_beside: bool | None = None

    def start_over(self) -> None:
        """The page shows another question: nobody has heard yet where its guidance is."""
        self._is_beside = None

    def fit(self, width: int, kind: QuestionKind, page: QWidget) -> int:
        """Place the guidance on a page of this width. Returns the width of what is on the page.

        A table needs a whole column. ``page`` says to a screen reader that the guidance has moved.
        """
        needed = SPACE.column if kind is QuestionKind.TABLE else SPACE.least_column
        left = width - self._theme.pixels(needed + SPACE.gap)
        is_beside = left >= self._theme.pixels(SPACE.least_guidance)
        guidance_width = min(left, self._theme.pixels(SPACE.guidance))
        if is_beside:
            self._put_beside(guidance_width)
        else:
            self._put_above()
        self._announce_move(page, is_beside=is_beside)
        self._guidance.set_beside(beside=is_beside)
        self._guidance.show()
        return self._theme.pixels(SPACE.column) + (guidance_width + self._theme.pixels(SPACE.gap) if is_beside else 0)

    def _put_beside(self, width: int) -> None:
        if self._columns.indexOf(self._guidance) < 0:
            self._main.removeWidget(self._guidance)
            self._columns.addWidget(self._guidance)
        self._guidance.setFixedWidth(width)

    def _put_above(self) -> None:
        if self._main.indexOf(self._guidance) < 0:
            self._columns.removeWidget(self._guidance)
            self._guidance.setMinimumWidth(0)
            self._guidance.setMaximumWidth(_NO_LIMIT)
            self._main.insertWidget(0, self._guidance)

    def _announce_move(self, page: QWidget, *, is_beside: bool) -> None:
        """Announce that the guidance moved, which people who do not see the page would otherwise not know."""
        if not page.isVisible():
            return  # the page is being laid out: nobody has heard where the guidance was
        if self._is_beside not in {None, is_beside}:
            button_text = self._guidance.toggle.text().replace("&", "")
            announce(page, "Guidance is beside the question" if is_beside else f"Guidance: press “{button_text}”")
        self._is_beside = is_beside
