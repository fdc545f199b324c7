"""The clock of this computer. It has a module of its own because the reader process needs nothing else of a home."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Clock = Callable[[], dt.datetime]


def system_clock() -> dt.datetime:
    """The time now, in UTC, in whole seconds, because stored and signed times are in whole seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
