"""The one rule for "blank": a text in which nobody can see anything counts as nothing entered."""

from __future__ import annotations

import unicodedata

_INVISIBLE = {"Cc", "Cf", "Cs", "Mn", "Me", "Zl", "Zp", "Zs"}
"""The categories of characters that show nothing, or nothing without a letter before them."""
_RESERVED = (range(0xFFF0, 0xFFF9), range(0xE0000, 0xE1000))
"""Code points that Unicode reserves for characters that show nothing."""
_BLANK = "\u115f\u1160\u2065\u2800\u3164\uffa0\ufffc"
"""Characters of other categories that show nothing: fillers, the empty Braille cell, the place of a pasted picture."""


def is_blank_text(text: str) -> bool:
    """Whether ``text`` has only white space, invisible characters and stray marks."""
    return not any(map(_is_visible, text))


def _is_visible(character: str) -> bool:
    if character.isascii():
        return character.isprintable() and character != " "
    if character in _BLANK or any(ord(character) in codes for codes in _RESERVED):
        return False
    return unicodedata.category(character) not in _INVISIBLE
