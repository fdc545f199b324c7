"""A problem while the checks are still at work: its place is a path into the document, not yet text."""

from __future__ import annotations

from dataclasses import dataclass

from s11desk.domain.pack_problems import ProblemCode

FOUND_SHOWN = 80
"""Characters of what was found that a flaw carries where that may be anything."""

Path = tuple[str | int, ...]
"""Keys and positions from the top of ``topic.json`` down to one value."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """``line``: in the file, where the path alone does not tell it. ``line_within``: lines from the start of the text
    at ``path``. The rest as in ``Problem``.
    """

    code: ProblemCode
    path: Path
    found: str = ""
    allowed: tuple[str, ...] = ()
    limit: int = 0
    line: int = 0
    line_within: int = 0


def shown(value: object) -> str:
    return str(value)[:FOUND_SHOWN]
