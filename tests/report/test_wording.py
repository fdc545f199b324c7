"""How dates, times and sizes read."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest

from s11desk.domain.topic import Option
from s11desk.report.design import NEUTRAL
from s11desk.report.wording import date_words, number_words, option_colour, short_date_words, size_words, time_words


def test_every_month_has_its_english_name() -> None:
    days = [dt.date(2026, month, 9) for month in range(1, 13)]
    assert [date_words(day) for day in days] == [f"9 {calendar.month_name[day.month]} 2026" for day in days]
    assert [short_date_words(day) for day in days] == [f"9 {calendar.month_abbr[day.month]} 2026" for day in days]


def test_a_time_says_its_distance_from_utc() -> None:
    moment = dt.datetime(2026, 1, 5, 9, 4, tzinfo=dt.UTC)
    assert time_words(moment) == "5 January 2026, 09:04 (UTC)"
    west = dt.timezone(-dt.timedelta(hours=3, minutes=30))
    assert time_words(moment.astimezone(west)) == "5 January 2026, 05:34 (UTC-03:30)"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (428_120, "418 KB"),
        (1_048_575, "1.0 MB"),
        (2_204_000, "2.1 MB"),
    ],
)
def test_sizes(size: int, said: str) -> None:
    assert size_words(size) == said


@pytest.mark.parametrize(("number", "said"), [(127, "127"), (127.0, "127"), (0.5, "0.5"), (-1234567.25, "-1234567.25")])
def test_numbers(number: float, said: str) -> None:
    assert number_words(number) == said


def test_an_option_without_a_colour_is_grey() -> None:
    assert option_colour(Option("na", "Not applicable")) == NEUTRAL
    assert option_colour(Option("yes", "Yes", colour="#1e7b4b")) != NEUTRAL
