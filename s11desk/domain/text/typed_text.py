"""Cleans what people type or paste: one kind of line break, spaces for tabs, and no invisible characters.

An invisible character stays only if a script needs it there: joiners inside words and emoji, direction marks in a line
with letters that run from right to left.
"""

from __future__ import annotations

import re
import unicodedata

from s11desk.domain.text.clean_text import clean_text, has_open_directions

_BREAKS = re.compile("\r\n|[\v\f\r\x85\u2028\u2029]")
_ARROWS = "\u27a2\u27a4\u2756\u25b6\u25b8\u25b9\u25ba\u25c6\u25c7\u2219\u2726"
_SIGNS = (
    f"{_ARROWS}\u2022\u2023\u2043\u00b7\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\u25a1\u2013*\uf0b7\uf0a7\uf0d8\uf0fc\uf076"
)
_BULLET = re.compile(f"^[ \t]*(?:[{_SIGNS}][ \t\u00a0]+|[o\u00a7\u00d8\u00fcv]\t+)", re.MULTILINE)
"""A bullet at the beginning of a line, as word processors copy it; letters are bullets of Wingdings."""
_ZWNJ, _ZWJ, _EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
_FILLERS = frozenset("\ufffc\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5")
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{5}\U000e007f")
"""The flag of England, Scotland or Wales: a flag, and letters that nobody sees (UTS #51, emoji tag sequences)."""
_JOINED = (range(0x0600, 0x0900), range(0x0900, 0x0E00), range(0x1000, 0x10A0), range(0x1780, 0x18B0))
"""Arabic and its relatives, the scripts of India and Sri Lanka, Burmese, Khmer, Mongolian."""


def typed_text(text: str) -> str:
    """``text`` as a person sees it, safe to store: see :func:`s11desk.domain.text.clean_text.clean_text`."""
    if text.isascii() and text.isprintable():
        return text
    lines = _BREAKS.sub("\n", text).replace("\t", " ").split("\n")
    return clean_text("\n".join(map(_without_invisible, lines)))


def typed_line(text: str) -> str:
    """As :func:`typed_text`, for a field of one line: runs of white space become one space, the ends are trimmed."""
    return " ".join(typed_text(text).split())


def pasted_text(text: str) -> str:
    """As :func:`typed_text`, with a list mark for each bullet that a word processor copies."""
    return typed_text(_BULLET.sub("- ", _BREAKS.sub("\n", text)))


def _without_invisible(line: str) -> str:
    if line.isascii():
        return line
    has_directions = any(map(_runs_from_right, line)) and not has_open_directions(line)
    flags = {at for flag in _FLAG.finditer(line) for at in range(*flag.span())}
    kept = [c for at, c in enumerate(line) if at in flags or _stays(line, at, c, has_directions=has_directions)]
    return "".join(kept)


def _stays(line: str, at: int, character: str, *, has_directions: bool) -> bool:
    before, after = line[at - 1] if at else "", line[at + 1 : at + 2]
    if character in _DIRECTIONS:
        return has_directions
    if character == _ZWJ:
        return _is_joined(before) or (_is_emoji(before) and _is_emoji(after))
    if character == _ZWNJ:
        return _is_joined(before) and _is_joined(after)
    if "\ufe00" <= character <= _EMOJI_STYLE:
        return bool(before) and not before.isspace()
    return character not in _FILLERS and unicodedata.category(character) != "Cf"


def _runs_from_right(character: str) -> bool:
    """Whether it is a letter of a script that runs from right to left. A mark of direction is none."""
    return unicodedata.bidirectional(character) in {"R", "AL"} and unicodedata.category(character)[0] == "L"


def _is_joined(character: str) -> bool:
    return bool(character) and any(ord(character) in script for script in _JOINED)


def _is_emoji(character: str) -> bool:
    return bool(character) and (character == _EMOJI_STYLE or unicodedata.category(character) in {"So", "Sk"})
