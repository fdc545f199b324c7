"""By which day a return must be made, and how late one is. A day ends at midnight in England."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review


def day_made(received: ReceivedReturn) -> dt.date:
    """The day on which it was made. What a computer made whose clock is ahead was there when it was taken in."""
    return england_day(min(received.facts.made, received.taken))


def last_day_after(last_day: dt.date | None, requests: Iterable[Review]) -> dt.date | None:
    """The last day of an agency that was asked to correct its return; None if it cannot be late.

    ``last_day``: its last day without the requests. ``requests``: the decisions that sent a return back. The newest
    one counts. The day that it gives is the last day, if it is the later one. If it gives none and was made after the
    last day, no correction could have come in time, so none is late.
    """
    newest = max(requests, key=lambda one: one.at, default=None)
    if newest is None:
        return last_day
    if newest.due is not None:
        return max(newest.due, last_day or dt.date.min)
    return last_day if last_day is not None and england_day(newest.at) <= last_day else None


def days_past(day: dt.date, last_day: dt.date | None) -> int:
    """The number of days from ``last_day`` to ``day``; 0 if it has not passed, or if there is none."""
    return max(0, (day - last_day).days) if last_day is not None else 0
