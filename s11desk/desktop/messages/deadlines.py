"""How long there is until a return is due, as people count it."""

from __future__ import annotations

import datetime as dt

from s11desk.wording.amounts import counted
from s11desk.wording.dates import day


def deadline_text(deadline: dt.date, today: dt.date) -> str:
    left = (deadline - today).days
    if left > 1:
        return f"Due by {day(deadline)}: {counted(left, 'day')} left"
    if left == 1:
        return f"Due tomorrow, {day(deadline)}"
    return f"Due today, {day(deadline)}" if left == 0 else f"Was due on {day(deadline)}: {counted(-left, 'day')} ago"


def is_close(deadline: dt.date, today: dt.date) -> bool:
    """Within two weeks, or past."""
    return (deadline - today).days <= 14
