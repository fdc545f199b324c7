"""Words for the workbook of all answers that people read: its title, the lines above its contents, its notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import s11desk
from s11desk.domain.receiving.expected_agencies import ReturnRate
from s11desk.wording.amounts import counted
from s11desk.wording.dates import local_moment
from s11desk.wording.desk.collation_words import rate_lines
from s11desk.wording.one_word_states import as_cell
from s11desk.wording.plain_text import short_line

WORKBOOK_NAME = "Answers of all agencies.xlsx"
ANALYST_FOLDER = "For a data analyst"
_CLICK = "Click the name of a sheet to go to it."
_NOTES = (
    "Notes",
    "Every text is what the agencies wrote. It was not corrected.",
    "On the sheets of the audits there is one row for each agency. If one has two rows, two returns of it count.",
    "An empty cell: the question was not answered, or the agency was not asked it.",
    "“Not applicable” and “not answered” are never counted as an answer.",
    "A text that begins like a formula, for example with = or +, is plain text here.",
    "The workbook has what agencies told you in confidence. Keep it as safe as the returns.",
)


def workbook_title(partnership: str = "") -> str:
    """What stands above the contents."""
    return f"Answers of all agencies, {short_line(partnership)}" if partnership else "Answers of all agencies"


def lead_lines(made_at: dt.datetime, returns: int, which: str) -> tuple[str, ...]:
    """The lines below the title. ``returns``: how many are in the workbook. ``which``: which are; may be empty."""
    made = f"Made on {local_moment(made_at)} by s11desk {s11desk.__version__}. {counted(returns, 'return')} in it."
    return tuple(filter(None, (made, which, _CLICK)))


def note_lines(
    states: Mapping[str, int], rates: Sequence[ReturnRate], as_at: str, titles: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """The sheet of notes. ``states``: how many files are in each, in words. ``as_at``: the day of ``rates``.

    ``titles``: of the audits, by id.
    """
    return (*_NOTES, *_state_lines(states), *rate_lines(rates, as_at, titles))


def _state_lines(states: Mapping[str, int]) -> Iterator[str]:
    yield f"{counted(sum(states.values()), 'file')} came."
    yield from (f"{as_cell(state)}: {number}" for state, number in states.items() if number)
