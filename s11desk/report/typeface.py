"""The shipped typeface: its characters, their widths, and the replacement of characters that it lacks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, takewhile
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from s11desk.report.design import Face
from s11desk.report.plain_signs import in_plain_signs
from s11desk.wording.plain_text import as_number

_SHOWN_AS_SPACE = "\t\u00a0"
_LAST = 0xFFFF
_NEVER_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Categories that are invisible or change the text's direction; readers must see where they occur."""


@dataclass(frozen=True, slots=True)
class Typeface:
    """The measures of all faces. ``advances``: the width of each character, in thousandths of the font size.

    ``covered``: the characters that every face has. ``plain``: common signs that it lacks have a plain form.
    """

    advances: Mapping[Face, Mapping[int, float]]
    covered: frozenset[int]
    plain: bool = False

    def can_show(self, character: str) -> bool:
        """Whether every face has the character and readers would see it."""
        return ord(character) in self.covered and unicodedata.category(character) not in _NEVER_SHOWN

    def printable(self, text: str) -> str:
        """``text`` with every character that cannot be shown replaced by its number, for example ``[U+05D0]``."""
        text = in_plain_signs(text) if self.plain else text
        return "".join(self._printable_character(character) for character in text)

    def width(self, text: str, face: Face, size: float) -> float:
        """The width of ``text`` in points; ``size`` is the font size in points."""
        advances = self.advances[face]
        return sum(advances[ord(character)] for character in text) * size / 1000

    def fitting(self, text: str, face: Face, size: float, available: float) -> int:
        """The number of characters from the start of ``text`` that fit into ``available`` points."""
        advances = self.advances[face]
        reached = accumulate(advances[ord(character)] * size / 1000 for character in text)
        return sum(1 for _ in takewhile(lambda width: width <= available, reached))

    def _printable_character(self, character: str) -> str:
        if character == "\n" or self.can_show(character):
            return character
        return " " if character in _SHOWN_AS_SPACE else as_number(character)


def _characters(font: TTFont) -> frozenset[int]:
    """The characters that reportlab can write: its maps from codes to characters have four digits."""
    return frozenset(code for code in font.face.charToGlyph if code <= _LAST)


@lru_cache(maxsize=4)
def load_typeface(fonts: Path, *, plain: bool = False) -> Typeface:
    """Read and register the three faces in ``fonts``. Raises :class:`OSError` if a file is missing.

    ``plain``: see :class:`Typeface`.
    """
    faces = {face: TTFont(face.value, str(fonts / f"{face}.ttf")) for face in Face}
    for font in faces.values():
        pdfmetrics.registerFont(font)
    return Typeface(
        advances={face: dict(font.face.charWidths) for face, font in faces.items()},
        covered=frozenset.intersection(*(_characters(font) for font in faces.values())),
        plain=plain,
    )
