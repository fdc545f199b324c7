"""Sentences about texts that are too long, for both shells."""

from __future__ import annotations

from s11desk.errors.answer_errors import TextTooLong
from s11desk.wording.plain_text import one_line


def full_field(limit: int) -> str:
    """What a field says that takes no more."""
    return f"This is full: it takes {limit:,} characters. What did not fit was left out"


def too_long(error: TextTooLong) -> str:
    """What is too long, and what to do."""
    return (
        f"The text that begins “{one_line(error.start)}…” has {error.length:,} characters. At most {error.limit:,} can "
        "be kept. Shorten it, or put it into a file and attach that"
    )
