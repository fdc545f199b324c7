"""The progress and the title of an audit, in words."""

from __future__ import annotations


def progress_words(complete: int, asked: int, optional: int) -> str:
    """Say how many questions are complete. ``asked`` and ``optional`` add up to the number that the pages show."""
    return f"{complete} of {asked} complete" + (f", {optional} optional" if optional else "")


def title_and_year(title: str, year: str) -> str:
    """Add the year, unless the title has it, so that two years of one audit differ."""
    return title if year in title else f"{title}, {year}"
