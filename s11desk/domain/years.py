"""Which years people mean: one rule for where a date is typed and where it is signed."""

from __future__ import annotations

_FIRST_YEAR, _FIRST_USUAL_YEAR, _LAST_YEAR = 1000, 1900, 2100
"""Some schools and churches are older than nine hundred years, and give the year when they began."""


def is_usual_year(year: int) -> bool:
    """Whether people mean this year in an audit. They rarely mean another one, such as 1826."""
    return _FIRST_USUAL_YEAR <= year <= _LAST_YEAR


def is_year_possible(year: int) -> bool:
    """Whether an answer can have a date of this year. It cannot be of 2931, which is a slip of the finger."""
    return _FIRST_YEAR <= year <= _LAST_YEAR
