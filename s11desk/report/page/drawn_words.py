"""Draws words outside of the flowing text: in the margins and in the bars of a chart."""

from __future__ import annotations

from s11desk.report.letters.typeface import Typeface
from s11desk.report.page.page_canvas import PageCanvas
from s11desk.report.shaping.draw_shaped import Pen, draw_shaped_line


def draw_words(canvas: PageCanvas, words: str, pen: Pen, typeface: Typeface) -> None:
    """Draw printable ``words``, without a line break, in the current colour and font, which is that of ``pen``."""
    if typeface.needs_shaping(words):
        draw_shaped_line(canvas, typeface.shaped_line(words, pen.face), pen)
    else:
        canvas.drawString(pen.left, pen.baseline, words)
