"""The day in England at a moment. A last day ends there at midnight, whatever the clock of a computer is set to.

The rule is written out because Windows has no table of zones that every Python reads: summer time begins on the last
Sunday of March and ends on the last Sunday of October, each at 01:00 UTC.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

_HOUR = dt.timedelta(hours=1)


def england_day(moment: dt.datetime) -> dt.date:
    """The date on a clock in England at ``moment``, which has a zone. At the ends of the calendar: that of UTC."""
    try:
        utc = moment.astimezone(dt.UTC)
    except OverflowError:
        return moment.date()
    return (utc + _HOUR).date() if _is_summer(utc) else utc.date()


def _is_summer(utc: dt.datetime) -> bool:
    return _change(utc.year, 3) <= utc < _change(utc.year, 10)


@lru_cache(64)
def _change(year: int, month: int) -> dt.datetime:
    """01:00 UTC on the last Sunday of a month with 31 days."""
    last = dt.datetime(year, month, 31, 1, tzinfo=dt.UTC)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7)
