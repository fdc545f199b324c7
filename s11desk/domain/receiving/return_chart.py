"""The chart of returns over time: how many agencies had returned by the end of each day, and how many were expected.

It is drawn from lines and words in a square of side 1, which the window and the PDF both stretch over their paper.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_MOST_TICKS = 5
_STEPS = (1, 2, 5)
_APART = 0.09
"""How far apart the names of two lines are at least, of the height of the chart."""
_ROOM = 1.12
"""How high the chart is, of the largest number in it."""


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """The end of a day: how many agencies had a return that counts, of how many that were expected."""

    day: dt.date
    returned: int
    expected: int


@dataclass(frozen=True, slots=True)
class ReturnChart:
    """``points``: one for each day on which a number changed, in order, and the first and the last day; not empty.

    ``last_day``: of the topic, None if it has none.
    """

    topic: str
    points: tuple[ChartPoint, ...]
    last_day: dt.date | None = None


class ChartPart(StrEnum):
    """What a line or a word of the drawing belongs to. Each has a look of its own, also in one grey."""

    GRID = "grid"
    RETURNED = "returned"
    EXPECTED = "expected"
    LAST_DAY = "last-day"


class WordPlace(StrEnum):
    """On which side of its place a word is."""

    LEFT = "left"
    RIGHT = "right"
    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line through ``places``, each across and up, from 0 to 1."""

    part: ChartPart
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ChartWord:
    """A word at a place. ``day``: the word is this day, which each shell writes in its own way."""

    part: ChartPart
    across: float
    up: float
    place: WordPlace
    number: int | None = None
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """Everything that is drawn. The lines of the numbers come last, over the grid."""

    lines: tuple[ChartLine, ...]
    words: tuple[ChartWord, ...]


def draw_chart(chart: ReturnChart) -> ChartDrawing:
    """The lines and words of a chart."""
    scale = _Scale(chart)
    lines = [ChartLine(ChartPart.GRID, ((0.0, up), (1.0, up))) for _, up in scale.ticks()]
    words = [ChartWord(ChartPart.GRID, 0.0, up, WordPlace.LEFT, number=number) for number, up in scale.ticks()]
    words += [ChartWord(ChartPart.GRID, scale.across(day), 0.0, WordPlace.BELOW, day=day) for day in scale.days()]
    if chart.last_day is not None:
        across = scale.across(chart.last_day)
        lines.append(ChartLine(ChartPart.LAST_DAY, ((across, 0.0), (across, 1.0))))
        words.append(ChartWord(ChartPart.LAST_DAY, across, 1.0, WordPlace.ABOVE, day=chart.last_day))
    lines.append(ChartLine(ChartPart.EXPECTED, tuple(_steps(chart, scale, expected=True))))
    lines.append(ChartLine(ChartPart.RETURNED, tuple(_steps(chart, scale, expected=False))))
    return ChartDrawing(tuple(lines), (*words, *_ends(chart, scale)))


def _ends(chart: ReturnChart, scale: _Scale) -> Iterator[ChartWord]:
    """The names of the two lines with their last numbers, at their right ends and never over each other."""
    last = chart.points[-1]
    across, low, high = scale.across(last.day), scale.up(last.returned), scale.up(last.expected)
    apart = max(0.0, _APART - (high - low)) / 2
    yield ChartWord(ChartPart.EXPECTED, across, high + apart, WordPlace.RIGHT, number=last.expected)
    yield ChartWord(ChartPart.RETURNED, across, low - apart, WordPlace.RIGHT, number=last.returned)


def _steps(chart: ReturnChart, scale: _Scale, *, expected: bool) -> Iterator[tuple[float, float]]:
    """A number stays what it is until the day on which it changes."""
    before: float | None = None
    for point in chart.points:
        up = scale.up(point.expected if expected else point.returned)
        if before is not None and before != up:
            yield scale.across(point.day), before
        yield scale.across(point.day), up
        before = up


class _Scale:
    """Where days and numbers are. The last day is inside, so that it can be seen that it is still to come."""

    def __init__(self, chart: ReturnChart) -> None:
        days = [point.day for point in chart.points]
        days += [chart.last_day] if chart.last_day is not None else []
        self.first, self.last = min(days), max(days)
        self.most = max(1, *(max(point.expected, point.returned) for point in chart.points))

    def across(self, day: dt.date) -> float:
        length = (self.last - self.first).days
        return (day - self.first).days / length if length else 0.5

    def up(self, number: int) -> float:
        return number / (self.most * _ROOM)

    def ticks(self) -> list[tuple[int, float]]:
        step = next(one for one in _tick_steps() if self.most / one <= _MOST_TICKS)
        return [(number, self.up(number)) for number in range(0, self.most + 1, step)]

    def days(self) -> list[dt.date]:
        """The first and the last day, and one in the middle if there is room."""
        length = (self.last - self.first).days
        middle = [self.first + dt.timedelta(days=length // 2)] if length >= _MOST_TICKS else []
        return list(dict.fromkeys((self.first, *middle, self.last)))


def _tick_steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (step * power for step in _STEPS)
        power *= 10
