"""Words for letters that the PDF cannot show."""

from __future__ import annotations

from collections.abc import Sequence

from s11desk.wording.plain_text import as_number

_MOST = 12
"""Letters named in one line."""


def letters_line(letters: Sequence[str]) -> str:
    """The first few letters. For example: 中 文 and 3 more."""
    more = len(letters) - _MOST
    return " ".join(letters[:_MOST]) + (f" and {more} more" if more > 0 else "")


def unprintable_words(letters: Sequence[str]) -> str:
    """Say at a field which letters of its text the PDF shows as numbers; empty if it has all of them."""
    if not letters:
        return ""
    named, number = letters_line(letters), as_number(letters[0])
    return (
        f"The PDF has no letters for {named}, and shows a number like {number} for each. Your return also carries the "
        "text as you typed it."
    )
