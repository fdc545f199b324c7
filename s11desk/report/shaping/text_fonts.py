"""Choose the font of each character of a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from s11desk.report.shaping.script_fonts import Script, ShapingFont, script_of

_SHARED = "\u0964\u0965"
"""The ends of sentences in most scripts of India, which stand in the block of one of them."""


@dataclass(frozen=True, slots=True, eq=False)
class TextFonts:
    """The fonts for one face. ``advances``: the widths of the typeface's own characters, in thousandths of the size.

    ``own``: its own font, for letters with marks. ``scripts``: the fonts of further scripts. ``plain``: the characters
    that are drawn one by one.
    """

    advances: Mapping[int, float]
    own: ShapingFont
    scripts: Mapping[Script, ShapingFont]
    plain: frozenset[str]

    def width(self, text: str) -> float:
        """The width of a text that is drawn character by character, in thousandths of the font size."""
        return sum(self.advances[ord(character)] for character in text)

    def has_letter(self, character: str) -> bool:
        """Whether a font of a further script has the character."""
        script = script_of(ord(character))
        return script is not None and ord(character) in self.scripts[script].characters

    def fonts_of(self, word: str) -> Iterator[ShapingFont | None]:
        """The font of a further script for each character; None for the typeface's own."""
        before: ShapingFont | None = None
        for character in word:
            if before is None or not self._continues(character, before):
                script = script_of(ord(character))
                font = self.scripts[script] if script is not None else None
                before = font if font is not None and ord(character) in font.characters else None
            yield before

    def _continues(self, character: str, font: ShapingFont) -> bool:
        """Whether a character belongs to the letter before it."""
        category = unicodedata.category(character)
        return category == "Cf" or ((category[0] == "M" or character in _SHARED) and ord(character) in font.characters)
