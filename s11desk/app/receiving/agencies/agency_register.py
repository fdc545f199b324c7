"""The agencies of a desk: take the list in, say whose a return is, see who has returned by a day."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from s11desk.app.receiving.agencies.audits_asked import audits_of
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.collation.agency_list import MAX_LIST_SIZE, AgencyList, ListHeading, read_agency_list
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.agency_list_plan import ListedAgency, plan_list, with_listed
from s11desk.domain.receiving.desk_agencies import (
    AgencyEvent,
    AgencyEventKind,
    AgencyMatch,
    AgencyStanding,
    DeskAgency,
    MatchDecision,
    match_key,
    match_returns,
    rates_of,
    standings_on,
)
from s11desk.domain.receiving.desk_audits import DeskAudits
from s11desk.domain.receiving.desk_counting import JudgedReturn, judge_returns
from s11desk.domain.receiving.desk_values import CountingRule, ReceivedReturn, Review
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ReturnRate, agency_key
from s11desk.domain.receiving.lateness import day_made
from s11desk.domain.receiving.return_chart import ChartPoint, ReturnChart
from s11desk.domain.text.clean_text import clean_line
from s11desk.domain.text.text_limits import NAME_LIMIT, LimitedText, require_kept_length
from s11desk.domain.text.typed_text import typed_line
from s11desk.errors.desk_errors import AgencyUnknown, DeskReturnUnknown
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.register.agency_rows import add_match, all_agencies, keep_agency, match_decisions
from s11desk.register.received_rows import all_returns, find_return, returns_named, returns_of_audit
from s11desk.register.review_rows import all_reviews

_MOST_DAYS = 90
"""Of a chart."""


@dataclass(frozen=True, slots=True)
class AgenciesTakenIn:
    """What a list changed. ``unlisted``: the names of agencies of the register that are not on it; they stay."""

    added: int
    changed: int
    unlisted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskOverview:
    """Who has returned by ``day``, the rates, and the returns that are nobody's on the list.

    ``matches``: whose each return is, by :func:`match_key`. ``unmatched``: returns that may count, with what is known.
    ``judged``: every return that was made by then. ``later``: those that were made after it. ``audits``: what the desk
    asks now, with the titles.
    """

    day: dt.date
    rule: CountingRule
    standings: tuple[AgencyStanding, ...]
    rates: tuple[ReturnRate, ...]
    matches: dict[str, AgencyMatch]
    unmatched: tuple[tuple[ReceivedReturn, AgencyMatch], ...]
    judged: tuple[JudgedReturn, ...] = ()
    later: tuple[ReceivedReturn, ...] = ()
    audits: DeskAudits = field(default_factory=DeskAudits)


def take_in_agencies(desk: ReceivingDesk, listed: Sequence[ExpectedAgency | ListedAgency]) -> AgenciesTakenIn:
    """Add the agencies of a list, or change them: an agency is known by any of its names. None is removed."""
    rows = [one if isinstance(one, ListedAgency) else ListedAgency(one) for one in listed]
    with desk.register.changing() as connection:
        plan = plan_list(all_agencies(desk.register), rows)  # another program may just have taken in the same list
        for row in plan.added:
            new = with_listed(DeskAgency(secrets.token_hex(6), row.expected), row)
            keep_agency(connection, _with_event(desk, new, AgencyEventKind.LISTED, new.extended))
        for one in plan.changed:
            keep_agency(connection, _with_event(desk, one.after, AgencyEventKind.CHANGED))
    return AgenciesTakenIn(len(plan.added), len(plan.changed), plan.unlisted)


def look_into_agencies(path: Path, chosen: tuple[ListHeading, ...] = ()) -> AgencyList:
    """Read a list without keeping it, for a person to confirm: its headings, its agencies, the problems by row.

    ``chosen``: the headings that the person chose instead of the guessed ones. Raises what reading the file raises.
    """
    with reading_errors(path), open_regular(path) as stream:
        content = stream.read(MAX_LIST_SIZE + 1)
    return read_agency_list(path.name, content, chosen)


def find_agency(desk: ReceivingDesk, which: str) -> DeskAgency:
    """The agency with this id or name. Raises ``AgencyUnknown``."""
    agencies = all_agencies(desk.register)
    key = agency_key(clean_line(which))
    for one in agencies:
        if one.id == which or key in {agency_key(name) for name in (one.name, *one.expected.other_names)}:
            return one
    raise AgencyUnknown(name=which)


def extend_agency(desk: ReceivingDesk, which: str, until: dt.date | None) -> DeskAgency:
    """Give an agency its own last day, or take it back. Raises ``AgencyUnknown``."""
    kind = AgencyEventKind.EXTENDED if until is not None else AgencyEventKind.EXTENSION_ENDED
    return _change(desk, which, AgencyEvent(kind, desk.who, desk.now(), until), extended=until)


def close_agency(desk: ReceivingDesk, which: str, on: dt.date | None, why: str = "") -> DeskAgency:
    """Stop expecting an agency from a day on; None: it is expected again. Raises ``AgencyUnknown``."""
    reason = clean_line(why) if on is not None else ""
    kind = AgencyEventKind.CLOSED if on is not None else AgencyEventKind.OPENED
    event = AgencyEvent(kind, desk.who, desk.now(), on, reason)
    return _change(desk, which, event, closed=on, closed_why=reason)


def change_contact(desk: ReceivingDesk, which: str, contact: str, email: str) -> DeskAgency:
    """Say whom to ask at an agency. Raises ``AgencyUnknown`` and ``TextTooLong``."""
    texts = tuple(map(typed_line, (contact, email)))
    require_kept_length([LimitedText(one, NAME_LIMIT) for one in texts])
    with desk.register.changing():
        expected = replace(find_agency(desk, which).expected, contact=texts[0], email=texts[1])
        event = AgencyEvent(AgencyEventKind.CONTACT_CHANGED, desk.who, desk.now())
        return _change(desk, which, event, expected=expected)


def _with_event(
    desk: ReceivingDesk, agency: DeskAgency, kind: AgencyEventKind, day: dt.date | None = None
) -> DeskAgency:
    event = AgencyEvent(kind, desk.who, desk.now(), day)
    return msgspec.structs.replace(agency, history=(*agency.history, event))


def _change(desk: ReceivingDesk, which: str, event: AgencyEvent, **facts: object) -> DeskAgency:
    """Change ``facts`` of an agency as it is now: what another program changes at the same time is not lost."""
    with desk.register.changing() as connection:
        agency = find_agency(desk, which)
        changed = msgspec.structs.replace(agency, history=(*agency.history, event), **facts)
        keep_agency(connection, changed)
    return changed


def match_return(desk: ReceivingDesk, which: str, agency: str) -> None:
    """Say whose a return is, and every return of its audit. ``agency``: id or name; empty: nobody's on the list.

    From now on another return that the same key signed is that agency's too, unless its name says otherwise. Raises
    ``DeskReturnUnknown`` and ``AgencyUnknown``.
    """
    chosen = find_agency(desk, agency).id if agency else ""
    _decide(desk, which, MatchDecision(desk.who, desk.now(), chosen))


def list_agency_of(desk: ReceivingDesk, which: str) -> None:
    """Put the agency that a return names on the list, and say that the return is its own.

    Raises ``DeskReturnUnknown`` and what writing raises.
    """
    name = require_return(desk, which).agency
    take_in_agencies(desk, [ExpectedAgency(name)])
    match_return(desk, which, name)


def last_day_of(desk: ReceivingDesk, received: ReceivedReturn, deadline: dt.date | None) -> dt.date | None:
    """The last day of a return's agency: that of the topic, or a later one of its own; None if it has none."""
    agencies = all_agencies(desk.register)
    if not any(agency.extended for agency in agencies):
        return deadline
    decisions = match_decisions(desk.register)
    audits = {key.split(" ", 1)[0] for key in decisions}
    told = [one for audit in sorted(audits) for one in returns_of_audit(desk.register, audit)]
    match = match_returns(agencies, (*told, received), decisions)[match_key(received)]
    agency = next((one for one in agencies if one.id == match.agency), None)
    return agency.last_day(deadline) if agency is not None else deadline


