"""What long tasks are given: a way to tell how far they are, and a way to be told to stop. Qt-free."""

from __future__ import annotations

from s11desk.errors import Cancelled
from s11desk.progress import Cancel, Progress

__all__ = ["Cancel", "Progress", "never_cancelled", "no_progress", "stop_if_cancelled"]


def no_progress(done: int, total: int, /) -> None:
    """For callers that show no progress."""


def never_cancelled() -> bool:
    return False


def stop_if_cancelled(cancel: Cancel) -> None:
    if cancel():
        raise Cancelled
