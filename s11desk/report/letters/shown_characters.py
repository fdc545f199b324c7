"""Which invisible characters a text keeps on paper, because a script needs them; readers see the others' numbers."""

from __future__ import annotations

import unicodedata

from s11desk.domain.text.clean_text import has_open_directions
from s11desk.report.shaping.script_fonts import script_of

_JOINERS = "\u200c\u200d"
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")


def turns_directions(line: str) -> bool:
    """Whether marks of direction may have their effect: beside letters from the right, and none stays open."""
    return any(unicodedata.bidirectional(c) in {"R", "AL"} and c not in _DIRECTIONS for c in line) and (
        not has_open_directions(line)
    )


def keeps_invisible(line: str, at: int, *, turns: bool) -> bool:
    """Whether the invisible character at ``at`` has an effect that its script needs. ``turns``: of the line."""
    if line[at] in _DIRECTIONS:
        return turns
    return line[at] in _JOINERS and at > 0 and script_of(ord(line[at - 1])) is not None
