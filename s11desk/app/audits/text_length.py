"""Refuse a text that is longer than the program keeps, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable

from s11desk.domain.text_limits import LimitedText, first_too_long
from s11desk.errors.answer_errors import TextTooLong

_START = 40
"""Characters by which a person knows a text again."""


def require_kept_length(texts: Iterable[LimitedText], before: Iterable[LimitedText] = ()) -> None:
    """Raise ``TextTooLong`` for the first of ``texts`` that is too long.

    ``before``: what is saved in its place. An older version may have taken a longer text; that can be shortened step by
    step.
    """
    found = first_too_long(texts, before)
    if found is not None:
        raise TextTooLong(start=found.text[:_START], length=len(found.text), limit=found.limit)
