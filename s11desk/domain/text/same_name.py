"""Compare the names of people and organisations as a person would: capitals, accents, spaces and dots do not count."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from s11desk.domain.text.look_alikes import skeleton

_ACCENTS = range(0x300, 0x370)
"""Combining marks of Latin, Greek and Cyrillic letters. Marks of other scripts are vowels, and count."""


@lru_cache(1024)  # the same agencies come again and again
def comparable_name(name: str) -> str:
    """The letters and digits of a name, for comparing. Empty if it has none."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    return "".join(letter for letter in plain if letter.isalnum() or _is_vowel(letter))


def is_same_name(one: str, other: str) -> bool:
    """Whether two texts are the same name, or look the same. An empty name is the same as no other."""
    folded = comparable_name(one)
    return bool(folded) and skeleton(folded) == skeleton(comparable_name(other))


def _is_vowel(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M") and ord(letter) not in _ACCENTS
