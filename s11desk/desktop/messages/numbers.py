"""Sizes, dates and lists as people write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from s11desk.wording.dates import day, parse_day

__all__ = ["clock_time", "counted", "day", "listed", "local_day", "parse_day", "size", "when"]


def size(number: int) -> str:
    """Bytes, in the unit a file manager would use."""
    if number < 1_000:
        return f"{number} bytes"
    if number < 1_000_000:
        return f"{number / 1_000:.0f} KB"
    return f"{number / 1_000_000:.1f} MB".replace(".0 MB", " MB")


def clock_time(moment: dt.datetime) -> str:
    """The time on this computer's clock."""
    return f"{moment.astimezone():%H:%M}"


def local_day(moment: dt.datetime) -> str:
    return day(moment.astimezone().date())


def when(moment: dt.datetime, now: dt.datetime) -> str:
    """As people say it: today with its time, any other day by its date."""
    if moment.astimezone().date() == now.astimezone().date():
        return f"today at {clock_time(moment)}"
    return f"on {local_day(moment)}"


def listed(words: Iterable[str], last: str = "or") -> str:
    *others, final = list(words) or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def counted(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
