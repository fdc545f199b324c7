"""The Unicode Bidirectional Algorithm (UAX 9) for one paragraph: in which order its characters stand on paper.

Overrides have no effect; no script needs them, and the typeface shows their numbers instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from s11desk.report.shaping.isolating_runs import IsolatingRun, isolating_runs, matching_ends
from s11desk.report.shaping.resolve_types import resolve_types

_MOST_DEEP = 125
_EMBEDDINGS = {"LRE": 0, "RLE": 1}
_ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_AT_LINE_END = frozenset({"WS", "LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF", "BN", "B"})
_LEFT_ALONE = frozenset({"L", "EN", "ES", "ET", "CS", "NSM", "BN", "S", "WS", "ON"})
"""Kinds that stay as they are where nothing runs from the right."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``base``: the level of the paragraph, 1 if it runs from the right. ``levels``: that of each character."""

    base: int
    levels: tuple[int, ...]


def resolve_paragraph(text: str, base: int | None = None) -> Paragraph:
    """The levels of ``text``, which has no line break. With ``base`` None, its first letter decides the direction.

    Those are the rules P2 and P3.
    """
    kinds = [unicodedata.bidirectional(character) or "L" for character in text]
    if not base and _LEFT_ALONE.issuperset(kinds):
        return Paragraph(0, (0,) * len(kinds))
    ends = matching_ends(kinds)
    base = _first_strong(kinds, ends, 0, len(kinds)) if base is None else base
    levels = _explicit_levels(kinds, ends, base)
    for run in tuple(isolating_runs(kinds, ends, levels, base)):  # all of them before any level changes
        _resolve_run(run, text, kinds, levels)
    return Paragraph(base, tuple(levels))


def usual_direction(text: str) -> int:
    """1 if most letters of ``text`` run from the right, otherwise 0 (rule HL1).

    The first letter alone would turn round a line of English that begins with a name in Hebrew.
    """
    kinds = [unicodedata.bidirectional(character) for character in text]
    return int(sum(kind in {"R", "AL"} for kind in kinds) > kinds.count("L"))


def line_levels(paragraph: Paragraph, text: str, start: int, end: int) -> tuple[int, ...]:
    """The levels of the line from ``start`` to ``end``: white space at its end has the paragraph's level (rule L1)."""
    last = end
    while last > start and unicodedata.bidirectional(text[last - 1]) in _AT_LINE_END:
        last -= 1
    return paragraph.levels[start:last] + (paragraph.base,) * (end - last)


def visual_order(levels: Sequence[int]) -> list[int]:
    """The places in ``levels`` from left to right on paper (rule L2)."""
    order = list(range(len(levels)))
    odd = [level for level in levels if level % 2]
    for least in range(max(levels, default=0), min(odd, default=1) - 1, -1):
        at = 0
        while at < len(order):
            if levels[order[at]] < least:
                at += 1
                continue
            end = at
            while end < len(order) and levels[order[end]] >= least:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end
    return order


def _first_strong(kinds: Sequence[str], ends: dict[int, int], start: int, stop: int) -> int:
    at = start
    while at < stop:
        if kinds[at] in {"R", "AL"}:
            return 1
        if kinds[at] == "L":
            return 0
        at = ends.get(at, stop) if kinds[at] in _ISOLATES else at + 1
    return 0


@dataclass(slots=True)
class _Embeddings:
    """The open embeddings and isolates (rules X1 to X7): the level of each, and whether it is an isolate."""

    open: list[tuple[int, bool]]
    too_deep_isolates: int = 0
    too_deep_embeddings: int = 0
    isolates: int = 0

    def begin(self, direction: int, *, is_isolate: bool) -> None:
        level = self.open[-1][0]
        deeper = level + 1 if (level + 1) % 2 == direction else level + 2
        if deeper <= _MOST_DEEP and not self.too_deep_isolates and not self.too_deep_embeddings:
            self.isolates += is_isolate
            self.open.append((deeper, is_isolate))
        elif is_isolate:
            self.too_deep_isolates += 1
        elif not self.too_deep_isolates:
            self.too_deep_embeddings += 1

    def end_isolate(self) -> None:
        if self.too_deep_isolates:
            self.too_deep_isolates -= 1
        elif self.isolates:
            self.too_deep_embeddings = 0
            while not self.open[-1][1]:
                self.open.pop()
            self.open.pop()
            self.isolates -= 1

    def end_embedding(self) -> None:
        if self.too_deep_isolates:
            return
        if self.too_deep_embeddings:
            self.too_deep_embeddings -= 1
        elif not self.open[-1][1] and len(self.open) > 1:
            self.open.pop()


def _explicit_levels(kinds: Sequence[str], ends: dict[int, int], base: int) -> list[int]:
    levels, embeddings = [], _Embeddings([(base, False)])
    for at, kind in enumerate(kinds):
        if kind == "PDI":
            embeddings.end_isolate()
        levels.append(embeddings.open[-1][0])
        if kind in _EMBEDDINGS:
            embeddings.begin(_EMBEDDINGS[kind], is_isolate=False)
        elif kind in _ISOLATES:
            inside = _first_strong(kinds, ends, at + 1, ends.get(at, len(kinds)))
            embeddings.begin({"LRI": 0, "RLI": 1}.get(kind, inside), is_isolate=True)
        elif kind == "PDF":
            embeddings.end_embedding()
    return levels


def _resolve_run(run: IsolatingRun, text: str, kinds: Sequence[str], levels: list[int]) -> None:
    """Rules I1 and I2: letters against the run's direction are one level deeper, numbers on the next even level."""
    resolved = resolve_types([kinds[at] for at in run.places], "".join(text[at] for at in run.places), run)
    for at, kind in zip(run.places, resolved, strict=True):
        if run.level % 2:
            levels[at] += kind in {"L", "EN", "AN"}
        else:
            levels[at] += {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)
