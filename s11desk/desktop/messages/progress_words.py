"""How far an audit is, and which audit it is, as people say it."""

from __future__ import annotations


def progress_words(complete: int, asked: int, optional: int) -> str:
    """``asked`` and ``optional`` together are the questions that the pages count, so that the numbers agree."""
    return f"{complete} of {asked} complete" + (f", {optional} optional" if optional else "")


def title_and_year(title: str, year: str) -> str:
    """Two years of one audit are told apart, and none says its year twice."""
    return title if year in title else f"{title}, {year}"
