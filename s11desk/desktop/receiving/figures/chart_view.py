"""Draws the chart of returns over time in the window. Its numbers are in a table beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from s11desk.desktop.theme.theme import Theme
from s11desk.desktop.theme.tokens import TYPE
from s11desk.domain.receiving.return_chart import ChartLine, ChartPart, ChartWord, ReturnChart, WordPlace, draw_chart
from s11desk.override import override
from s11desk.wording.desk.figure_words import chart_sentence, chart_word

_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM, _GAP = 260, 44, 130, 30, 32, 6
"""Pixels at 100 %."""
_SIDES = {
    WordPlace.LEFT: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    WordPlace.RIGHT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    WordPlace.ABOVE: Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom,
    WordPlace.BELOW: Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
}
_WIDE = 400
_SHORT = 0.01
_FAINT = 0.35
"""Of the grid, so that it stays behind the numbers in high contrast too."""


class ChartView(QWidget):
    """Paints the lines and words of a chart. A screen reader gets the chart as a sentence."""

    def __init__(self, theme: Theme, name: str, chart: ReturnChart) -> None:
        super().__init__()
        self._theme = theme
        self._drawing = draw_chart(chart)
        self.setAccessibleName(name)
        self.setAccessibleDescription(chart_sentence(chart))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.pixels(_HEIGHT))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.pixels(_WIDE), self.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(TYPE.small))
        area = self._area()
        for line in self._drawing.lines:
            painter.setPen(self._pen(line.part))
            painter.drawPolyline(QPolygonF([_at(area, *place) for place in _ends_inside(line)]))
        painter.setPen(QColor(self._theme.colours.text))
        for word in self._drawing.words:
            self._draw_word(painter, area, word)
        painter.end()

    def _area(self) -> QRectF:
        left, right, top, bottom = (self._theme.pixels(size) for size in (_LEFT, _RIGHT, _TOP, _BOTTOM))
        return QRectF(left, top, max(1, self.width() - left - right), max(1, self.height() - top - bottom))

    def _pen(self, part: ChartPart) -> QPen:
        colours, pixels = self._theme.colours, self._theme.pixels
        match part:
            case ChartPart.RETURNED:
                return QPen(QColor(colours.accent), pixels(3))
            case ChartPart.EXPECTED:
                return QPen(QColor(colours.text), pixels(2), Qt.PenStyle.DashLine)
            case ChartPart.LAST_DAY:
                return QPen(QColor(colours.text), pixels(1), Qt.PenStyle.DotLine)
            case _:
                grid = QColor(colours.edge)
                grid.setAlphaF(_FAINT)
                return QPen(grid, pixels(1))

    def _draw_word(self, painter: QPainter, area: QRectF, word: ChartWord) -> None:
        place, gap = _at(area, word.across, word.up), self._theme.pixels(_GAP)
        text = chart_word(word)
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        height = painter.fontMetrics().height()
        match word.place:
            case WordPlace.LEFT:
                box = QRectF(place.x() - gap - width, place.y() - height / 2, width, height)
            case WordPlace.RIGHT:
                box = QRectF(place.x() + gap, place.y() - height / 2, width, height)
            case WordPlace.ABOVE:
                box = QRectF(place.x() - width / 2, place.y() - gap - height, width, height)
            case WordPlace.BELOW:
                box = QRectF(place.x() - width / 2, place.y() + gap, width, height)
        box.moveLeft(min(max(box.left(), 0.0), max(0.0, self.width() - width)))
        painter.drawText(box, int(_SIDES[word.place]), text)


def _at(area: QRectF, across: float, up: float) -> QPointF:
    return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())


def _ends_inside(line: ChartLine) -> tuple[tuple[float, float], ...]:
    """The places of a line; one place alone becomes a short line that can be seen."""
    if len(line.places) > 1:
        return line.places
    across, up = line.places[0]
    return (across - _SHORT, up), (across + _SHORT, up)
