"""Draws a shaped line. What was typed stands beside the glyphs, for programs that extract the text or read it out.

Such programs expect letters from the right in the order in which they stand on paper, and turn them round themselves;
some also turn round what stands beside the glyphs (ISO 32000-1, 14.9.4). So letters from the right have a code each,
and only words with marks, whose glyphs have another order than their letters, have their text beside them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics

from s11desk.report.page.design import Face
from s11desk.report.shaping.glyph_font import GlyphFont
from s11desk.report.shaping.shaped_lines import Piece, ShapedLine
from s11desk.report.shaping.shaped_words import Glyph, ShapedWord

_THICKER = 0.028
"""The width of the lines around the glyphs of a bold text, as a share of its size."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Where a line begins, in points, and the face and size of its font."""

    left: float
    baseline: float
    face: Face
    size: float

    @property
    def place(self) -> str:
        """The operator that moves to the place."""
        return f"1 0 0 1 {self.left:.3f} {self.baseline:.3f} Tm"

    def moved(self, width: float) -> Pen:
        """The pen after ``width`` thousandths of the font size."""
        return replace(self, left=self.left + width * self.size / 1000)


def draw_shaped_line(canvas: Any, line: ShapedLine, pen: Pen) -> None:
    """Draw ``line`` on a :class:`PageCanvas`. The pieces go into the file in the order in which they are read."""
    pens: dict[int, Pen] = {}
    for place in line.order:
        pens[place] = pen
        pen = pen.moved(line.pieces[place].width)
    drawn = (operator for place, piece in enumerate(line.pieces) for operator in _piece(canvas, piece, pens[place]))
    canvas.add_operators(f"q BT {' '.join(drawn)} ET Q")


def _piece(canvas: Any, piece: Piece, pen: Pen) -> Iterator[str]:
    if piece.font is None:
        yield from _characters(canvas, piece.text, pen)
        return
    is_thick = piece.font.thickens and pen.face is Face.BOLD
    if is_thick:
        red, green, blue = canvas.current_colour
        yield f"2 Tr {pen.size * _THICKER:.3f} w {red:.4f} {green:.4f} {blue:.4f} RG"
    font: GlyphFont = canvas.glyph_font(piece.font)
    yield f"/{font.name} {pen.size:g} Tf"
    for has_text_beside, words in _parts(piece):
        shown = f"{pen.place} {_glyphs([glyph for word in words for glyph in word.glyphs], font, pen.size)}"
        typed = "".join(word.text for word in (reversed(words) if piece.level % 2 else words))
        yield f"/Span <</ActualText <FEFF{_hexadecimal(typed)}>>> BDC {shown} EMC" if has_text_beside else shown
        pen = pen.moved(sum(word.width for word in words))
    if is_thick:
        yield "0 Tr"


def _parts(piece: Piece) -> Iterator[tuple[bool, list[ShapedWord]]]:
    """The words from left to right, in groups that have their text beside them, or do not."""
    if not piece.level % 2:
        yield True, list(piece.words)
        return
    for has_text_beside, words in groupby(reversed(piece.words), key=_has_marks):
        yield has_text_beside, list(words)


def _has_marks(word: ShapedWord) -> bool:
    return any(unicodedata.category(character)[0] == "M" for character in word.text)


def _characters(canvas: Any, text: str, pen: Pen) -> Iterator[str]:
    """A text of the typeface's own simple characters, as reportlab writes it."""
    font, document = pdfmetrics.getFont(pen.face.value), canvas.document
    yield pen.place
    for subset, codes in font.splitString(text, document):
        yield f"{font.getSubsetInternalName(subset, document)} {pen.size:g} Tf <{codes.hex().upper()}> Tj"


def _glyphs(glyphs: list[Glyph], font: GlyphFont, size: float) -> str:
    """The operators that show the glyphs, with what moves each of them to its place."""
    operators: list[str] = []
    entries: list[str] = []
    raised, cursor, place = 0.0, 0.0, 0.0
    for glyph in glyphs:
        if glyph.up != raised:
            operators += [*_array(entries), f"{glyph.up * size / 1000:.3f} Ts"]
            entries, raised = [], glyph.up
        if move := cursor - place - glyph.across:
            entries.append(f"{move:g}")
        entries.append(f"<{font.code(glyph.number, glyph.text):04X}>")
        cursor = place + glyph.across + font.width(glyph.number)
        place += glyph.advance
    return " ".join([*operators, *_array(entries), *(["0 Ts"] if raised else [])])


def _array(entries: list[str]) -> list[str]:
    return [f"[{' '.join(entries)}] TJ"] if entries else []


def _hexadecimal(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
