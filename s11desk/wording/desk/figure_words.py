"""Words for the figures of a desk: the rates with their formula and base, and the chart of returns over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from s11desk.domain.receiving.desk_agencies import AgencyProgress
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.domain.receiving.expected_agencies import ReturnRate
from s11desk.domain.receiving.return_chart import ChartPart, ChartWord, ReturnChart
from s11desk.wording.amounts import counted, first_few, percent_text
from s11desk.wording.dates import day, short_day
from s11desk.wording.desk.collation_words import RATE_RULE
from s11desk.wording.one_word_states import PROGRESSES, as_cell
from s11desk.wording.plain_text import short_line

RATE_HEADINGS = (
    "Type",
    "Per cent returned",
    "Expected",
    "Returned",
    "Of these late",
    as_cell(PROGRESSES[AgencyProgress.CORRECTING]),
    "Not returned",
)
SHORT_HEADINGS = ("Type", "Returned", "Expected", "Per cent")
CHART_HEADINGS = ("By the end of", "Returned", "Expected")
ALL_TYPES = "All types"
_SENT_BACK = "A return that was sent back does not count until it is corrected: those agencies are under “Sent back”."
FORMULA = f"{RATE_RULE} {_SENT_BACK}"
RULE_NAMES: dict[CountingRule, str] = {
    CountingRule.OPEN: "New and accepted returns",
    CountingRule.ACCEPTED: "Accepted returns only",
}
_FEW = 100
_FIRST = 10


def rate_cells(rate: ReturnRate) -> tuple[str, ...]:
    """A line of the table of rates. The base stands beside each per cent."""
    percent = f"{percent_text(rate.percent)} of {rate.expected}" if rate.percent is not None else "None expected"
    numbers = map(str, (rate.expected, rate.returned, rate.late, rate.correcting, rate.missing))
    return (short_line(rate.type) or ALL_TYPES, percent, *numbers)


def short_rate_cells(rate: ReturnRate) -> tuple[str, ...]:
    """A line of the small table of rates."""
    percent = f"{percent_text(rate.percent)} of {rate.expected}" if rate.percent is not None else "None expected"
    return (short_line(rate.type) or ALL_TYPES, str(rate.returned), str(rate.expected), percent)


def missing_sentence(names: Sequence[str], *, is_whole: bool = False) -> str:
    """Who has not returned: the first ten, or all. ``names``: as the list has them."""
    shown, more = first_few(sorted(names, key=str.casefold), len(names) if is_whole else _FIRST)
    end = f" and {more} more" if more else ""
    return f"Not returned ({len(names)}): {'; '.join(map(short_line, shown))}{end}."


def alone_sentence(types: int) -> str:
    """How many types of agencies have one agency each, none of which has returned."""
    return f"{types} more types have one agency each. None of these has returned."


def correcting_sentence(number: int) -> str:
    """Of the agencies that are neither returned nor missing."""
    return f"Sent back and not corrected yet: {number}."


def base_sentence(rate: ReturnRate) -> str:
    """What one agency more or less does to the per cent."""
    if not rate.expected:
        return "No agency is expected."
    base = f"The figures are for {counted(rate.expected, 'agency', 'agencies')}"
    if rate.expected >= _FEW:
        return f"{base}."
    one = ReturnRate(rate.topic, "", rate.expected, 1, 0)
    return f"{base}: one more or less is {one.percent} per cent. Look at the numbers before you speak of a change."


def as_at(on: dt.date, rule: CountingRule) -> str:
    """What the figures are about."""
    return f"As at the end of {day(on)}. Counted: {RULE_NAMES[rule].lower()}."


def chart_word(word: ChartWord) -> str:
    """A word of the chart's drawing."""
    match word.part:
        case ChartPart.RETURNED:
            return f"Returned: {word.number}"
        case ChartPart.EXPECTED:
            return f"Expected: {word.number}"
        case ChartPart.LAST_DAY:
            return f"Last day: {short_day(word.day)}" if word.day is not None else ""
        case _:
            return short_day(word.day) if word.day is not None else str(word.number)


def chart_title(title: str) -> str:
    """The heading of a chart. ``title``: of the topic."""
    return f"Returns over time: {short_line(title)}"


def chart_sentence(chart: ReturnChart) -> str:
    """The chart in a sentence, for those who do not see it. Its numbers are in the table below it."""
    first, last = chart.points[0], chart.points[-1]
    is_over = chart.last_day is not None and chart.last_day < last.day
    due = f" The last day {'was' if is_over else 'is'} {day(chart.last_day)}." if chart.last_day is not None else ""
    return (
        f"A line that rises from {first.returned} returned by {day(first.day)} to {last.returned} by {day(last.day)}, "
        f"below a line of those expected, now {last.expected}.{due}"
    )


def chart_rows(chart: ReturnChart) -> Sequence[tuple[str, str, str]]:
    """The numbers of a chart: a line for each day on which one changed."""
    return [(day(point.day), str(point.returned), str(point.expected)) for point in chart.points]
