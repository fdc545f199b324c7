"""Old backups are thinned by counting days with backups; the clock decides nothing."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from s11desk.store.saved_copies.backup_thinning import (
    DAYS,
    LARGE,
    MAX_RECENT,
    MONTHS,
    RECENT_DAYS,
    WEEKS,
    Thinning,
    kept_backups,
    thinning_for,
)
from tests.samples import NOON

DAY = dt.timedelta(days=1)


def made_daily(days: int, a_day: int = 3) -> list[dt.datetime]:
    """``a_day`` backups on each of ``days`` days, the newest first."""
    return [NOON - day * DAY - dt.timedelta(hours=hour) for day in range(days) for hour in range(a_day)]


def test_all_backups_of_the_last_two_days_are_kept() -> None:
    made = made_daily(10)
    assert set(range(RECENT_DAYS * 3)) <= kept_backups(made)


def test_before_the_recent_days_the_last_backup_of_each_day_is_kept() -> None:
    made = made_daily(10)
    assert sorted(kept_backups(made)) == [0, 1, 2, 3, 4, 5, *range(6, 30, 3)]


def test_older_backups_are_kept_weekly_and_then_monthly() -> None:
    made = made_daily(900, a_day=1)
    kept = [made[place] for place in sorted(kept_backups(made))]
    gaps = [(later - earlier).days for later, earlier in pairwise(kept)]
    daily = RECENT_DAYS + DAYS
    assert gaps[: daily - 1] == [1] * (daily - 1)
    assert all(gap <= 7 for gap in gaps[: daily + WEEKS - 1])
    assert all(gap <= 31 for gap in gaps)
    assert len(kept) <= daily + WEEKS + MONTHS
    assert (made[0] - kept[-1]).days > 700


def test_a_clock_that_was_in_2099_for_a_week_ends_no_later_backup() -> None:
    wrong = [dt.datetime(2099, 1, day, 12, tzinfo=dt.UTC) for day in range(7, 0, -1)]
    before = [NOON - day * DAY for day in range(1, 15)]
    for days_since in range(1, 20):
        since = [NOON + day * DAY for day in range(days_since, 0, -1)]
        made = [*since, *wrong, *before]
        kept = kept_backups(made)
        assert {0, 1} <= kept
        assert len(kept) >= min(len(made), RECENT_DAYS + DAYS)


def test_a_clock_that_stands_still_keeps_a_limited_number() -> None:
    assert kept_backups([NOON] * 500) == frozenset(range(MAX_RECENT))


def test_nothing_is_removed_by_thinning_a_second_time() -> None:
    made = made_daily(400, a_day=2)
    once = [made[place] for place in sorted(kept_backups(made))]
    assert kept_backups(once) == frozenset(range(len(once)))


def test_every_day_with_backups_is_thinned_as_the_days_go_by() -> None:
    """Two years, three backups a day, thinned each day: the number stays small and the oldest stays old."""
    held: list[dt.datetime] = []
    for day in range(730):
        held = [NOON + day * DAY + dt.timedelta(hours=hour) for hour in (5, 2, 0)] + held
        held = [held[place] for place in sorted(kept_backups(held))]
    assert len(held) <= RECENT_DAYS * 3 + DAYS + WEEKS + MONTHS
    assert (held[0] - held[-1]).days > 650


def test_no_backup_is_nothing_to_keep() -> None:
    assert kept_backups([]) == frozenset()


def test_fewer_backups_of_large_drafts_are_kept_and_the_oldest_stays_old() -> None:
    """As many as of small ones would take gigabytes, and a full disk ends all saving."""
    assert thinning_for(LARGE - 1) == Thinning()
    few = thinning_for(LARGE)
    held: list[dt.datetime] = []
    for day in range(730):
        held = [NOON + day * DAY + dt.timedelta(hours=hour) for hour in (5, 2, 0)] + held
        held = [held[place] for place in sorted(kept_backups(held, few))]
    assert len(held) <= few.max_recent + few.days + few.weeks + few.months
    assert (held[0] - held[-1]).days > 150
