"""Finds cycles among names that depend on each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def find_cycles(depends_on: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Cycles that share no name. Every name on any cycle is on one of these, or depends on one.

    In a cycle each name depends on the next one, and the last on the first. A cycle begins with its name that comes
    first in ``depends_on``.
    """
    left = {name: list(others) for name, others in depends_on.items()}
    cycles = []
    while left := _without_free_names(left):
        cycle = _cycle_from(next(iter(left)), left)
        cycles.append(_rotate(cycle, list(depends_on)))
        left = {name: [o for o in others if o not in cycle] for name, others in left.items() if name not in cycle}
    return cycles


def _without_free_names(depends_on: dict[str, list[str]]) -> dict[str, list[str]]:
    """Remove each name that depends on none of the names left, until there is none to remove."""
    dependants: dict[str, list[str]] = {}
    for name, others in depends_on.items():
        for other in others:
            dependants.setdefault(other, []).append(name)
    count_left = {name: len(others) for name, others in depends_on.items()}
    free = [name for name, count in count_left.items() if count == 0]
    while free:
        name = free.pop()
        del count_left[name]
        for dependant in dependants.get(name, ()):
            count_left[dependant] -= 1
            if count_left[dependant] == 0:
                free.append(dependant)
    return {name: [o for o in depends_on[name] if o in count_left] for name in depends_on if name in count_left}


def _cycle_from(name: str, left: dict[str, list[str]]) -> list[str]:
    """Every name left depends on a name left, so the walk must return to a name that it has passed."""
    walk: dict[str, int] = {}
    while name not in walk:
        walk[name] = len(walk)
        name = left[name][0]
    return list(walk)[walk[name] :]


def _rotate(cycle: list[str], order: list[str]) -> list[str]:
    first = cycle.index(min(cycle, key=order.index))
    return cycle[first:] + cycle[:first]
