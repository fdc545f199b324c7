"""The time until a return is due, in words."""

from __future__ import annotations

import datetime as dt

from s11desk.wording.amounts import counted
from s11desk.wording.dates import day


def deadline_text(deadline: dt.date, today: dt.date) -> str:
    """Say when the return is due, and how many days are left or have passed."""
    left = (deadline - today).days
    if left > 1:
        return f"Due by {day(deadline)}: {counted(left, 'day')} left"
    if left == 1:
        return f"Due tomorrow, {day(deadline)}"
    return f"Due today, {day(deadline)}" if left == 0 else f"Was due on {day(deadline)}: {counted(-left, 'day')} ago"


def is_close(deadline: dt.date, today: dt.date) -> bool:
    """Whether the return is due within two weeks, or overdue."""
    return (deadline - today).days <= 14
