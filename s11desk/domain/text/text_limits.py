"""How long a text may be. Longer texts that an older version took stay readable, and can be shortened.

A limit keeps a text that was pasted by mistake, or written by a stranger, from slowing down every page and return.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from s11desk.errors.answer_errors import TextTooLong

NAME_LIMIT = 200
"""Characters of the name of an agency or a signer."""
LINE_LIMIT = 1_000
"""Characters of a text of one line."""
MESSAGE_LIMIT = 2_000
"""Characters of what a person writes to a colleague whom they ask."""
LONG_LIMIT = 100_000
"""Characters of a text of several lines: about forty pages."""

_START = 40
"""Characters by which a person knows a text again."""


class LimitedText(NamedTuple):
    """A text and the most characters that it may have."""

    text: str
    limit: int


def first_too_long(texts: Iterable[LimitedText], before: Iterable[LimitedText] = ()) -> LimitedText | None:
    """The first text that is longer than its limit, and longer than each text that was saved ``before``."""
    wrong = [one for one in texts if len(one.text) > one.limit]
    if not wrong:
        return None
    longest = max((len(one.text) for one in before), default=0)
    return next((one for one in wrong if len(one.text) > longest), None)


def require_kept_length(texts: Iterable[LimitedText], before: Iterable[LimitedText] = ()) -> None:
    """Raise ``TextTooLong`` for the first of ``texts`` that is too long.

    ``before``: what is saved in its place. An older version may have taken a longer text; that can be shortened step by
    step.
    """
    found = first_too_long(texts, before)
    if found is not None:
        raise TextTooLong(start=found.text[:_START], length=len(found.text), limit=found.limit)
