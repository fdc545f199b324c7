"""What a person may type, made safe to keep: every character is kept, or visibly replaced, never dropped unseen."""

from __future__ import annotations

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_KEPT_CONTROLS = "\n\t"


def clean_text(text: str) -> str:
    """Line ends become ``\\n``; characters that no file format can carry become the replacement character.

    These are control characters, lone surrogates and non-characters: SQLite, XML and PDF each refuse some of them.
    Composed form (NFC), so that the same word is the same bytes whichever system it was typed on.
    """
    if text.isascii() and text.isprintable():
        return text  # by far the most, and the rest takes a while
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", "".join(c if _can_be_kept(c) else REPLACEMENT for c in unified))


def clean_line(text: str) -> str:
    """As :func:`clean_text`, for a field of a single line: white space runs become one space, ends are trimmed."""
    return " ".join(clean_text(text).split())


def _can_be_kept(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and ord(character) & 0xFFFE != 0xFFFE
