"""Finds one of several languages by its tag (BCP 47): cy-GB is served by cy, and cy by cy-GB.

A comparison of tags letter by letter would show Welsh words to people who chose ``cy``, and English ones to those
whose form says ``cy-GB``. So everything that asks for a language asks here.
"""

from __future__ import annotations

from collections.abc import Iterable


def find_language(wanted: str, offered: Iterable[str]) -> str | None:
    """The tag among ``offered`` that serves ``wanted`` best; None if they are other languages.

    As in RFC 4647, section 3.4: the tag itself, then the tag without its last parts one by one, in any case of letters.
    For each of these, a tag that only adds parts to it serves too; the first of several.
    """
    tags = list(offered)
    parts = wanted.casefold().split("-")
    for length in range(len(parts) if wanted else 0, 0, -1):
        shorter = "-".join(parts[:length])
        exact = next((tag for tag in tags if tag.casefold() == shorter), None)
        longer = next((tag for tag in tags if tag.casefold().startswith(f"{shorter}-")), None)
        if exact is not None or longer is not None:
            return exact or longer
    return None


def is_same_language(one: str, other: str) -> bool:
    """Whether the two tags name one language, perhaps with different regions. An empty tag names none."""
    return find_language(one, (other,)) is not None
