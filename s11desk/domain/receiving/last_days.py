"""By when agencies are asked to return: the day that the officer set for this round, or else that of the questions.

An agency's own later day goes before both (:meth:`s11desk.domain.receiving.desk_agencies.DeskAgency.last_day`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from s11desk.domain.topics.topic import Topic


class LastDaySet(msgspec.Struct, frozen=True, omit_defaults=True):
    """The officer set the last day of one audit, in one year: who, and when.

    ``topic``: its id. ``day``: None removes the day that was set before, so the day in the questions holds again.
    """

    topic: str
    year: str
    who: str
    at: dt.datetime
    day: dt.date | None = None


def last_day_set(topic: Topic, entries: Iterable[LastDaySet]) -> LastDaySet | None:
    """The entry that holds; None if no day is set, or if it was removed again. ``entries``: all, in their order."""
    last = next((one for one in reversed(tuple(entries)) if (one.topic, one.year) == (topic.id, topic.year)), None)
    return last if last is not None and last.day is not None else None


def last_day_asked(topic: Topic, entries: Iterable[LastDaySet]) -> dt.date | None:
    """The last day of an audit at a desk; None if it has none. ``entries``: as in :func:`last_day_set`."""
    entry = last_day_set(topic, entries)
    return entry.day if entry is not None else topic.deadline
