"""Resolve numbers, marks, brackets and signs of one run (UAX 9, rules W1 to W7 and N0 to N2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from s11desk.report.shaping.isolating_runs import IsolatingRun

_NEUTRAL = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_BRACKETS = {"(": ")", "[": "]", "{": "}", "\u2045": "\u2046", "\u207d": "\u207e", "\u208d": "\u208e"}
"""The pairs of which the shipped typefaces have both."""
_MOST_OPEN = 63


def resolve_types(kinds: list[str], text: str, run: IsolatingRun) -> list[str]:
    """The kind of each character of a run: L, R, EN or AN."""
    marked = list(kinds)
    _resolve_numbers(kinds, run.before)
    _resolve_brackets(kinds, marked, text, run)
    _resolve_neutral(kinds, run)
    return kinds


def _resolve_numbers(kinds: list[str], before: str) -> None:
    previous = strong = before
    for at, kind in enumerate(kinds):  # W1, W2, W3
        if kind == "NSM":
            kind = "ON" if previous in {"LRI", "RLI", "FSI", "PDI"} else previous
        previous = kind
        if kind in {"L", "R", "AL"}:
            strong = kind
        kinds[at] = "AN" if kind == "EN" and strong == "AL" else kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]
    for at in range(1, len(kinds) - 1):  # W4
        around = (kinds[at - 1], kinds[at + 1])
        if (kinds[at] in {"ES", "CS"} and around == ("EN", "EN")) or (kinds[at] == "CS" and around == ("AN", "AN")):
            kinds[at] = around[0]
    _resolve_terminators(kinds)
    strong = before
    for at, kind in enumerate(kinds):  # W7
        strong = kind if kind in {"L", "R"} else strong
        kinds[at] = "L" if kind == "EN" and strong == "L" else kind


def _resolve_terminators(kinds: list[str]) -> None:
    """W5 and W6: signs such as a percent sign belong to the number beside them; other separators are neutral."""
    start = 0
    for kind, group in groupby(list(kinds)):
        end = start + len(list(group))
        if kind == "ET":
            beside = {kinds[start - 1] if start else "", kinds[end] if end < len(kinds) else ""}
            kinds[start:end] = ["EN" if "EN" in beside else "ON"] * (end - start)
        start = end
    kinds[:] = ["ON" if kind in {"ES", "CS"} else kind for kind in kinds]


def _resolve_brackets(kinds: list[str], marked: Sequence[str], text: str, run: IsolatingRun) -> None:
    """N0. ``marked``: the kinds before any rule, which show the marks on a bracket."""
    for first, last in _pairs(kinds, text):
        inside = {_strong(kind) for kind in kinds[first + 1 : last]}
        if run.direction in inside:
            direction = run.direction
        elif inside & {"L", "R"}:
            earlier = next((_strong(kinds[at]) for at in range(first - 1, -1, -1) if _strong(kinds[at])), run.before)
            other = "L" if run.direction == "R" else "R"
            direction = other if earlier == other else run.direction
        else:
            continue
        for bracket in (first, last):
            kinds[bracket] = direction
            for at in range(bracket + 1, len(kinds)):
                if marked[at] != "NSM":
                    break
                kinds[at] = direction


def _pairs(kinds: Sequence[str], text: str) -> list[tuple[int, int]]:
    """The pairs of brackets, in the order of the first of each (BD16)."""
    begun: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        if kinds[at] != "ON":
            continue
        if character in _BRACKETS:
            if len(begun) == _MOST_OPEN:
                return []
            begun.append((_BRACKETS[character], at))
        elif found := next((n for n in reversed(range(len(begun))) if begun[n][0] == character), None):
            pairs.append((begun[found][1], at))
            del begun[found:]
        elif begun and begun[0][0] == character:
            pairs.append((begun[0][1], at))
            begun.clear()
    return sorted(pairs)


def _strong(kind: str) -> str:
    return "R" if kind in {"R", "EN", "AN"} else "L" if kind == "L" else ""


def _resolve_neutral(kinds: list[str], run: IsolatingRun) -> None:
    """N1 and N2: signs between two letters of one direction have it too, others that of the run."""
    for start, end in _neutral_spans(kinds):
        earlier = _strong(kinds[start - 1]) if start else run.before
        later = _strong(kinds[end]) if end < len(kinds) else run.after
        kinds[start:end] = [earlier if earlier == later else run.direction] * (end - start)


def _neutral_spans(kinds: list[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for is_neutral, group in groupby(list(kinds), key=lambda kind: kind in _NEUTRAL):
        end = start + len(list(group))
        if is_neutral:
            yield start, end
        start = end
