"""What the content of a file says about it: separate facts, judged in :mod:`s11desk.evidence.sniff`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Findings:
    """``noun``: what the file is, in plain words. ``types``: the extensions a file with this content may carry."""

    noun: str
    types: frozenset[str] = frozenset()
    has_macros: bool = False
    is_encrypted: bool = False
    is_damaged: bool = False


UNKNOWN = Findings("unknown")
EMPTY = Findings("an empty file")
