"""The sign that lies over a page of the desk while a person holds files over it: they may let go now."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from s11desk.desktop.theme.theme import Theme
from s11desk.override import override

_WORDS = "Let go: the files are taken in."
_FRAME, _BAND = 4, 44
"""Pixels at 100 %."""


class DropSign(QWidget):
    """A frame around what is in sight of ``page``, with words at its top. Hidden at first; it takes no click."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_over(self, *, is_over: bool) -> None:
        """Show the sign, or hide it."""
        page = self.parentWidget()
        if is_over and page is not None:
            self.setGeometry(page.rect())
            self.raise_()
        self.setVisible(is_over)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours, width = self._theme.colours, self._theme.pixels(_FRAME)
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours.accent), width))
        painter.drawRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2))
        band = QRectF(0, 0, self.width(), self._theme.pixels(_BAND))
        painter.fillRect(band, QColor(colours.accent))
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(band, Qt.AlignmentFlag.AlignCenter, _WORDS)
        painter.end()
