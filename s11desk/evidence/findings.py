"""The facts that the content of a file shows. :mod:`s11desk.evidence.sniff` decides on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Findings:
    """What the content of a file shows about it.

    ``noun``: the kind of file in plain words. ``types``: the extensions that a file with this content may have.
    """

    noun: str
    types: frozenset[str] = frozenset()
    has_macros: bool = False
    is_encrypted: bool = False
    is_damaged: bool = False


UNKNOWN = Findings("unknown")
EMPTY = Findings("an empty file")
