"""Progress and cancelling: how a long task reports its progress and finds out that it should stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from s11desk.errors import Cancelled


class Progress(Protocol):
    """A function that shows how far a task is. The task calls it often, in its own thread."""

    def __call__(self, done: int, total: int, /) -> None:
        """Take the report that ``done`` of ``total`` units are done."""


class Cancel(Protocol):
    """A function that returns True when the person wants a task to stop. The task calls it often, in its own thread."""

    def __call__(self) -> bool:
        """Return whether to stop."""


def no_progress(done: int, total: int, /) -> None:
    """Ignore progress: for a caller that shows none."""


def never_cancelled() -> bool:
    """Return False: for a caller that never stops the task."""
    return False


def stop_if_cancelled(cancel: Cancel | None) -> None:
    """Raise :class:`Cancelled` if the person wants the task to stop. None: nobody can stop it."""
    if cancel is not None and cancel():
        raise Cancelled


@dataclass(slots=True)
class ByteCounter:
    """Counts the bytes of a task that are done, reports them, and stops the task when it is cancelled.

    ``total``: the bytes of the whole task.
    """

    total: int
    progress: Progress | None = None
    cancel: Cancel | None = None
    done: int = 0

    def step(self, count: int) -> None:
        """Count ``count`` more bytes. Raises :class:`Cancelled`."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)
        stop_if_cancelled(self.cancel)

    def take(self, block: bytes) -> None:
        """Count a block that was read. Raises :class:`Cancelled`."""
        self.step(len(block))
