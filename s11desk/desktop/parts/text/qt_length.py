"""The length of a text as Qt counts it."""

from __future__ import annotations


def qt_length(text: str) -> int:
    """How many units of UTF-16 ``text`` has: a character outside the basic plane, such as most emoji, has two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
