"""Circles in who waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def find_circles(waits_for: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Circles that share no name, so that every name on some circle is on one of these or waits for one.

    Each begins with the name that stands first in ``waits_for`` and goes from a name to one it waits for.
    """
    left = {name: list(others) for name, others in waits_for.items()}
    circles = []
    while left := _without_free_names(left):
        circle = _circle_from(next(iter(left)), left)
        circles.append(_turned(circle, list(waits_for)))
        left = {name: [o for o in others if o not in circle] for name, others in left.items() if name not in circle}
    return circles


def _without_free_names(waits_for: dict[str, list[str]]) -> dict[str, list[str]]:
    """Take away, again and again, the names that wait for nobody who is left."""
    waited_by: dict[str, list[str]] = {}
    for name, others in waits_for.items():
        for other in others:
            waited_by.setdefault(other, []).append(name)
    waiting = {name: len(others) for name, others in waits_for.items()}
    free = [name for name, count in waiting.items() if count == 0]
    while free:
        name = free.pop()
        del waiting[name]
        for waiter in waited_by.get(name, ()):
            waiting[waiter] -= 1
            if waiting[waiter] == 0:
                free.append(waiter)
    return {name: [o for o in waits_for[name] if o in waiting] for name in waits_for if name in waiting}


def _circle_from(name: str, left: dict[str, list[str]]) -> list[str]:
    """Whoever is left waits for someone who is left, so the walk must come back to a name it has passed."""
    walk: dict[str, int] = {}
    while name not in walk:
        walk[name] = len(walk)
        name = left[name][0]
    return list(walk)[walk[name] :]


def _turned(circle: list[str], order: list[str]) -> list[str]:
    first = circle.index(min(circle, key=order.index))
    return circle[first:] + circle[:first]
