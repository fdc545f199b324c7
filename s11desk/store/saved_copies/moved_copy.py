"""A copy of drafts whose file, or its log, was moved or replaced while they were open."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from s11desk.store.checks.known_content import KnownDrafts, holds_known


@dataclass(frozen=True, slots=True)
class MovedCopy:
    """A copy of drafts whose file was moved or replaced while they were open, and what is in it."""

    path: Path
    database: Path
    home_id: str
    known: KnownDrafts

    def remove_if_needless(self) -> None:
        """Remove the copy if the drafts at their path now have everything that is in it. Raises nothing."""
        if holds_known(self.database, self.home_id, self.known):
            with suppress(OSError):
                self.path.unlink()
