"""Save the overview of a desk's agencies, those that have not returned too, as a workbook or as a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from s11desk import report
from s11desk.app.home.paths import resources_folder
from s11desk.app.receiving.agencies.agencies_seen import AgenciesSeen
from s11desk.app.receiving.figures.desk_figures import BehindLine, FiguresSeen, rate_behind
from s11desk.collation.matrix_workbook import write_matrix_workbook
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_agencies import AgencyProgress, AgencyStanding
from s11desk.files.durable import writing
from s11desk.wording.dates import local_moment
from s11desk.wording.desk.agency_words import state_words
from s11desk.wording.desk.figure_words import ALL_TYPES, FORMULA, as_at, base_sentence
from s11desk.wording.desk.published_matrix import PublishedCell, PublishedMatrix, PublishedTable
from s11desk.wording.one_word_states import PROGRESSES, as_cell

_FOR_WHOM = "For the partnership, with the names of the agencies. Do not publish it."
_WAITING = {AgencyProgress.OUTSTANDING, AgencyProgress.EXTENDED}
_AGENCIES = (
    "Agency",
    "Type",
    "Audit",
    "State",
    "Return",
    "Made",
    "Days late",
    "Last day",
    "Reminders",
    "Last reminder",
    "Contact",
    "E-mail",
)
_NOT_RETURNED = (
    "Agency",
    "Type",
    "Audit",
    "State",
    "Last day",
    "Days past the last day",
    "Reminders",
    "Contact",
    "E-mail",
)


def save_overview(figures: FiguresSeen, out: Path, made_at: dt.datetime) -> None:
    """Write the new file ``out``: a PDF if its name ends in ``.pdf``, or else a workbook. ``made_at``: has a time zone.

    Raises ``FileExists``, and what writing raises.
    """
    published = publish_overview(figures, made_at)
    with writing(out, private=False, fresh=True) as stream:
        if out.suffix.lower() == ".pdf":
            fonts = resources_folder() / "fonts"
            charts = {figures.seen.title(chart.topic): chart for chart in figures.charts}
            report.write_overview(stream, published, charts, fonts, made_at)
        else:
            write_matrix_workbook(stream, published)


def publish_overview(figures: FiguresSeen, made_at: dt.datetime) -> PublishedMatrix:
    """Everything that is written down: the rates, every agency, those that have not returned, and the days."""
    seen = figures.seen
    bases = [base_sentence(rate) for rate in seen.overview.rates if not rate.type]
    title = f"Returns of {seen.partnership}"
    notes = (title, _FOR_WHOM, as_at(seen.overview.day, seen.overview.rule), f"Made {local_moment(made_at)}.")
    waiting = [one for one in seen.overview.standings if one.progress in _WAITING]
    tables = (
        _rates(seen),
        _table("not_returned", "Not returned yet", _NOT_RETURNED, [_waiting_row(seen, one) for one in waiting]),
        _table("agencies", "Agencies", _AGENCIES, [_agency_row(seen, one) for one in seen.overview.standings]),
        _table("days", "Returns over time", ("By the end of", "Audit", "Returned", "Expected"), _day_rows(figures)),
        _table("not_counted", "Not counted, and why", ("Audit", "Agency or return, and why"), _uncounted(seen)),
    )
    return PublishedMatrix(title, (*notes, FORMULA, *dict.fromkeys(bases)), tables, made_at)


Value = str | int | dt.date | None


def _table(name: str, title: str, headings: tuple[str, ...], rows: Sequence[Sequence[Value]]) -> PublishedTable:
    cells = tuple(tuple(PublishedCell(None if value == "" else value) for value in row) for row in rows)
    return PublishedTable(name, title, headings, cells)


def _rates(seen: AgenciesSeen) -> PublishedTable:
    headings = (
        "Audit",
        "Type",
        "Expected",
        "Returned",
        "Of these late",
        as_cell(PROGRESSES[AgencyProgress.CORRECTING]),
        "Not returned",
        "Per cent returned",
    )
    rows = [
        (
            seen.title(one.topic),
            one.type or ALL_TYPES,
            one.expected,
            one.returned,
            one.late,
            one.correcting,
            one.missing,
            one.percent,
        )
        for one in seen.overview.rates
    ]
    return _table("rates", "How many have returned", headings, rows)


def _reminders(seen: AgenciesSeen, one: AgencyStanding) -> int:
    return sum(whom == one.agency.id and reminder.topic == one.topic for whom, reminder in seen.reminders)


def _agency_row(seen: AgenciesSeen, one: AgencyStanding) -> tuple[Value, ...]:
    expected, received = one.agency.expected, one.received
    last = seen.last_reminder(one.agency.id, one.topic)
    return (
        expected.name,
        expected.type,
        seen.title(one.topic),
        state_words(one.progress),
        received.facts.reference if received is not None else None,
        england_day(received.facts.made) if received is not None else None,
        one.days_late or None if received is not None else None,
        one.last_day,
        _reminders(seen, one),
        england_day(last.at) if last is not None else None,
        expected.contact,
        expected.email,
    )


def _waiting_row(seen: AgenciesSeen, one: AgencyStanding) -> tuple[Value, ...]:
    expected = one.agency.expected
    return (
        expected.name,
        expected.type,
        seen.title(one.topic),
        state_words(one.progress),
        one.last_day,
        one.days_late or None,
        _reminders(seen, one),
        expected.contact,
        expected.email,
    )


def _day_rows(figures: FiguresSeen) -> list[tuple[Value, ...]]:
    return [
        (point.day, figures.seen.title(chart.topic), point.returned, point.expected)
        for chart in figures.charts
        for point in chart.points
    ]


def _uncounted(seen: AgenciesSeen) -> list[tuple[Value, ...]]:
    return [
        (seen.title(topic), line.words)
        for topic in dict.fromkeys(one.topic for one in seen.overview.standings)
        for line in _left_out(seen, topic)
    ]


def _left_out(seen: AgenciesSeen, topic: str) -> Iterator[BehindLine]:
    behind = rate_behind(seen, topic, "")
    yield from behind.outside
    yield from behind.uncounted
