"""A plain form for common signs that the shipped typeface lacks: bullets, ticks, arrows, and emoji by their names.

The names are those of the Unicode standard, which never change; only ranges without a gap in Unicode 14, that of
Python 3.11, are used. So every Python that runs this program writes the same. A sign that is not listed stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from s11desk.report.letters.more_signs import has_more_signs, in_more_signs

_BULLETS = (
    "\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u25a1\u25c6\u25c7\u2756"
    "\u27a2\u27a4\u25ba\u25b6\u2726\u2605\u2219\u25b8\u25b9\u2043\uf0b7\uf0a7\uf0d8"
)
"""Also those that word processors put where their own symbol fonts have a bullet."""
_SIGNS = {
    **dict.fromkeys(_BULLETS, "\u2022"),
    **dict.fromkeys("\u2713\u2714\u2705\uf0fc", "[tick]"),
    **dict.fromkeys("\u2717\u2718\u274c\u2715\u2716\uf0fb", "[cross]"),
    "\u2611": "[x]",
    "\u2612": "[x]",
    "\u2610": "[ ]",
    "\u2190": "<-",
    "\u2191": "[up]",
    "\u2193": "[down]",
    "\u2194": "<->",
    **dict.fromkeys("\u2192\u2794\u279c\u27f6\u279e\u27a1\uf0e0", "->"),
    "\u21d0": "<=",
    "\u21d2": "=>",
    "\u21d4": "<=>",
    "\u2264": "no more than ",
    "\u2265": "no less than ",
    "\u2260": "[not equal to]",
    "\u2248": "about ",
    "\u221a": "[square root]",
    "\u221e": "[infinity]",
    "\u3000": " ",
    **dict.fromkeys("\u2b50\u2b05\u2b06\u2b07", ""),
}
_SIGNS |= {sign: f"[{unicodedata.name(sign).lower()}]" for sign, plain in _SIGNS.items() if not plain}
_NAMED = ((0x2600, 0x2700), (0x2700, 0x27C0), (0x1F300, 0x1F650), (0x1F680, 0x1F6C6), (0x1F90C, 0x1FA00))
"""Ranges of signs and emoji, from the first up to before the last."""
_TONES = range(0x1F3FB, 0x1F400)
_SIGN = r"[\u2190-\u21ff\u2600-\u27bf\u2b05-\u2b50\U0001f300-\U0001f6c5\U0001f90c-\U0001f9ff]"
_JOINED = re.compile(rf"({_SIGN})[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d(?={_SIGN}))?|([0-9#*])\ufe0f?\u20e3")
"""What only changes the look of the sign before it: its colour, its skin tone, that it is one with the next."""


def in_plain_signs(text: str, *, more: bool = False) -> str:
    """``text`` with a plain form for each common sign: ``[tick]``, ``->``, ``[grinning face]``.

    ``more``: also those of :mod:`s11desk.report.letters.more_signs`.
    """
    if text.isascii():
        return text
    plain = in_more_signs(text) if more else text
    return "".join(_plain(character) for character in _JOINED.sub(r"\1\2", plain))


def needs_more_signs(text: str) -> bool:
    """Whether a sign of ``text`` has a plain form only with ``more``."""
    return has_more_signs(text) and in_plain_signs(text, more=True) != in_plain_signs(text)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if character in _SIGNS:
        return _SIGNS[character]
    code = ord(character)
    is_named = any(first <= code < last for first, last in _NAMED) and code not in _TONES
    return f"[{unicodedata.name(character).lower()}]" if is_named else character
