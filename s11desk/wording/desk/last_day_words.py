"""Words for the last day by which agencies are asked to return, and for who set it."""

from __future__ import annotations

import datetime as dt

from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.last_days import LastDaySet
from s11desk.wording.dates import day
from s11desk.wording.plain_text import short_line

ABOUT_LAST_DAY = (
    "A return made after the last day is late. Every list, figure and reminder goes by this day. The day ends at "
    "midnight in England. An agency to which you gave more time keeps its own later day. So does one that you asked to "
    "correct its return by a later day. Your questions stay as they are, so tell your agencies."
)
NO_AUDIT_YET = "No return has come yet, and you have not said which audit you ask. Then you can set its last day here."


def last_day_sentence(deadline: dt.date | None, entry: LastDaySet | None) -> str:
    """By when agencies are asked, and who says so. ``entry``: what the officer set.

    ``deadline``: of the questions.
    """
    if entry is not None and entry.day is not None:
        asked = f"the questions say {day(deadline)}" if deadline is not None else "the questions have no last day"
        return f"Due by {day(entry.day)}. {_set_by(entry)}; {asked}."
    if deadline is not None:
        return f"Due by {day(deadline)}, as the questions say."
    return "There is no last day. Only an agency with a day of its own can be late."


def take_day_back_words(deadline: dt.date | None) -> str:
    """The text of the button that takes the officer's day back. ``deadline``: of the questions."""
    return f"Use the day in the questions, {day(deadline)}" if deadline is not None else "Have no last day"


def last_day_event(entry: LastDaySet) -> str:
    """One entry of what was set before."""
    on = day(england_day(entry.at))
    if entry.day is None:
        return f"{on}: {short_line(entry.who)} took the last day back."
    return f"{on}: {short_line(entry.who)} set {day(entry.day)}."


def _set_by(entry: LastDaySet) -> str:
    return f"{short_line(entry.who)} set this day on {day(england_day(entry.at))}"
