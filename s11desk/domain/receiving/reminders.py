"""That agencies were reminded: at most once a day of each audit. A record of it can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from s11desk.domain.england_time import england_day


class Reminder(msgspec.Struct, frozen=True, omit_defaults=True):
    """That an agency was reminded of a topic: by whom and when.

    ``is_taken_back``: the officer says that they have not reminded it after all. The last reminder before this record
    does not hold any more.
    """

    topic: str
    who: str
    at: dt.datetime
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True)
class ReminderWords:
    """What the reminders of a desk say. ``text``: with words to fill in.

    ``last_day`` and ``address``: for questions that have none; None and empty if they are not known.
    """

    text: str
    last_day: dt.date | None = None
    address: str = ""


def reminders_that_hold(records: Iterable[tuple[str, Reminder]]) -> tuple[tuple[str, Reminder], ...]:
    """The reminders that hold, each with the id of its agency. ``records``: all, the first one first.

    Of several on one day in England the last one holds.
    """
    held: dict[tuple[str, str], dict[dt.date, Reminder]] = {}
    for agency, one in records:
        days = held.setdefault((agency, one.topic), {})
        if not one.is_taken_back:
            days[england_day(one.at)] = one
        elif days:
            del days[max(days)]
    found = [(agency, one) for (agency, _), days in held.items() for one in days.values()]
    return tuple(sorted(found, key=lambda pair: pair[1].at))
