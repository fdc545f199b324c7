"""The title of an audit, in words."""

from __future__ import annotations


def title_and_year(title: str, year: str) -> str:
    """Add the year, unless the title has it, so that two years of one audit differ."""
    return title if year in title else f"{title}, {year}"