def undo_match(desk: ReceivingDesk, which: str) -> None:
    """Take the officer's word on whose a return is back. Raises ``DeskReturnUnknown``."""
    _decide(desk, which, MatchDecision(desk.who, desk.now(), is_undone=True))


def _decide(desk: ReceivingDesk, which: str, decision: MatchDecision) -> None:
    key = match_key(require_return(desk, which))
    with desk.register.changing() as connection:
        add_match(connection, key, decision)


def require_return(desk: ReceivingDesk, which: str) -> ReceivedReturn:
    """The return with this SHA-256 or its reference; of copies under one reference that with the most signatures.

    Raises ``DeskReturnUnknown``.
    """
    found = find_return(desk.register, which.lower()) if which.isascii() else None  # a terminal gives any bytes
    if found is not None:
        return found
    same = returns_named(desk.register, which.strip()) if which.isprintable() else ()
    if not same:
        raise DeskReturnUnknown(name=which)
    return max(same, key=lambda one: (one.facts.signatures, one.sha256))


def overview_on(
    desk: ReceivingDesk, day: dt.date | None = None, rule: CountingRule = CountingRule.OPEN
) -> DeskOverview:
    """Who has returned by the end of ``day`` in England, by what was made and decided until then.

    None: by now. That is everything; what is dated later came before the clock of this computer was set back.
    """
    return _overview(_read(desk), day, rule, england_day(desk.now()))


