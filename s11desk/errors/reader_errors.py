"""Errors of the process that reads what strangers made."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from s11desk.errors import UserError


class StopReason(StrEnum):
    """Why reading was stopped."""

    TIME = "time"
    MEMORY = "memory"
    FAULT = "fault"
    """The reader ended by itself: the file broke it."""


class ReadingStopped(UserError, code="input.reading-stopped"):
    """The reader was stopped before it knew what is in the file. ``path``: the file, empty if it has no name."""

    path: Path
    reason: StopReason
