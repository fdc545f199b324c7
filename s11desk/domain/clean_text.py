"""Makes typed text safe to store. Each character is kept or visibly replaced; none disappears."""

from __future__ import annotations

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_KEPT_CONTROLS = "\n\t"
_DIRECTION_CONTROLS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], REPLACEMENT
)
"""Characters with the Unicode property Bidi_Control. They can make "reportfdp.exe" look like "reportexe.pdf"."""


def clean_text(text: str) -> str:
    """``text`` with ``\\n`` as line end, and with the replacement character for characters that cannot be stored.

    Those are control characters, lone surrogates and non-characters: SQLite, XML and PDF each refuse some of them.
    The result is in composed form (NFC), so that a word has the same bytes on every system.
    """
    if text.isascii() and text.isprintable():
        return text  # nearly every text ends here; the lines below are slow
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", "".join(c if _can_be_kept(c) else REPLACEMENT for c in unified))


def clean_line(text: str) -> str:
    """As :func:`clean_text`, for a field of one line: runs of white space become one space, the ends are trimmed."""
    return " ".join(clean_text(text).split())


def replace_direction_controls(text: str) -> str:
    """``text`` with characters that change the reading direction replaced, for names that people trust."""
    return text if text.isascii() else text.translate(_DIRECTION_CONTROLS)


def _can_be_kept(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and ord(character) & 0xFFFE != 0xFFFE
