"""Which backups are kept: all of the last days, then one for each day, week and month. A pure function.

The rule never asks what the time is. It counts the days that have backups. So if the clock was wrong for a week
and is then put right, no backup is removed because of the wrong times.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

RECENT_DAYS = 2
"""All backups of this many days are kept, up to :data:`MAX_RECENT`; only days with a backup count."""
MAX_RECENT = 24
DAYS = 12
"""Before the recent days: the last backup of each of this many days."""
WEEKS = 10
"""Before those: the last backup of each of this many weeks."""
MONTHS = 24
"""Before those: the last backup of each of this many months. Older backups are removed."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """How many backups of each kind are kept."""

    recent_days: int = RECENT_DAYS
    max_recent: int = MAX_RECENT
    days: int = DAYS
    weeks: int = WEEKS
    months: int = MONTHS


LARGE = 32 << 20
"""Bytes. As many backups of this size as of a usual one would fill a disk, and a full disk ends all saving."""

FEW = Thinning(max_recent=6, days=6, weeks=4, months=6)


def thinning_for(size: int) -> Thinning:
    """How many backups are kept if the newest one has ``size`` bytes."""
    return FEW if size >= LARGE else Thinning()


def kept_backups(times: Sequence[dt.datetime], rule: Thinning = Thinning()) -> frozenset[int]:
    """Choose the backups to keep. Returns their indexes in ``times``.

    ``times``: when each backup was made, the newest first in the order of their counters. The times may be in any
    order, because the clock may have been set.
    """
    days = _day_counts([moment.date() for moment in times])
    recent = [index for index in range(len(times)) if days[index] < rule.recent_days]
    kept = set(recent[: rule.max_recent])
    rest = list(range(len(recent), len(times)))
    for group, limit in ((_day, rule.days), (_week, rule.weeks), (_month, rule.months)):
        rest = _keep_last_of_each(times, rest, group, limit, kept)
    return frozenset(kept)


def _day_counts(days: Sequence[dt.date]) -> list[int]:
    """For each backup: how often the day changes between the newest backup and this one."""
    counts: list[int] = []
    for index, day in enumerate(days):
        before = counts[-1] if counts else 0
        counts.append(before + 1 if index and day != days[index - 1] else before)
    return counts


def _keep_last_of_each(
    times: Sequence[dt.datetime],
    indexes: Sequence[int],
    group: Callable[[dt.datetime], Hashable],
    limit: int,
    kept: set[int],
) -> list[int]:
    """Keep the newest backup of each of the first ``limit`` groups. Returns the indexes after the last such group."""
    count, last = 0, None
    for number, index in enumerate(indexes):
        this = group(times[index])
        if this != last:
            if count == limit:
                return list(indexes[number:])
            count, last = count + 1, this
            kept.add(index)
    return []


def _day(moment: dt.datetime) -> Hashable:
    return moment.date()


def _week(moment: dt.datetime) -> Hashable:
    return moment.isocalendar()[:2]


def _month(moment: dt.datetime) -> Hashable:
    return moment.year, moment.month
