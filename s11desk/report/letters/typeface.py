"""The shipped typeface: its characters, their widths, and the replacement of characters that it lacks."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, takewhile
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from s11desk.report.letters.plain_signs import in_plain_signs
from s11desk.report.letters.shown_characters import keeps_invisible, turns_directions
from s11desk.report.page.design import Face
from s11desk.report.page.page_layout import PageRules
from s11desk.report.shaping.script_fonts import ShapingFont, script_fonts
from s11desk.report.shaping.shaped_lines import ShapedLine, break_paragraph, shape_line
from s11desk.report.shaping.text_fonts import TextFonts
from s11desk.wording.plain_text import as_number

_SHOWN_AS_SPACE = "\t\u00a0"
_LAST = 0xFFFF
_NEVER_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories that are invisible or change the text's direction; readers must see where they occur."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The measures of all faces. ``advances``: the width of each character, in thousandths of the font size.

    ``covered``: the characters that every face has. ``plain``: common signs that it lacks have a plain form, ``more``:
    and further ones. ``keeps_dates``: see :class:`~s11desk.report.page.page_layout.PageRules`.
    ``shaping``: the fonts for letters that are shaped; none if nothing is. ``simple``: the characters that need no
    shaping, and line breaks.
    """

    advances: Mapping[Face, Mapping[int, float]]
    covered: frozenset[int]
    plain: bool = False
    shaping: Mapping[Face, TextFonts] = field(default_factory=dict)
    simple: frozenset[str] = frozenset()
    more: bool = False
    keeps_dates: bool = False

    def can_show(self, character: str) -> bool:
        """Whether every face has the character and readers would see it."""
        return ord(character) in self.covered and unicodedata.category(character) not in _NEVER_SHOWN

    def printable(self, text: str) -> str:
        """``text`` with every character that cannot be shown replaced by its number, for example ``[U+05D0]``.

        Where text is shaped, an invisible character stays only if a script needs it in its place.
        """
        text = in_plain_signs(text, more=self.more) if self.plain else text
        if self.needs_shaping(text):
            return "\n".join(map(self._printable_line, text.split("\n")))
        return "".join(self._printable_character(character) for character in text)

    def is_shaped(self, character: str) -> bool:
        """Whether the character is shown and takes its form or its place from its script."""
        if character in self.simple or not self.shaping:
            return False
        category = unicodedata.category(character)
        is_mark = category[0] == "M" and ord(character) in self.covered
        return is_mark or (category != "Cf" and self.shaping[Face.REGULAR].has_letter(character))

    def needs_shaping(self, text: str) -> bool:
        """Whether letters of ``text`` join, take marks or run from right to left, and this typeface shapes them."""
        return bool(self.shaping) and not self.simple.issuperset(text)

    def shaped_line(self, text: str, face: Face) -> ShapedLine:
        """A printable text without a line break as one line of glyphs."""
        return shape_line(text, self.shaping[face])

    def shaped_lines(self, text: str, face: Face, width: float) -> tuple[ShapedLine, ...]:
        """A printable text with at most one line break, at its end, in lines of ``width`` thousandths of its size."""
        return break_paragraph(text, width, self.shaping[face])

    def width(self, text: str, face: Face, size: float) -> float:
        """The width of ``text`` in points; ``size`` is the font size in points."""
        if self.needs_shaping(text):
            return self.shaped_line(text, face).width * size / 1000
        advances = self.advances[face]
        return sum(advances[ord(character)] for character in text) * size / 1000

    def fitting(self, text: str, face: Face, size: float, available: float) -> int:
        """The number of characters from the start of ``text`` that fit into ``available`` points."""
        if self.needs_shaping(text):
            return bisect_right(range(len(text)), available, key=lambda last: self.width(text[: last + 1], face, size))
        advances = self.advances[face]
        reached = accumulate(advances[ord(character)] * size / 1000 for character in text)
        return sum(1 for _ in takewhile(lambda width: width <= available, reached))

    def _printable_line(self, line: str) -> str:
        if all(self.is_shaped(character) or character in self.simple for character in set(line)):
            return line  # the usual case, and the fast one
        turns = turns_directions(line)
        return "".join(
            character
            if character in self.simple or self._is_shaped(line, at, turns=turns)
            else self._printable_character(character)
            for at, character in enumerate(line)
        )

    def _is_shaped(self, line: str, at: int, *, turns: bool) -> bool:
        """Whether a character that Noto Sans itself does not show is shaped, or has an effect on those around it."""
        if unicodedata.category(line[at]) == "Cf":
            return keeps_invisible(line, at, turns=turns)
        return self.shaping[Face.REGULAR].has_letter(line[at])

    def _printable_character(self, character: str) -> str:
        if character == "\n" or self.can_show(character):
            return character
        return " " if character in _SHOWN_AS_SPACE else as_number(character)


def _characters(font: TTFont) -> frozenset[int]:
    """The characters that reportlab can write: its maps from codes to characters have four digits."""
    return frozenset(code for code in font.face.charToGlyph if code <= _LAST)


def typeface_for(fonts: Path, rules: PageRules) -> Typeface:
    """The typeface as a layout uses it. Raises :class:`OSError` if a file is missing."""
    typeface = load_typeface(fonts, plain=rules.plain_signs, shapes=rules.shapes_text)
    return replace(typeface, more=rules.more_signs, keeps_dates=rules.keeps_dates)


@lru_cache(maxsize=4)
def load_typeface(fonts: Path, *, plain: bool = False, shapes: bool = False) -> Typeface:
    """Read and register the three faces in ``fonts``. Raises :class:`OSError` if a file is missing.

    ``plain``: see :class:`Typeface`. ``shapes``: letters that need it are shaped.
    """
    faces = {face: TTFont(face.value, str(fonts / f"{face}.ttf")) for face in Face}
    for font in faces.values():
        pdfmetrics.registerFont(font)
    advances = {face: dict(font.face.charWidths) for face, font in faces.items()}
    covered = frozenset.intersection(*(_characters(font) for font in faces.values()))
    if not shapes:
        return Typeface(advances, covered, plain)
    simple = frozenset(one for one in map(chr, covered) if unicodedata.category(one)[0] not in "MC") | {"\n"}
    scripts = script_fonts(fonts)
    shaping = {face: TextFonts(advances[face], ShapingFont(fonts / f"{face}.ttf"), scripts, simple) for face in Face}
    return Typeface(advances, covered, plain, shaping, simple)
