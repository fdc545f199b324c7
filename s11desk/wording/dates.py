"""Dates as people write and read them. The months' names are ours: the computer's locale cannot change them."""

from __future__ import annotations

import datetime as dt

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: dt.date) -> str:
    """For example: 3 June 2026."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def short_day(date: dt.date) -> str:
    """For example, in a narrow column: 3 Jun 2026."""
    return f"{date.day} {_MONTHS[date.month - 1][:3]} {date.year}"


def clock_time(moment: dt.datetime) -> str:
    """The time on this computer's clock."""
    return f"{_here(moment):%H:%M}"


def local_day(moment: dt.datetime) -> str:
    """The day on this computer's clock."""
    return day(_here(moment).date())


def local_moment(moment: dt.datetime) -> str:
    """Day and time on this computer's clock: 3 June 2026 at 14:05."""
    return f"{local_day(moment)} at {clock_time(moment)}"


def when(moment: dt.datetime, now: dt.datetime) -> str:
    """For example: today at 14:05, or on 3 June 2026."""
    if _here(moment).date() == _here(now).date():
        return f"today at {clock_time(moment)}"
    return f"on {local_day(moment)}"


def moment_in_zone(moment: dt.datetime) -> str:
    """Day, time and offset from UTC, so that a reader in another zone need not guess."""
    return f"{day(moment.date())}, {moment:%H:%M} ({_zone(moment)})"


def log_moment(moment: dt.datetime) -> str:
    """Local time to the second, for long lists: every entry has the same width and sorts by time as text."""
    return f"{_here(moment):%Y-%m-%d %H:%M:%S}"


def _here(moment: dt.datetime) -> dt.datetime:
    """``moment`` on this computer's clock. A stranger's file may state a time that this clock cannot show.

    Such a time stays in its own zone: the first and last day of the calendar, and on Windows any day before 1970.
    """
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment


def parse_day(typed: str) -> dt.date | None:
    """Read a date as people type it, day first: 3/6/2026, 3.6.26, 3 June 2026, 2026-06-03. None if it is not a date."""
    words = typed.replace("/", " ").replace(".", " ").replace("-", " ").replace(",", " ").split()
    if len(words) != 3:
        return None
    year_first = len(words[0]) == 4
    day_text, month_text, year_text = reversed(words) if year_first else words
    try:
        return dt.date(_year(year_text), _month(month_text), int(day_text))
    except ValueError:
        return None


def _year(text: str) -> int:
    if len(text) not in {2, 4}:
        raise ValueError(text)
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    found = [
        number for number, name in enumerate(_MONTHS, 1) if len(text) >= 3 and name.lower().startswith(text.lower())
    ]
    if len(found) != 1:
        raise ValueError(text)
    return found[0]


def _zone(moment: dt.datetime) -> str:
    offset = moment.strftime("%z")
    return "UTC" if offset in {"", "+0000"} else f"UTC{offset[:3]}:{offset[3:5]}"
