"""Dates as people write and read them. The months' names are ours: the computer's locale cannot change them."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from s11desk.domain.years import is_usual_year

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEDNESDAY = "weds"
"""The one usual short form of a weekday that does not begin its name."""
_BESIDE = {"of", "the", "on", "by", "due"}
"""Words that people write beside a date."""
_SEPARATORS = re.compile(r"[/.,()\\\-\u2010-\u2015\uff0f]")
_GLUED = re.compile(r"(?<=[0-9])((?:st|nd|rd|th)?)(?=[a-z]{3})|(?<=[a-z])(?=[0-9])", re.IGNORECASE)
"""Where a number and a name meet without a space, as in 14Feb2027."""
_ZONE_NAME = re.compile(r"UTC([+-])([01][0-9]|2[0-3]):([0-5][0-9])", re.ASCII)
_WHOLE = re.compile(rf"\b([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})\b")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$", re.IGNORECASE)


def day(date: dt.date) -> str:
    """For example: 3 June 2026."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def short_day(date: dt.date) -> str:
    """For example, in a narrow column: 3 Jun 2026."""
    return f"{date.day} {_MONTHS[date.month - 1][:3]} {date.year}"


def with_whole_dates(text: str) -> str:
    """``text`` with no place inside of a date where a line could end. For what is drawn, not for what is read out."""
    return _WHOLE.sub("\\1\u00a0\\2\u00a0\\3", text)


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


def zone_here(moment: dt.datetime) -> str:
    """The zone of this computer's clock at that moment, such as UTC+01:00; UTC for one without a name."""
    name = _zone(_here(moment))
    return name if zone_of(name) is not None else "UTC"


def zone_of(name: str) -> dt.timezone | None:
    """The zone with this name, as :func:`zone_here` writes it: UTC or UTC+01:00. None for any other text."""
    if name == "UTC":
        return dt.UTC
    found = _ZONE_NAME.fullmatch(name)
    if found is None:
        return None
    away = dt.timedelta(hours=int(found[2]), minutes=int(found[3]))
    zone = dt.timezone(-away if found[1] == "-" else away)
    return zone if away and zone.utcoffset(None) and _zone(dt.datetime(2000, 1, 1, tzinfo=zone)) == name else None


def moment_at(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """For example: 3 June 2026, 14:05. The zone is named elsewhere. Raises OverflowError beyond the calendar."""
    there = moment.astimezone(zone)
    return f"{day(there.date())}, {there:%H:%M}"


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


def parse_day(typed: str, today: dt.date | None = None) -> dt.date | None:
    """Read a date as people type it, day first: 3/6/2026, 3.6.26, 3 June 2026, 2026-06-03. None if it is not a date.

    Also: Monday 1st March '27, March 1 2027, by 14Feb2027. ``today``: a day and a month's name alone are then the next
    such day. A day with the name of another weekday is no date, since either may be the mistake.
    """
    date = _named_day(typed, today)
    return date if date is not None and not _other_weekdays(typed, date) else None


def _named_day(typed: str, today: dt.date | None) -> dt.date | None:
    """The date that ``typed`` names, whatever weekday stands beside it."""
    words = _date_words(typed)
    try:
        if len(words) == 2 and today is not None and words[1].isalpha():
            return _next_day(_day_number(words[0]), _month(words[1]), today)
        day_text, month_text, year_text = _in_order(words)
        return dt.date(_year(year_text), _month(month_text), _day_number(day_text))
    except (ValueError, OverflowError):  # also a number with very many figures
        return None


def no_such_day(typed: str, today: dt.date | None = None) -> str:
    """Say why a date is none, such as 31/02/27, 3/14/27, or Monday 2/3/27. Empty if it is one, or none at all."""
    words = _date_words(typed)
    named = _named_day(typed, today)
    if named is not None and _other_weekdays(typed, named):
        return f"{day(named)} is a {_WEEKDAYS[named.weekday()].title()}"
    if named is not None:
        return ""
    if len(words) == 2 and words[1].isalpha():
        return _no_such_day([*words, str(_LEAP_YEAR)]).removesuffix(f" {_LEAP_YEAR}")
    return _no_such_day(words)


def _no_such_day(words: list[str]) -> str:
    """Say that a date of three parts is in no calendar. Empty if it is in one, or is none."""
    try:
        day_text, month_text, year_text = _in_order(words)
        number, year = _day_number(day_text), _year(year_text)
        if month_text.isdecimal() and not 1 <= int(month_text) <= len(_MONTHS):
            return f"There is no month {int(month_text)}. Write the day first, then the month"
        month = _month(month_text)
        is_none = year > 0 and number <= _MOST_IN_A_DAY and not 1 <= number <= calendar.monthrange(year, month)[1]
        return f"There is no {number} {_MONTHS[month - 1]} {year}" if is_none else ""
    except ValueError:
        return ""


_LEAP_YEAR = 2028
"""A year with every day that there is in any."""
_MOST_IN_A_DAY = 99
"""A larger number was not meant as a day of a month: May 2027."""


def year_doubt(date: dt.date | None) -> str:
    """Ask about a year that nobody means in an audit, such as 2931. Empty for any other."""
    if date is None or is_usual_year(date.year):
        return ""
    return f"Check the year: this says {date.year}"


def _date_words(typed: str) -> list[str]:
    """The parts of a date, the day before a month's name."""
    words = [word for word in _words(typed) if not _weekdays(word) and word.lower() not in _BESIDE]
    if len(words) > 1 and words[0].isalpha():
        words[:2] = [words[1], words[0]]
    return words


def _in_order(words: list[str]) -> list[str]:
    """Day, month and year. Only a year written first has four digits there."""
    return words[::-1] if words and len(words[0]) == 4 and words[0].isdigit() else words


def _words(typed: str) -> list[str]:
    return _GLUED.sub(r"\1 ", _SEPARATORS.sub(" ", typed)).split()


def _weekdays(word: str) -> list[int]:
    """The weekday that ``word`` names, from 0 for Monday; none for another word."""
    if word.lower() == _WEDNESDAY:
        return [2]
    return [number for number, name in enumerate(_WEEKDAYS) if len(word) >= 3 and name.startswith(word.lower())]


def _other_weekdays(typed: str, date: dt.date) -> bool:
    """Whether a weekday that is not that of ``date`` stands in the text."""
    return any(number != date.weekday() for word in _words(typed) for number in _weekdays(word))


def _day_number(text: str) -> int:
    return int(_ORDINAL.sub("", text))


def _next_day(number: int, month: int, today: dt.date) -> dt.date:
    """Today, or the next such day. 29 February can be eight years away."""
    for year in range(today.year, today.year + 9):
        try:
            found = dt.date(year, month, number)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(number, month)


def _year(text: str) -> int:
    text = text.lstrip("'\u2018\u2019")
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
