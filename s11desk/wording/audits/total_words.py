"""A total over a scale as words, the same in the window, on paper and in the workbook."""

from __future__ import annotations

from s11desk.domain.audits.totals import ScaleTotal
from s11desk.domain.topics.scales import Total


def total_words(total: ScaleTotal, *, percent: str = "%") -> str:
    """The total and what it rests on: ``67%, 14 of 21 points (7 of 9 that apply are answered)``.

    ``percent``: what stands after the number, which earlier layouts of a return wrote with a space.
    """
    base = f"{total.answered} of {total.applicable} that apply {'is' if total.applicable == 1 else 'are'} answered"
    if not total.applicable:
        base = "no question applies"
    return f"{_figure(total, percent)} ({base})"


def _figure(total: ScaleTotal, percent: str) -> str:
    points = f"{total.points} of {total.highest} points"
    match total.scale.total:
        case Total.SUM:
            return points
        case Total.PERCENT:
            return f"{total.percent}{percent}, {points}" if total.percent is not None else "Nothing to add up yet"
        case _:
            return ", ".join(f"{count.option.label} {count.count}" for count in total.counts)


def total_name(total: ScaleTotal) -> str:
    """The section that the total is for, or the whole form."""
    return total.section.title if total.section is not None else "Whole form"
