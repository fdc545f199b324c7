"""What the table of agencies and questions paints with, made once: a frame has no time to ask for each colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics

from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import TYPE

MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
TOP = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextSingleLine)
BOTTOM = int(Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextSingleLine)
WRAPPED = int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)

_MAX_CACHED = 8_000


class MatrixInk:
    """Fonts and colours of the theme. A page is built again when the theme changes, and gets new ink.

    ``bar``, ``gap``, ``edge`` and ``narrow``: pixels of this screen.
    """

    def __init__(self, theme: Theme) -> None:
        colours = theme.colours
        self._theme = theme
        self.text, self.quiet, self.danger = (QColor(one) for one in (colours.text, colours.quiet, colours.danger))
        self.line, self.frame, self.panel = (QColor(one) for one in (colours.line, colours.edge, colours.panel))
        self.chosen = QColor(colours.accent_soft)
        self.bar, self.gap, self.edge, self.narrow = (theme.pixels(size) for size in (6, 8, 8, 4))
        self.body, self.strong = theme.font(TYPE.small + 1), theme.font(TYPE.small + 1, bold=True)
        self.heading, self.strong_heading = theme.font(TYPE.small), theme.font(TYPE.small, bold=True)
        self.small = theme.font(TYPE.small - 1)
        self._metrics = {font.key(): QFontMetrics(font) for font in (self.body, self.strong, self.heading, self.small)}
        self._metrics[self.strong_heading.key()] = QFontMetrics(self.strong_heading)
        self.line_height = self._metrics[self.heading.key()].lineSpacing()
        self._seen: dict[str, QColor] = {}
        self._cut: dict[tuple[str, int, str], str] = {}

    def seen(self, colour: str) -> QColor:
        """A colour of the topic, as it is seen on the ground of this theme."""
        if colour not in self._seen:
            self._seen[colour] = self._theme.seen_on_ground(QColor(colour))
        return self._seen[colour]

    def cut(self, text: str, width: int, font: QFont, key: str) -> str:
        """``text`` with dots at its end if it is wider than ``width``. ``key``: of the font."""
        asked = (text, width, key)
        found = self._cut.get(asked)
        if found is None:
            if len(self._cut) >= _MAX_CACHED:
                self._cut.clear()
            found = self._metrics[font.key()].elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._cut[asked] = found
        return found
