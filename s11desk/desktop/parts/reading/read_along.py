"""Reading a page by the keys that scroll it: a screen reader says each text that the keyboard comes to.

A page of text has nothing that takes the keyboard, so a reader would be silent while the arrow keys scroll.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from s11desk.desktop.parts.reading.announcing import announce
from s11desk.desktop.parts.text.text_parts import HeadingLabel, without_breaks

_FIRST, _LAST = "Start of the page", "End of the page"


class ReadAlong:
    """Says the texts of the page in ``area``, one after the other."""

    def __init__(self, area: QScrollArea) -> None:
        self._area = area
        self._at: QLabel | None = None

    def start_over(self) -> None:
        """Begin at the first text again, because the page is another one."""
        self._at = None

    def say_next(self, steps: int) -> None:
        """Say the next text (1) or the one before (-1), and scroll to it. At an end, say that it is one."""
        texts = self._texts()
        place = texts.index(self._at) + steps if self._at in texts else min(steps, 0)
        if not 0 <= place < len(texts):
            announce(self._area, _LAST if steps > 0 else _FIRST)
            return
        self._area.ensureWidgetVisible(texts[place], 0, texts[place].fontMetrics().height())
        self.say(texts[place])

    def say_shown(self, *, at_end: bool = False) -> None:
        """After the page was scrolled, say the first text that is whole on the screen, or the last of the page."""
        texts = self._texts()
        shown = [one for one in texts if self._is_shown(one)]
        if texts:
            self.say(texts[-1] if at_end else next(iter(shown), texts[0]))

    def say(self, one: QLabel) -> None:
        """Say one text, and go on from there."""
        self._at = one
        text = without_breaks(one.text()).strip()
        announce(self._area, f"{text}, heading" if isinstance(one, HeadingLabel) else text, at_once=True)

    def _texts(self) -> list[QLabel]:
        page = self._area.widget()
        if page is None:
            return []
        shown = [one for one in page.findChildren(QLabel) if one.text().strip() and one.isVisibleTo(page)]
        return sorted(shown, key=lambda one: _place(page, one))

    def _is_shown(self, one: QLabel) -> bool:
        return one.mapTo(self._area.viewport(), QPoint(0, 0)).y() >= 0


def _place(page: QWidget, one: QLabel) -> tuple[int, int]:
    corner = one.mapTo(page, QPoint(0, 0))
    return corner.y(), corner.x()
