"""Divide a paragraph into the runs in which directions are resolved (UAX 9, definitions BD9 and BD13, rule X10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_REMOVED = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "BN"})
"""Kinds without any effect on the order after the levels are known (rule X9)."""


@dataclass(frozen=True, slots=True)
class IsolatingRun:
    """Places of one level that are read on together. ``before`` and ``after``: the directions around it, L or R."""

    places: tuple[int, ...]
    level: int
    before: str
    after: str

    @property
    def direction(self) -> str:
        """L or R."""
        return direction_of(self.level)


def direction_of(level: int) -> str:
    """L for an even level, R for an odd one."""
    return "R" if level % 2 else "L"


def matching_ends(kinds: Sequence[str]) -> dict[int, int]:
    """The place of the end of each isolate that is closed."""
    begun: list[int] = []
    ends: dict[int, int] = {}
    for at, kind in enumerate(kinds):
        if kind in _ISOLATES:
            begun.append(at)
        elif kind == "PDI" and begun:
            ends[begun.pop()] = at
    return ends


def isolating_runs(
    kinds: Sequence[str], ends: dict[int, int], levels: Sequence[int], base: int
) -> Iterator[IsolatingRun]:
    """The runs of a paragraph. A run goes on after an isolate that is inside it."""
    kept = [at for at, kind in enumerate(kinds) if kind not in _REMOVED]
    position = {at: number for number, at in enumerate(kept)}
    pieces = [list(piece) for _, piece in groupby(kept, key=lambda at: levels[at])]
    beginning_at = {piece[0]: piece for piece in pieces}
    closing = set(ends.values())

    def level_at(number: int) -> int:
        return levels[kept[number]] if 0 <= number < len(kept) else base

    for piece in pieces:
        if piece[0] in closing:
            continue
        places = list(piece)
        while kinds[places[-1]] in _ISOLATES and places[-1] in ends:
            places += beginning_at[ends[places[-1]]]
        level = levels[places[0]]
        before = level_at(position[places[0]] - 1)
        after = base if kinds[places[-1]] in _ISOLATES else level_at(position[places[-1]] + 1)
        yield IsolatingRun(tuple(places), level, direction_of(max(level, before)), direction_of(max(level, after)))
