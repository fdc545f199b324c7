"""A stacked bar of the judgements, with a legend of counts and a description for screen readers."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from s11desk.domain.audits.answer_counts import AnswerCounts
from s11desk.override import override
from s11desk.report.blocks.answer_summary import shortened
from s11desk.report.blocks.table_cells import colour_of
from s11desk.report.letters.typeface import Typeface
from s11desk.report.page import design
from s11desk.report.page.composer import Composer
from s11desk.report.page.design import Face
from s11desk.report.page.drawn_words import draw_words
from s11desk.report.page.flowing_text import Text
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.page.structure_tree import Node, Tag
from s11desk.report.shaping.draw_shaped import Pen

_BAR = 30.0
_GAP = 2.0
_LEGEND_GAP = 12.0
_SWATCH = 9.0
_COLUMNS = 2
_FIGURE_SIZE = 10.0
_MOST = 12
"""Answers in one bar."""
_LABEL_LENGTH = 60
_BRIGHT = 0.36
"""Above this relative luminance, dark figures are easier to read than white ones."""


@dataclass(frozen=True, slots=True)
class BarSegment:
    """One judgement in the bar. ``words``: its label and its count, for the legend."""

    words: Text
    count: int
    colour: Color


class StackedBar(Flowable):  # type: ignore[misc]
    """One bar with a segment for each judgement in the scale's order, and below it a legend in words."""

    def __init__(self, parts: list[BarSegment], typeface: Typeface, node: Node) -> None:
        super().__init__()
        self.parts, self.typeface, self.node = parts, typeface, node

    @override
    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        width = available_width / _COLUMNS - _SWATCH * 2
        heights = [part.words.wrap(width, 0)[1] + 3 for part in self.parts]
        self._lines = [max(heights[first : first + _COLUMNS]) for first in range(0, len(heights), _COLUMNS)]
        self.width, self.height = available_width, _BAR + _LEGEND_GAP + sum(self._lines)
        return self.width, self.height

    @override
    def getSpaceAfter(self) -> float:
        return 6.0

    @override
    def draw(self) -> None:
        canvas: PageCanvas = self.canv
        with canvas.marked(self.node):
            self._draw_bar(canvas)
            self._draw_legend(canvas)
        self.node.box = canvas.box(0, 0, self.width, self.height)

    def _draw_bar(self, canvas: PageCanvas) -> None:
        shown = [part for part in self.parts if part.count]
        total = sum(part.count for part in shown)
        available = self.width - _GAP * (len(shown) - 1)
        left = 0.0
        for part in shown:
            width = available * part.count / total
            canvas.setFillColor(part.colour)
            canvas.rect(left, self.height - _BAR, width, _BAR, stroke=0, fill=1)
            self._draw_figure(canvas, part, left, width)
            left += width + _GAP

    def _draw_figure(self, canvas: PageCanvas, part: BarSegment, left: float, width: float) -> None:
        """Draw the label if it fits, because two segments may look alike without colour; otherwise the count."""
        for figure in (part.words.text, str(part.count)):
            if self.typeface.width(figure, Face.BOLD, _FIGURE_SIZE) + 16 <= width:
                canvas.setFillColor(design.INK if _luminance(part.colour) > _BRIGHT else design.WHITE)
                canvas.setFont(Face.BOLD.value, _FIGURE_SIZE)
                pen = Pen(left + 8, self.height - _BAR / 2 - 0.357 * _FIGURE_SIZE, Face.BOLD, _FIGURE_SIZE)
                draw_words(canvas, f"{figure} ", pen, self.typeface)
                return

    def _draw_legend(self, canvas: PageCanvas) -> None:
        top = self.height - _BAR - _LEGEND_GAP
        for number, part in enumerate(self.parts):
            line, column = divmod(number, _COLUMNS)
            left = column * self.width / _COLUMNS
            y = top - sum(self._lines[:line])
            canvas.setFillColor(part.colour)
            middle = y - part.words.style.leading / 2
            canvas.rect(left, middle - _SWATCH / 2, _SWATCH, _SWATCH, stroke=0, fill=1)
            part.words.drawOn(canvas, left + _SWATCH + 7, y - part.words.height)


def answer_chart(composer: Composer, counts: AnswerCounts) -> StackedBar | None:
    """The chart of one scale; None if there is nothing to count. It shows the first few answers and the rest."""
    listed = [(shortened(one.label, _LABEL_LENGTH), one.count, colour_of(one.colour)) for one in counts.counts]
    if len(listed) > _MOST:
        rest = sum(count for _, count, _ in listed[_MOST:])
        listed = [*listed[:_MOST], (f"{len(listed) - _MOST} other answers", rest, design.NEUTRAL)]
    if counts.unanswered:
        listed.append(("Not answered", counts.unanswered, design.RULE))
    if not sum(count for _, count, _ in listed):
        return None
    words = ", ".join(f"{label} {count}" for label, count, _ in listed)
    node = composer.add(Tag.FIGURE, words=f"Bar of the answers given, {shortened(counts.title, 100)}: {words}.")
    parts = [
        BarSegment(composer.text_without_node(f"{label}: {count}", design.CELL), count, colour)
        for label, count, colour in listed
    ]
    return StackedBar(parts, composer.typeface, node)


def _luminance(colour: Color) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.rgb()]
    return float(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
