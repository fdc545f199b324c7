"""The progress and the title of an audit, in words."""

from __future__ import annotations

from collections.abc import Collection

from s11desk.domain.flow import StepState


def progress_words(complete: int, asked: int, optional: int) -> str:
    """Say how many questions are complete. ``asked`` and ``optional`` add up to the number that the pages show."""
    return f"{complete} of {asked} complete" + (f", {optional} optional" if optional else "")


def states_words(states: Collection[StepState]) -> str:
    """Say how many of the questions with these states are complete."""
    counts = list(states)
    optional = counts.count(StepState.OPTIONAL)
    return progress_words(counts.count(StepState.COMPLETE), len(counts) - optional, optional)


def title_and_year(title: str, year: str) -> str:
    """Add the year, unless the title has it, so that two years of one audit differ."""
    return title if year in title else f"{title}, {year}"
