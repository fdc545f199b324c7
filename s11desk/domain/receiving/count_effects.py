"""What a decision on one return, or its deletion, does to the others: which count then, and which do not any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from s11desk.domain.receiving.desk_counting import judge_returns
from s11desk.domain.receiving.desk_values import ReceivedReturn, ReviewState

Reviews = Mapping[str, ReviewState]
"""The state of each return with a decision, by SHA-256."""


@dataclass(frozen=True, slots=True)
class CountEffect:
    """``starts``: the other returns that count then. ``stops``: those that do not count any more.

    ``in_turn``: SHA-256 of every other return that counts sooner or later if each that begins to count is left out.
    """

    starts: tuple[ReceivedReturn, ...] = ()
    stops: tuple[ReceivedReturn, ...] = ()
    in_turn: tuple[str, ...] = ()


def effect_of_decision(
    of_audit: Sequence[ReceivedReturn], reviews: Reviews, sha256: str, decided: ReviewState
) -> CountEffect:
    """What deciding ``decided`` on the return ``sha256`` does. ``of_audit``: every return of its audit."""
    after = {**reviews, sha256: decided}
    found = _difference(sha256, _counting(of_audit, reviews), _counting(of_audit, after))
    return CountEffect(found.starts, found.stops, _in_turn(of_audit, after, found.starts))


def effect_of_deletion(of_audit: Sequence[ReceivedReturn], reviews: Reviews, sha256: str) -> CountEffect:
    """What deleting the return ``sha256`` does. ``of_audit``: every return of its audit."""
    rest = [one for one in of_audit if one.sha256 != sha256]
    return _difference(sha256, _counting(of_audit, reviews), _counting(rest, reviews))


def _counting(received: Sequence[ReceivedReturn], reviews: Reviews) -> dict[str, ReceivedReturn]:
    return {one.received.sha256: one.received for one in judge_returns(received, reviews) if one.counts}


def _difference(sha256: str, before: Mapping[str, ReceivedReturn], after: Mapping[str, ReceivedReturn]) -> CountEffect:
    starts = tuple(one for name, one in after.items() if name not in before and name != sha256)
    return CountEffect(starts, tuple(one for name, one in before.items() if name not in after and name != sha256))


def _in_turn(
    of_audit: Sequence[ReceivedReturn], reviews: Reviews, starts: tuple[ReceivedReturn, ...]
) -> tuple[str, ...]:
    """Every return that begins to count if ``starts`` and each one after them is left out."""
    found: list[str] = []
    while starts:
        found += [one.sha256 for one in starts]
        after = {**reviews, **dict.fromkeys(found, ReviewState.NOT_COUNTED)}
        before = _counting(of_audit, {**reviews, **dict.fromkeys(found[: -len(starts)], ReviewState.NOT_COUNTED)})
        starts = tuple(one for name, one in _counting(of_audit, after).items() if name not in before)
    return tuple(found)
