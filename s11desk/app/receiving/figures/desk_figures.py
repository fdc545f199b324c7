"""The figures of a desk as at the end of a day, what stands behind each, and the charts of returns over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.app.receiving.agencies.agencies_seen import AgenciesSeen, look_at_agencies
from s11desk.app.receiving.agencies.agency_register import DeskOverview, chart_of
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.desk_list import why
from s11desk.domain.receiving.desk_agencies import (
    NO_TYPE,
    AgencyMatch,
    AgencyProgress,
    AgencyStanding,
    MatchBasis,
    match_key,
)
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_values import CountingRule
from s11desk.domain.receiving.return_chart import ReturnChart
from s11desk.wording.desk.agency_words import (
    NOT_ASKED,
    OTHER_COUNTS,
    made_after,
    name_and_type,
    nobodys,
    standing_sentence,
)
from s11desk.wording.plain_text import short_line


@dataclass(frozen=True, slots=True)
class FiguresSeen:
    """``seen``: the agencies as at the end of that day. ``charts``: one for each topic that agencies are asked."""

    seen: AgenciesSeen
    charts: tuple[ReturnChart, ...]


@dataclass(frozen=True, slots=True)
class BehindLine:
    """A line behind a figure. ``agency``: its id; empty if there is none."""

    words: str
    agency: str = ""


@dataclass(frozen=True, slots=True)
class RateBehind:
    """What a rate counts and what it does not, each with the reason.

    ``returned`` and ``missing`` together are the base. ``outside``: agencies that are not in it. ``uncounted``: returns
    that are not counted.
    """

    returned: tuple[BehindLine, ...]
    missing: tuple[BehindLine, ...]
    outside: tuple[BehindLine, ...]
    uncounted: tuple[BehindLine, ...]


def look_at_figures(
    desk: ReceivingDesk, day: dt.date | None = None, rule: CountingRule = CountingRule.OPEN
) -> FiguresSeen:
    """Read the figures as at the end of ``day``, None for today. Raises what reading the register raises."""
    with desk.register.snapshot():
        seen = look_at_agencies(desk, day, rule)
        topics = dict.fromkeys(one.topic for one in seen.overview.standings)
        charts = (chart_of(desk, topic, day, rule) for topic in topics)
        return FiguresSeen(seen, tuple(chart for chart in charts if chart is not None))


def rate_behind(seen: AgenciesSeen, topic: str, kind: str) -> RateBehind:
    """What stands behind the rate of a topic and a type of agency. ``kind``: empty for all types."""
    standings = [one for one in seen.overview.standings if one.topic == topic and _is_kind(one, kind)]
    in_base = [one for one in standings if one.progress is not AgencyProgress.CLOSED]
    returned = [one for one in in_base if one.received is not None]
    missing = [one for one in in_base if one.received is None]
    closed = [one for one in standings if one.progress is AgencyProgress.CLOSED]
    asked = {one.agency.id for one in standings}
    not_asked = [
        BehindLine(f"{name_and_type(one)}: {NOT_ASKED}", one.id)
        for one in seen.agencies
        if one.id not in asked and kind in {"", one.expected.type or NO_TYPE}
    ]
    return RateBehind(
        tuple(map(_agency_line, returned)),
        tuple(map(_agency_line, missing)),
        (*map(_agency_line, closed), *not_asked),
        tuple(_uncounted(seen.overview, topic, kind, asked)),
    )


def _is_kind(standing: AgencyStanding, kind: str) -> bool:
    return kind in {"", standing.agency.expected.type or NO_TYPE}


def _agency_line(one: AgencyStanding) -> BehindLine:
    return BehindLine(f"{name_and_type(one.agency)}: {standing_sentence(one, '')}", one.agency.id)


def _uncounted(overview: DeskOverview, topic: str, kind: str, asked: set[str]) -> Iterator[BehindLine]:
    """Each return about the topic that the rate does not count, with the reason."""
    counting = {one.received.sha256 for one in overview.standings if one.received is not None and one.topic == topic}
    for one in overview.judged:
        if one.received.topic.id != topic or one.received.sha256 in counting:
            continue
        match = overview.matches[match_key(one.received)]
        if kind and match.agency not in asked:
            continue
        yield BehindLine(f"{_name(one)}: {_reason(one, match, asked)}", match.agency)
    for later in overview.later:
        if later.topic.id == topic and not kind:
            who = f"{later.facts.reference} of {short_line(later.agency)}"
            yield BehindLine(f"{who}: {made_after(overview.day)}")


def _name(one: JudgedReturn) -> str:
    return f"{one.received.facts.reference} of {short_line(one.received.agency)}"


def _reason(one: JudgedReturn, match: AgencyMatch, asked: set[str]) -> str:
    if not one.counts:
        return why(one)
    if not match.agency:
        return nobodys(is_said=match.basis is MatchBasis.CHOSEN)
    return OTHER_COUNTS if match.agency in asked else NOT_ASKED
