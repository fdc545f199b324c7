"""Makes typed text safe to store. Each character is kept or visibly replaced; none disappears."""

from __future__ import annotations

import unicodedata

from s11desk.domain.text.text_limits import NAME_LIMIT

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_KEPT_CONTROLS = "\n\t"
DIRECTION_CONTROLS = dict.fromkeys(
    [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], REPLACEMENT
)
"""Characters with the Unicode property Bidi_Control. They can make "reportfdp.exe" look like "reportexe.pdf"."""

_OVERRIDES = "\u202d\u202e"
_CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
"""For each embedding and isolate, the character that ends it."""
_CLOSERS = "\u202c\u2069"
_MAX_MARKS = 30
"""Marks on one letter: the limit of the Stream-Safe Text Format (UAX #15, 13)."""


def clean_text(text: str) -> str:
    """``text`` with ``\\n`` as line end, and with the replacement character for characters that cannot be stored.

    Those are control characters, lone surrogates and non-characters: SQLite, XML and PDF each refuse some of them.
    The result is in composed form (NFC), so that a word has the same bytes on every system; except for a text with more
    than 30 marks on one letter.
    """
    if text.isascii() and text.isprintable():
        return text  # nearly every text ends here; the lines below are slow
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = "".join(c if _can_be_kept(c) else REPLACEMENT for c in unified)
    return kept if _has_endless_marks(kept) else unicodedata.normalize("NFC", kept)


def clean_line(text: str) -> str:
    """As :func:`clean_text`, for a field of one line: runs of white space become one space, the ends are trimmed."""
    return " ".join(clean_text(text).split())


def clean_caption(text: str) -> str:
    """As :func:`clean_line`, and no change of the reading direction reaches beyond the text."""
    return close_directions(clean_line(text))


def close_directions(text: str) -> str:
    """``text``; if it has open directions, with all its changes of the reading direction replaced."""
    return replace_direction_controls(text) if has_open_directions(text) else text


def replace_direction_controls(text: str) -> str:
    """``text`` with characters that change the reading direction replaced, for names that people trust."""
    return text if text.isascii() else text.translate(DIRECTION_CONTROLS)


def is_shown_line(text: str) -> bool:
    """Whether ``text`` is a name on one line that shows as it is. It may be empty."""
    is_plain = not any(character < " " for character in text) and not has_open_directions(text)
    return is_plain and text == text.strip() and len(text) <= NAME_LIMIT


def has_open_directions(text: str) -> bool:
    """Whether a change of the reading direction in ``text`` reaches beyond it, or turns letters round.

    An embedding or isolate must be closed, in the right order, before the text ends. Overrides never pass: no script
    needs them. Marks without a reach (U+200E, U+200F, U+061C) always pass.
    """
    if text.isascii():
        return False
    closers: list[str] = []
    for character in text:
        if character in _OVERRIDES:
            return True
        if character in _CLOSED_BY:
            closers.append(_CLOSED_BY[character])
        elif character in _CLOSERS and (not closers or closers.pop() != character):
            return True
    return bool(closers)


def _has_endless_marks(text: str) -> bool:
    """Whether a letter has more marks than any language writes. To compose them takes the square of their number."""
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MAX_MARKS:
            return True
    return False


def _can_be_kept(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    return unicodedata.category(character) not in {"Cc", "Cs"} and ord(character) & 0xFFFE != 0xFFFE
