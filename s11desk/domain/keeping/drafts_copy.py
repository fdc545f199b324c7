"""A copy of the drafts, such as a backup, and how the audits in it differ from those in the program now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class CopyKind(StrEnum):
    """How a copy came to be. CONFLICT: a sync program or a person made it. CHOSEN: a file from another place."""

    BACKUP = "backup"
    BEFORE_UPGRADE = "before-upgrade"
    SET_ASIDE = "set-aside"
    CONFLICT = "conflict"
    CHOSEN = "chosen"


class CopyState(StrEnum):
    """Whether a copy can be brought back. WHOLE: its tables can be read; restoring checks every page of it."""

    WHOLE = "whole"
    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    """The system does not let this program read the file, or the file is a link to nothing."""
    TOO_NEW = "too-new"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """A copy of the drafts. ``made``: by the clock at that time. ``size``: bytes, with its log if it has one.

    ``counter``: the home's count of backups at that time, 0 if the copy does not say; ``lines``: the last line of
    its journal. The two give the order. ``audits`` is None if the copy cannot be read.
    """

    kind: CopyKind
    state: CopyState
    made: dt.datetime
    size: int
    counter: int
    lines: int
    audits: int | None

    @property
    def can_be_restored(self) -> bool:
        """Whether the copy may take the place of the drafts."""
        return self.state is CopyState.WHOLE

    @property
    def holds_audits(self) -> bool:
        """Whether restoring the copy would bring back any audit."""
        return self.can_be_restored and bool(self.audits)


class Age(StrEnum):
    """How an audit in a copy compares with the same audit now. DIVERGED: each has changes that the other lacks."""

    SAME = "same"
    NEWER = "newer"
    OLDER = "older"
    DIVERGED = "diverged"
    ONLY_THERE = "only-there"
    ONLY_NOW = "only-now"


@dataclass(frozen=True, slots=True)
class AuditDifference:
    """An audit in a copy. ``answers``, ``actions`` and ``files``: how many of each differ from now."""

    audit: str
    agency: str
    topic: str
    changed: str
    age: Age
    answers: int
    actions: int
    files: int
