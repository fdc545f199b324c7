"""Dates and times as people write and read them."""

from __future__ import annotations

import calendar
import datetime as dt
import os
import time
from collections.abc import Iterator

import pytest

from s11desk.wording.dates import day, local_moment, log_moment, moment_in_zone, no_such_day, parse_day, short_day, when
from tests.samples import NOON


def test_every_month_has_its_english_name() -> None:
    dates = [dt.date(2026, month, 9) for month in range(1, 13)]
    assert [day(date) for date in dates] == [f"9 {calendar.month_name[date.month]} 2026" for date in dates]
    assert [short_day(date) for date in dates] == [f"9 {calendar.month_abbr[date.month]} 2026" for date in dates]


def test_a_time_in_a_document_has_its_distance_from_utc() -> None:
    moment = dt.datetime(2026, 1, 5, 9, 4, tzinfo=dt.UTC)
    assert moment_in_zone(moment) == "5 January 2026, 09:04 (UTC)"
    west = dt.timezone(-dt.timedelta(hours=3, minutes=30))
    assert moment_in_zone(moment.astimezone(west)) == "5 January 2026, 05:34 (UTC-03:30)"


@pytest.fixture
def in_india(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(os.name == "nt", reason="the clock of a Windows computer takes no zone from a variable")
@pytest.mark.usefixtures("in_india")
def test_local_times_are_those_of_this_computer() -> None:
    moment = dt.datetime(2026, 1, 5, 20, 4, tzinfo=dt.UTC)
    assert local_moment(moment) == "6 January 2026 at 01:34"
    assert log_moment(moment) == "2026-01-06 01:34:00"


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("3 6 2026", dt.date(2026, 6, 3)),
        ("03/06/26", dt.date(2026, 6, 3)),
        ("3.6.2026", dt.date(2026, 6, 3)),
        ("2026-06-03", dt.date(2026, 6, 3)),
        ("3 June 2026", dt.date(2026, 6, 3)),
        ("3 jun 2026", dt.date(2026, 6, 3)),
        ("Weds 3rd June '26", dt.date(2026, 6, 3)),
        ("by 3Jun2026 (Wed)", dt.date(2026, 6, 3)),
        ("3\\6\\26", dt.date(2026, 6, 3)),
        ("end of term", None),
        ("3 Ju 2026", None),
        ("31 2 2026", None),
        ("June 2026", None),
        ("3 6 226", None),
        ("３ 6 2026 x", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_people_write_it(typed: str, date: dt.date | None) -> None:
    assert parse_day(typed) == date


def test_a_date_reads_back_as_it_was_written() -> None:
    for month in range(1, 13):
        date = dt.date(2026, month, 28)
        assert parse_day(day(date)) == date


def test_a_moment_is_today_or_a_date() -> None:
    assert when(NOON, NOON).startswith("today at ")
    here = NOON.astimezone().date()  # it is the next day already in the far east
    assert when(NOON, NOON + dt.timedelta(days=2)) == f"on {day(here)}"


@pytest.mark.parametrize(
    "typed",
    ["1st March 2027", "Monday 1 March 2027", "Mon, 1st of March '27", "1 March \u201927", "March 1st, 2027", "1.3.27"],
)
def test_ordinals_weekdays_and_short_years_are_read(typed: str) -> None:
    assert parse_day(typed) == dt.date(2027, 3, 1)


def test_a_day_and_a_month_alone_are_the_next_such_day() -> None:
    today = dt.date(2026, 2, 14)
    assert parse_day("14 Feb", today) == today
    assert parse_day("13th February", today) == dt.date(2027, 2, 13)
    assert parse_day("Feb 15", today) == dt.date(2026, 2, 15)
    assert parse_day("29 Feb", today) == dt.date(2028, 2, 29)


@pytest.mark.parametrize(
    "typed", ["1 2", "14 Feb", "31 June", "st March 2027", "March", "", "Monday", "9" * 20 + " June", "May 2027"]
)
def test_what_is_not_surely_a_date_is_none(typed: str) -> None:
    assert parse_day(typed) is None
    assert typed == "14 Feb" or parse_day(typed, dt.date(2026, 2, 14)) is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/27", "There is no 31 February 2027"),
        ("2027-02-30", "There is no 30 February 2027"),
        ("June 31st 2027", "There is no 31 June 2027"),
        ("3/14/27", "There is no month 14. Write the day first, then the month"),
        ("Tuesday 1 March 2027", "1 March 2027 is a Monday"),
        ("tues, the 1st of March '27", "1 March 2027 is a Monday"),
        ("Mon the 1st of March 2027", ""),
        ("28/02/27", ""),
        ("31 February", "There is no 31 February"),
        ("31st Nov", "There is no 31 November"),
        ("29 Feb", ""),
        ("May 2027", ""),
        ("2027 May", ""),
        ("next spring", ""),
        ("next spring soon", ""),
        ("", ""),
    ],
)
def test_a_day_that_no_calendar_has_is_named(typed: str, said: str) -> None:
    assert no_such_day(typed) == said


def test_the_weekday_of_the_next_such_day_must_be_right_too() -> None:
    today = dt.date(2026, 11, 30)
    assert parse_day("Sunday 14 Feb", today) == dt.date(2027, 2, 14)
    assert parse_day("Friday 14 Feb", today) is None
    assert no_such_day("Friday 14 Feb", today) == "14 February 2027 is a Sunday"
