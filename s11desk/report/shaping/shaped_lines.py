"""Divide a line into pieces that are drawn in one way, and a paragraph into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from s11desk.report.shaping.bidi_levels import line_levels, resolve_paragraph, usual_direction, visual_order
from s11desk.report.shaping.script_fonts import ShapingFont
from s11desk.report.shaping.shaped_words import ShapedWord, shape_word
from s11desk.report.shaping.text_fonts import TextFonts

_LETTER = r"(?:[^ \-/\u2013\u2014\]]|\](?!\[))"
_WORDS = re.compile(rf" +|{_LETTER}*(?:[\-/\u2013\u2014]+|\](?=\[))|{_LETTER}+")
"""Words, each with the sign after which a line may end, and the spaces between them."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line in one font and of one ``level``. ``words``: its glyphs; none if it is drawn by its characters.

    ``width``: in thousandths of the font size.
    """

    text: str
    width: float
    level: int
    words: tuple[ShapedWord, ...] = ()

    @property
    def font(self) -> ShapingFont | None:
        """The font of the glyphs."""
        return self.words[0].font if self.words else None

    @property
    def letters(self) -> Sequence[tuple[int, float]]:
        """The parts that stay together, each with the number of its characters and its width."""
        return [letter for word in self.words for letter in word.letters]


@dataclass(frozen=True, slots=True)
class ShapedLine:
    """A line of text. ``pieces``: in the order of reading. ``order``: their places from left to right on paper.

    ``from_right``: the paragraph runs from right to left.
    """

    text: str
    pieces: tuple[Piece, ...]
    order: tuple[int, ...]
    from_right: bool

    @property
    def width(self) -> float:
        """The width of all pieces, in thousandths of the font size."""
        return sum(piece.width for piece in self.pieces)


def shape_line(text: str, fonts: TextFonts) -> ShapedLine:
    """``text``, without a line break, as one line."""
    paragraph = resolve_paragraph(text, usual_direction(text))
    return _line(text, line_levels(paragraph, text, 0, len(text)), paragraph.base, fonts)


@lru_cache(maxsize=256)  # a document is drawn twice
def break_paragraph(text: str, width: float, fonts: TextFonts) -> tuple[ShapedLine, ...]:
    """``text`` in lines of at most ``width`` thousandths of the font size, not counting white space at their ends.

    A text that ends with a line break keeps it in its last line. A word wider than a line is cut between letters.
    """
    shown = text.removesuffix("\n")
    paragraph = resolve_paragraph(shown, usual_direction(shown))
    ends = list(_line_ends(shown, paragraph.levels, width, fonts))
    lines: list[ShapedLine] = []
    for start, end in zip([0, *ends], [*ends, len(shown)], strict=True):
        visible = start + len(shown[start:end].rstrip(" "))
        levels = line_levels(paragraph, shown, start, visible)
        line = _line(shown[start:visible], levels, paragraph.base, fonts)
        lines.append(replace(line, text=text[start:end] if end < len(shown) else text[start:]))
    return tuple(lines)


def _line_ends(text: str, levels: Sequence[int], width: float, fonts: TextFonts) -> Iterator[int]:
    """The places at which all lines but the last end."""
    start, reached = 0, 0.0
    for word in _WORDS.finditer(text):
        pieces = _pieces(word[0], tuple(levels[word.start() : word.end()]), fonts)
        wide = sum(piece.width for piece in pieces)
        if word[0].startswith(" ") or reached + wide <= width:
            reached += wide
            continue
        if word.start() > start:
            yield word.start()
        cuts, reached = _cut_word([letter for piece in pieces for letter in _letters(piece, fonts)], width)
        yield from (word.start() + cut for cut in cuts)
        start = word.start()


def _cut_word(letters: Sequence[tuple[int, float]], width: float) -> tuple[list[int], float]:
    """The places at which a word is cut because it is wider than a line, and the width of what is left of it."""
    cuts, place, reached = [], 0, 0.0
    for characters, advance in letters:
        if place and reached + advance > width:
            cuts.append(place)
            reached = 0.0
        place, reached = place + characters, reached + advance
    return cuts, reached


def _letters(piece: Piece, fonts: TextFonts) -> Sequence[tuple[int, float]]:
    return piece.letters or [(1, fonts.advances[ord(character)]) for character in piece.text]


def _line(text: str, levels: Sequence[int], base: int, fonts: TextFonts) -> ShapedLine:
    """Pieces of one font and level are joined: programs that extract text then find the spaces between words."""
    found: list[Piece] = []
    for word in _WORDS.finditer(text):
        before = found[-1].font if found else None
        found += _pieces(
            word[0], tuple(levels[word.start() : word.end()]), fonts, before if word[0].isspace() else None
        )
    joined = [_joined(list(pieces)) for _, pieces in groupby(found, key=lambda piece: (piece.level, piece.font))]
    return ShapedLine(text, tuple(joined), tuple(visual_order([piece.level for piece in joined])), bool(base))


def _joined(pieces: Sequence[Piece]) -> Piece:
    words = tuple(word for piece in pieces for word in piece.words)
    return Piece("".join(p.text for p in pieces), sum(p.width for p in pieces), pieces[0].level, words)


@lru_cache(maxsize=8192)
def _pieces(
    word: str, levels: tuple[int, ...], fonts: TextFonts, before: ShapingFont | None = None
) -> tuple[Piece, ...]:
    """The parts of a word with one font and level each. ``before``: for spaces, the font of the glyphs before them."""
    start, found = 0, []
    for (font, level), group in groupby(zip(fonts.fonts_of(word), levels, strict=True)):
        end = start + len(list(group))
        found.append(_piece(word[start:end], before or font, level, fonts))
        start = end
    return tuple(found)


def _piece(text: str, font: ShapingFont | None, level: int, fonts: TextFonts) -> Piece:
    if font is None and (text.isspace() or (not level % 2 and fonts.plain.issuperset(text))):
        return Piece(text, fonts.width(text), level)
    shaped = shape_word(text, font or fonts.own, from_right=bool(level % 2))
    return Piece(text, shaped.width, level, (shaped,))
