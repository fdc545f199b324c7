"""A problem before it is reported: its location is still a path into the document, not a text."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.domain.topics.pack_problems import ProblemCode

MAX_FOUND_LENGTH = 80
"""The largest number of characters that a flaw quotes from arbitrary content."""

JsonPath = tuple[str | int, ...]
"""Keys and positions from the top of ``topic.json`` down to one value."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """One mistake in a pack. The fields without a line here are as in ``Problem``.

    ``line``: its line in the file, if the path is not enough to find it. ``line_within``: the number of lines after
    the start of the text at ``path``.
    """

    code: ProblemCode
    path: JsonPath
    found: str = ""
    allowed: tuple[str, ...] = ()
    limit: int = 0
    line: int = 0
    line_within: int = 0


def cut_text(value: object) -> str:
    """``value`` as text, cut to ``MAX_FOUND_LENGTH`` characters."""
    return str(value)[:MAX_FOUND_LENGTH]
