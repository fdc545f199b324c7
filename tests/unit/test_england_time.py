"""The day in England: summer time, the hours around midnight, and both ends of the calendar."""

from __future__ import annotations

import datetime as dt

import pytest

from s11desk.domain.england_time import england_day


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        ("2026-06-30T22:59:59", "2026-06-30"),
        ("2026-06-30T23:00:00", "2026-07-01"),
        ("2026-12-31T23:59:59", "2026-12-31"),
        ("2026-03-28T23:59:59", "2026-03-28"),
        ("2026-03-29T23:00:00", "2026-03-30"),
        ("2026-10-24T23:00:00", "2026-10-25"),
        ("2026-10-25T23:30:00", "2026-10-25"),
        ("2024-03-31T23:00:00", "2024-04-01"),
        ("2024-10-27T23:30:00", "2024-10-27"),
    ],
)
def test_a_day_in_england_begins_at_its_own_midnight(utc: str, day: str) -> None:
    moment = dt.datetime.fromisoformat(utc).replace(tzinfo=dt.UTC)
    assert england_day(moment) == dt.date.fromisoformat(day)
    assert england_day(moment.astimezone(dt.timezone(dt.timedelta(hours=-9)))) == dt.date.fromisoformat(day)


def test_the_ends_of_the_calendar_have_a_day() -> None:
    away = dt.timezone(dt.timedelta(hours=14))
    assert england_day(dt.datetime.min.replace(tzinfo=away)) == dt.date.min
    assert england_day(dt.datetime.max.replace(tzinfo=dt.UTC)) == dt.date.max
