"""How long a return is kept: a number of months after it was taken in, by its class."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from s11desk.domain.receiving.desk_values import RetentionClass, RetentionRule

MOST_MONTHS = 1_200
"""A hundred years. Whoever keeps for longer gives no rule."""


def last_day_to_keep(rules: Iterable[RetentionRule], kind: RetentionClass, taken: dt.date) -> dt.date | None:
    """The last day on which a return of this class is kept, counted from the day ``taken``; None without a rule.

    A day that the last month does not have is its last one: 31 August and 6 months give 28 February.
    """
    months = next((rule.months for rule in rules if rule.kind is kind), None)
    if months is None:
        return None
    years, month = divmod(taken.month - 1 + months, 12)
    first = dt.date(taken.year + years, month + 1, 1)
    after = (first + dt.timedelta(days=31)).replace(day=1)
    return min(first + dt.timedelta(days=taken.day - 1), after - dt.timedelta(days=1))
