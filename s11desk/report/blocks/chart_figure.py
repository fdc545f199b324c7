"""Draws the chart of returns over time in a PDF, with a sentence for those who do not see it."""

from __future__ import annotations

from reportlab.platypus import Flowable

from s11desk.domain.receiving.return_chart import ChartLine, ChartPart, ChartWord, ReturnChart, WordPlace, draw_chart
from s11desk.override import override
from s11desk.report.letters.typeface import Typeface
from s11desk.report.page import design
from s11desk.report.page.composer import Composer
from s11desk.report.page.design import Face
from s11desk.report.page.drawn_words import draw_words
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.structure_tree import Node, Tag
from s11desk.report.shaping.draw_shaped import Pen
from s11desk.wording.desk.figure_words import chart_sentence, chart_word

_HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM, _GAP = 190.0, 34.0, 96.0, 20.0, 22.0, 5.0
_SIZE = 9.0
_SHORT = 0.01
_LOOKS = {
    ChartPart.GRID: (design.RULE, 0.5, ()),
    ChartPart.LAST_DAY: (design.INK, 0.8, (1, 2)),
    ChartPart.EXPECTED: (design.INK, 1.2, (5, 3)),
    ChartPart.RETURNED: (design.ACCENT, 2.4, ()),
}
"""The colour of a line, its width and its dashes in points. They differ in one grey too."""


class ChartFigure(Flowable):  # type: ignore[misc]
    """The lines and words of a chart."""

    def __init__(self, chart: ReturnChart, typeface: Typeface, node: Node) -> None:
        super().__init__()
        self.drawing, self.typeface, self.node = draw_chart(chart), typeface, node

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, _HEIGHT
        return self.width, self.height

    @override
    def getSpaceAfter(self) -> float:
        return 8.0

    @override
    def draw(self) -> None:
        canvas: PageCanvas = self.canv
        with canvas.marked(self.node):
            for line in self.drawing.lines:
                self._draw_line(canvas, line)
            canvas.setDash()
            canvas.setFillColor(design.INK)
            for word in self.drawing.words:
                self._draw_word(canvas, word)
        self.node.box = canvas.box(0, 0, self.width, self.height)

    def _at(self, across: float, up: float) -> tuple[float, float]:
        width, height = self.width - _LEFT - _RIGHT, self.height - _TOP - _BOTTOM
        return _LEFT + across * width, _BOTTOM + up * height

    def _draw_line(self, canvas: PageCanvas, line: ChartLine) -> None:
        colour, width, dashes = _LOOKS[line.part]
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(width)
        canvas.setDash(*([list(dashes)] if dashes else []))
        places = line.places
        if len(places) == 1:  # one day alone becomes a short line that can be seen
            (across, up) = places[0]
            places = ((across - _SHORT, up), (across + _SHORT, up))
        path = canvas.beginPath()
        path.moveTo(*self._at(*places[0]))
        for place in places[1:]:
            path.lineTo(*self._at(*place))
        canvas.drawPath(path, stroke=1, fill=0)

    def _draw_word(self, canvas: PageCanvas, word: ChartWord) -> None:
        text = chart_word(word)
        width = self.typeface.width(text, Face.REGULAR, _SIZE)
        left, up = self._at(word.across, word.up)
        baseline = up - 0.357 * _SIZE
        match word.place:
            case WordPlace.LEFT:
                left -= width + _GAP
            case WordPlace.RIGHT:
                left += _GAP
            case WordPlace.ABOVE:
                left, baseline = left - width / 2, up + _GAP
            case WordPlace.BELOW:
                left, baseline = left - width / 2, up - _GAP - _SIZE
        left = min(max(left, 0.0), self.width - width)
        canvas.setFont(Face.REGULAR.value, _SIZE)
        draw_words(canvas, text, Pen(left, baseline, Face.REGULAR, _SIZE), self.typeface)


def chart_figure(composer: Composer, chart: ReturnChart) -> ChartFigure:
    """The chart as a part of a document. Its numbers are in a table of the same document."""
    return ChartFigure(chart, composer.typeface, composer.add(Tag.FIGURE, words=chart_sentence(chart)))
