"""What long tasks are given: a way to tell how far they are, and a way to be told to stop. Qt-free."""

from __future__ import annotations

from typing import Protocol

from s11desk.errors import Cancelled


class Progress(Protocol):
    """Told ``done`` of ``total`` units, as often as the task likes; called in the task's own thread."""

    def __call__(self, done: int, total: int, /) -> None: ...


class Cancel(Protocol):
    """Whether the person has asked for the task to stop."""

    def __call__(self) -> bool: ...


def no_progress(done: int, total: int, /) -> None:
    """For callers that show no progress."""


def never_cancelled() -> bool:
    return False


def stop_if_cancelled(cancel: Cancel) -> None:
    if cancel():
        raise Cancelled