def returns_and_overview(desk: ReceivingDesk) -> tuple[tuple[JudgedReturn, ...], DeskOverview]:
    """Every return with the decision on it, and who has returned by today. The register is read once for both."""
    read = _read(desk)
    return read.judged, _overview(read, None, CountingRule.OPEN, england_day(desk.now()))


def match_of(desk: ReceivingDesk, received: ReceivedReturn) -> AgencyMatch:
    """Whose a return is. Only the audits are read on which the officer's word is known, so it is quick."""
    decisions = match_decisions(desk.register)
    audits = dict.fromkeys((received.facts.audit_id, *(key.split(" ", 1)[0] for key in decisions)))
    returns = [one for audit in audits for one in returns_of_audit(desk.register, audit)]
    return match_returns(all_agencies(desk.register), returns, decisions)[match_key(received)]


def chart_of(
    desk: ReceivingDesk, topic: str, until: dt.date | None, rule: CountingRule = CountingRule.OPEN
) -> ReturnChart | None:
    """How many agencies had returned a topic by the end of each day until ``until``, None for now.

    None if none is asked it.

    The numbers are those of :func:`overview_on` on that day. Of very many days only some are taken.
    """
    read, today = _read(desk), england_day(desk.now())
    days = _days_of_change(read, topic, until or today)
    points = []
    for day in (*days[:-1], until):
        seen = _overview(read, day, rule, today)
        whole = [one for one in seen.rates if one.topic == topic and not one.type]
        points += [ChartPoint(seen.day, one.returned, one.expected) for one in whole]
    changed = [
        point
        for at, point in enumerate(points)
        if at in {0, len(points) - 1} or (point.returned, point.expected) != _numbers(points[at - 1])
    ]
    return ReturnChart(topic, tuple(changed), read.audits.deadlines().get(topic)) if changed else None


def _numbers(point: ChartPoint) -> tuple[int, int]:
    return point.returned, point.expected


def _days_of_change(read: _Read, topic: str, until: dt.date) -> list[dt.date]:
    """The days on which a number may change, from the day before the first return on."""
    of_topic = [one for one in read.returns if one.topic.id == topic]
    made = [day_made(one) for one in of_topic]
    found = set(made)
    found |= {england_day(review.at) for _, review in read.reviews}
    found |= {one.closed for one in read.agencies if one.closed is not None}
    first = min((*made, until)) - dt.timedelta(days=1)
    days = sorted(day for day in found if first < day < until)
    step = len(days) // _MOST_DAYS + 1
    return [first, *days[step - 1 :: step], until]


@dataclass(frozen=True, slots=True)
class _Read:
    """Everything that an overview is made of. ``judged``: the returns by now, with the decision on each."""

    agencies: tuple[DeskAgency, ...]
    returns: tuple[ReceivedReturn, ...]
    judged: tuple[JudgedReturn, ...]
    reviews: tuple[tuple[str, Review], ...]
    decisions: dict[str, MatchDecision]
    audits: DeskAudits


def _read(desk: ReceivingDesk) -> _Read:
    register = desk.register
    agencies, returns, reviews = all_agencies(register), all_returns(register), all_reviews(register)
    judged = judge_returns(returns, {sha256: review.state for sha256, review in reviews})
    return _Read(agencies, returns, judged, reviews, match_decisions(register), audits_of(desk, judged, agencies))


def _overview(read: _Read, day: dt.date | None, rule: CountingRule, today: dt.date) -> DeskOverview:
    """By the end of ``day``; None: by now, and everything that is here."""
    until, day = day or dt.date.max, day or today
    reviews = {sha256: review for sha256, review in read.reviews if england_day(review.at) <= until}
    states = {sha256: review.state for sha256, review in reviews.items()}
    if until == dt.date.max and rule is CountingRule.OPEN:
        judged = read.judged
    else:
        judged = judge_returns([one for one in read.returns if day_made(one) <= until], states, rule)
    matches = match_returns(read.agencies, [one.received for one in judged], read.decisions)
    standings = standings_on(day, read.agencies, judged, matches, read.audits.deadlines(), reviews)
    unmatched = tuple(
        (one.received, matches[match_key(one.received)])
        for one in judged
        if one.counts and not matches[match_key(one.received)].agency
    )
    later = tuple(one for one in read.returns if day_made(one) > until)
    return DeskOverview(day, rule, standings, rates_of(standings), matches, unmatched, judged, later, read.audits)
