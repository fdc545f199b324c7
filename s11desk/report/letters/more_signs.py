"""A plain form for further signs, since layout 5: flags, numbers in circles, wide letters, newer emoji.

Every sign here is one of Unicode 14, that of Python 3.11, and its name and its plain letters never change. So every
Python that runs this program writes the same.
"""

from __future__ import annotations

import re
import unicodedata

_SIGNS = {
    **dict.fromkeys("\u21a9\u27f5\uf0df", "<-"),
    **dict.fromkeys("\u21b3\u21e8\uf0e8", "->"),
    **dict.fromkeys("\u2197\uf0e1", "[up]"),
    **dict.fromkeys("\u2198\uf0e2", "[down]"),
    "\u27f9": "=>",
    "\u21b5": "[return]",
    "\u2206": "[change]",
    "\u2211": "[sum]",
    "\u22c5": "\u00b7",
    "\u223c": "~",
    **dict.fromkeys("\u2500\u2501", "-"),
    **dict.fromkeys("\u2502\u2503", "|"),
    "\uf04a": "[smiling face]",
    "\uf04c": "[frowning face]",
    **dict.fromkeys("\uf0a8\uf06f", "[ ]"),
    **dict.fromkeys("\uf0fe\uf0fd", "[x]"),
}
"""Also those that a word processor puts where its symbol fonts have an arrow, a face or a box."""
_NAMED = (
    *(
        (0x2195, 0x2197),
        (0x2199, 0x21A9),
        (0x21AA, 0x21B3),
        (0x21B4, 0x21B5),
        (0x21B6, 0x21D0),
        (0x21D1, 0x21D2),
        (0x21D3, 0x21D4),
        (0x21D5, 0x21E8),
        (0x21E9, 0x2200),
        (0x2234, 0x2236),
        (0x2266, 0x2268),
        (0x231A, 0x231C),
        (0x23E9, 0x23F4),
        (0x2205, 0x2212),
        (0x2222, 0x222C),
        (0x2261, 0x2262),
        (0x2282, 0x2284),
    ),
    *(
        (0x2580, 0x25A0),
        (0x25A2, 0x25AA),
        (0x25AC, 0x25B6),
        (0x25B7, 0x25B8),
        (0x25BB, 0x25C6),
        (0x25C8, 0x25CA),
        (0x25CD, 0x25CF),
        (0x25D0, 0x25E6),
        (0x25E7, 0x2600),
        (0x1F170, 0x1F172),
        (0x1F17E, 0x1F180),
        (0x1F18E, 0x1F18F),
        (0x1F191, 0x1F19B),
        (0x1F6D0, 0x1F6D3),
        (0x1F6D5, 0x1F6D8),
    ),
    *((0x1F6E0, 0x1F6ED), (0x1F6F0, 0x1F6FD), (0x1F7E0, 0x1F7EC), (0x1FA70, 0x1FA75), (0x1FA78, 0x1FA7B)),
    *((0x1FA80, 0x1FA87), (0x1FA90, 0x1FAA9), (0x1FAB0, 0x1FAB7), (0x1FAC0, 0x1FAC3), (0x1FAD0, 0x1FAD7)),
    *((0x1FAE0, 0x1FAE8), (0x1FAF0, 0x1FAF7)),
)
"""Ranges of signs without a gap, from the first up to before the last."""
_CIRCLED = (range(0x2460, 0x2474), range(0x24B6, 0x24EA))
_AS_LETTERS = (range(0x2474, 0x249C), range(0x2160, 0x2180), range(0xFF01, 0xFF5F), range(0x1D400, 0x1D800))
"""Numbers with a full stop or in brackets, Roman numbers, wide letters, letters of mathematics."""
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")
_FLAG_OF_PART = re.compile("\U0001f3f4([\U000e0061-\U000e007a]{5})\U000e007f")
_PARTS = {"gbeng": "England", "gbsct": "Scotland", "gbwls": "Wales"}
_FIRST_OF_FLAG, _LOOKS = 0x1F1E6, "\ufe0e\ufe0f"
_MORE = re.compile(
    "["
    + re.escape("".join(_SIGNS))
    + _LOOKS
    + "\U0001f1e6-\U0001f1ff"
    + "".join(f"{chr(first)}-{chr(last - 1)}" for first, last in _NAMED)
    + "".join(f"{chr(some[0])}-{chr(some[-1])}" for some in (*_CIRCLED, *_AS_LETTERS))
    + "]"
)


def has_more_signs(text: str) -> bool:
    """Whether ``text`` has a sign that may be one of these."""
    return not text.isascii() and (_MORE.search(text) is not None or _FLAG_OF_PART.search(text) is not None)


def in_more_signs(text: str) -> str:
    """``text`` with a plain form for each of these signs: ``(1)``, ``[flag GB]``, ``[alarm clock]``."""
    named = _FLAG_OF_PART.sub(_flag_of_part, text)
    return _MORE.sub(lambda found: _plain(found.group()), _FLAG.sub(_flag, named))


def _flag_of_part(found: re.Match[str]) -> str:
    letters = "".join(chr(ord(one) & 0x7F) for one in found.group(1))
    return f"[flag {_PARTS.get(letters, letters.upper())}]"


def _flag(found: re.Match[str]) -> str:
    letters = (chr(ord("A") + ord(one) - _FIRST_OF_FLAG) for one in found.groups())
    return f"[flag {''.join(letters)}]"


def _plain(sign: str) -> str:
    if sign in _LOOKS:
        return ""
    code = ord(sign)
    letters = unicodedata.normalize("NFKC", sign)
    if any(code in some for some in _CIRCLED):
        return f"({letters})"
    if any(code in some for some in _AS_LETTERS):
        return letters
    is_named = any(first <= code < last for first, last in _NAMED) and sign not in _SIGNS
    return f"[{unicodedata.name(sign).lower()}]" if is_named else _SIGNS.get(sign, sign)
