"""How a long task reports how far it is, and learns that it should stop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from s11desk.errors import Cancelled


class Progress(Protocol):
    """Told ``done`` of ``total`` units, as often as the task likes; called in the task's own thread."""

    def __call__(self, done: int, total: int, /) -> None: ...


class Cancel(Protocol):
    """Whether the person has asked for the task to stop; asked often, in the task's own thread."""

    def __call__(self) -> bool: ...


def no_progress(done: int, total: int, /) -> None:
    """For a caller that shows no progress."""


def never_cancelled() -> bool:
    """For a caller that never stops the task."""
    return False


def stop_if_cancelled(cancel: Cancel) -> None:
    """Raise :class:`Cancelled` if the person has asked for the task to stop."""
    if cancel():
        raise Cancelled


@dataclass(slots=True)
class Pace:
    """Counts bytes. ``total`` is what they will come to."""

    total: int
    progress: Progress | None = None
    cancel: Cancel | None = None
    done: int = 0

    def step(self, count: int) -> None:
        """Count ``count`` more bytes. Raises :class:`Cancelled`."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)
        if self.cancel is not None and self.cancel():
            raise Cancelled

    def take(self, block: bytes) -> None:
        """Count a block that was read. Raises :class:`Cancelled`."""
        self.step(len(block))
