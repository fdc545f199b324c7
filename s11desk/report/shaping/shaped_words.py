"""Turn a word into glyphs: which ones, how far each goes on, and for which characters each of them stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

import uharfbuzz

from s11desk.report.shaping.script_fonts import ShapingFont

_Placed = tuple[uharfbuzz.GlyphInfo, uharfbuzz.GlyphPosition]
_NOTHING = "\u200b"
"""What a program that extracts text reads for a glyph that stands for no character of its own."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a font, by its ``number``. Lengths are thousandths of the font size.

    ``advance``: to the next glyph. ``across`` and ``up``: how far it is drawn from its place. ``text``: its characters.
    """

    number: int
    advance: float
    across: float
    up: float
    text: str


@dataclass(frozen=True, slots=True)
class ShapedWord:
    """A piece of text in one font and direction. ``glyphs``: from left to right.

    ``letters``: in the order of reading, the widths of the parts between which the word may be cut, each with the
    number of its characters.
    """

    text: str
    font: ShapingFont
    glyphs: tuple[Glyph, ...]
    width: float
    letters: tuple[tuple[int, float], ...]


@lru_cache(maxsize=8192)
def shape_word(text: str, font: ShapingFont, *, from_right: bool) -> ShapedWord:
    """Shape ``text``, which has one font. ``from_right``: it runs from right to left."""
    buffer = _shaped_buffer(text, font, from_right=from_right)
    found = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    clusters = {start: list(members) for start, members in groupby(found, key=lambda one: one[0].cluster)}
    ends = dict(pairwise([*sorted(clusters), len(text)]))
    glyphs: list[Glyph] = []
    for start, members in clusters.items():
        own = text[start : ends[start]]
        is_ligature = from_right and len(members) == 1 and len(own) > 1
        glyphs += _ligature(own, members[0], font) if is_ligature else _glyphs(own, members, from_right=from_right)
    letters = ((ends[start] - start, sum(at.x_advance for _, at in clusters[start])) for start in sorted(clusters))
    return ShapedWord(text, font, tuple(glyphs), sum(glyph.advance for glyph in glyphs), tuple(letters))


def _shaped_buffer(text: str, font: ShapingFont, *, from_right: bool) -> uharfbuzz.Buffer:
    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = "en"  # otherwise that of the computer
    if font.script:
        buffer.script = font.script
    buffer.direction = "rtl" if from_right else "ltr"
    uharfbuzz.shape(font.font, buffer)
    return buffer


def _glyphs(text: str, members: Sequence[_Placed], *, from_right: bool) -> list[Glyph]:
    texts = _texts_of(text, len(members))
    return [
        Glyph(info.codepoint, at.x_advance, at.x_offset, at.y_offset, own)
        for (info, at), own in zip(members, reversed(texts) if from_right else texts, strict=True)
    ]


def _ligature(text: str, member: _Placed, font: ShapingFont) -> list[Glyph]:
    """One glyph for several letters from the right.

    Readers of PDF turn round the text of a code too. So the glyph stands for the last letter, and each other one has
    an empty glyph without a width beside it.
    """
    info, at = member
    shown = Glyph(info.codepoint, at.x_advance, at.x_offset, at.y_offset, text[-1])
    return [shown, *(Glyph(font.empty, 0.0, 0.0, 0.0, letter) for letter in reversed(text[:-1]))]


def _texts_of(text: str, glyphs: int) -> list[str]:
    """The characters of a cluster shared among its glyphs, in the order of reading."""
    if len(text) < glyphs:
        text = unicodedata.normalize("NFD", text)
    shared = [*text[: glyphs - 1], text[glyphs - 1 :]]
    return [one or _NOTHING for one in [*shared, *[""] * (glyphs - len(shared))]]
