"""Warnings about a write that succeeded: the file has its name and is whole, but a last step failed.

Such a step must not be reported as a failure, because the person would then do the same thing twice. A write calls
:func:`warn`. A shell that runs a task wraps it in :func:`collect_warnings` and shows the warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple


class WarningKind(StrEnum):
    """The step that failed.

    ``UNCONFIRMED``: the disk did not confirm a new name in ``path``, so a power cut could still undo it.
    ``LEFT_BEHIND``: the temporary file ``path`` could not be removed.
    """

    UNCONFIRMED = "unconfirmed"
    LEFT_BEHIND = "left-behind"


class WriteWarning(NamedTuple):
    """One failed step. ``path``: for UNCONFIRMED a folder, for LEFT_BEHIND a file."""

    kind: WarningKind
    path: Path


class CollectedWarnings:
    """The warnings of one task. ``found``: each warning once, in the order in which they came."""

    def __init__(self) -> None:
        self.found: dict[WriteWarning, None] = {}

    def add(self, warning: WriteWarning) -> None:
        """Add ``warning``, unless it is already there."""
        self.found.setdefault(warning)

    def take(self) -> tuple[WriteWarning, ...]:
        """Return the warnings and begin again with none."""
        taken = tuple(self.found)
        self.found.clear()
        return taken


_collected: ContextVar[CollectedWarnings | None] = ContextVar("s11desk write warnings", default=None)


def warn(kind: WarningKind, path: Path) -> None:
    """Add a warning to the task that runs now. Does nothing if no task collects warnings."""
    collected = _collected.get()
    if collected is not None:
        collected.add(WriteWarning(kind, path))


@contextmanager
def collect_warnings() -> Iterator[CollectedWarnings]:
    """Collect the warnings of the block. Each thread and each block has its own collection."""
    collected = CollectedWarnings()
    token = _collected.set(collected)
    try:
        yield collected
    finally:
        _collected.reset(token)
