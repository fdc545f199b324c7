"""The place of searched words in a text. Capitals and accents do not matter, as in the search itself."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def place_of(text: str, words: str) -> tuple[int, int] | None:
    """Where ``words`` are in ``text``: the first character and their number. None if they are not there.

    If they are not there one after the other, the place of the first single word.
    """
    plain, places = _plain(text)
    whole = _plain(words.strip())[0]
    for wanted in (whole, *_WORD.findall(whole)):
        start = plain.find(wanted) if wanted else -1
        if start >= 0:
            first, last = places[start], places[start + len(wanted) - 1]
            return first, last - first + 1
    return None


def found_number(text: str, words: str) -> int:
    """How many of the single ``words`` are in ``text``."""
    plain = _plain(text)[0]
    return sum(word in plain for word in _WORD.findall(_plain(words)[0]))


def _plain(text: str) -> tuple[str, list[int]]:
    """``text`` without capitals and accents, and for each of its characters the place in ``text``."""
    found: list[tuple[str, int]] = []
    for at, character in enumerate(text):
        parts = unicodedata.normalize("NFD", character).casefold()
        found += [(part, at) for part in parts if not unicodedata.combining(part)]
    return "".join(part for part, _ in found), [at for _, at in found]
