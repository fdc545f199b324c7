"""Finds copies of one return that different people signed apart. Such copies are shown as forks and never merged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.returns.verifying.verify import Verdict


@dataclass(frozen=True, slots=True)
class SignedApart:
    """Files with the same return, of which at least two have signatures that the other lacks."""

    paths: tuple[Path, ...]


def find_signed_apart(verdicts: Iterable[Verdict]) -> tuple[SignedApart, ...]:
    """Group the unchanged returns by what their completer signed. A group is kept if it has a fork."""
    groups: dict[bytes, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.is_unchanged:
            groups.setdefault(verdict.read.container.signatures[0].p7s, []).append(verdict)
    return tuple(SignedApart(tuple(one.path for one in group)) for group in groups.values() if _has_fork(group))


def _has_fork(group: list[Verdict]) -> bool:
    chains = sorted({tuple(one.p7s for one in verdict.read.container.signatures) for verdict in group}, key=len)
    longest = chains[-1]
    return any(longest[: len(chain)] != chain for chain in chains)
