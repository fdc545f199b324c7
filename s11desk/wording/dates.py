"""Dates as people write and read them. Months are spelt here: no locale of the computer changes them."""

from __future__ import annotations

import datetime as dt

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(date: dt.date) -> str:
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def parse_day(typed: str) -> dt.date | None:
    """A date as people type it, day first: 3/6/2026, 3.6.26, 3 June 2026, 2026-06-03. None where it is no date."""
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
    found = [place for place, name in enumerate(_MONTHS, 1) if len(text) >= 3 and name.lower().startswith(text.lower())]
    if len(found) != 1:
        raise ValueError(text)
    return found[0]
