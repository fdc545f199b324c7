"""Everything that the page "Agencies" of a desk and the pages behind it show, read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from s11desk.app.receiving.agencies.agency_register import DeskOverview, overview_on
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.desk_list import ListedReturn, listed
from s11desk.app.receiving.returns.listed_lines import look_up, return_lines
from s11desk.domain.england_time import england_day
from s11desk.domain.receiving.desk_agencies import (
    AgencyMatch,
    AgencyStanding,
    DeskAgency,
    MatchBasis,
    match_key,
)
from s11desk.domain.receiving.desk_lines import ReturnLine
from s11desk.domain.receiving.desk_values import CountingRule, ReceivedReturn, Review
from s11desk.domain.receiving.reminders import Reminder, reminders_that_hold
from s11desk.domain.topics.topic import Topic
from s11desk.register.agency_rows import all_agencies, all_reminders
from s11desk.register.review_rows import all_reviews


@dataclass(frozen=True, slots=True)
class AgenciesSeen:
    """What is known of the agencies at the end of ``overview.day``.

    ``topics``: by id, those that the desk asks. ``reminders``: those that hold, each with the id of its agency;
    ``last_reminders``: by that id and the topic; ``reminder_records``: also what does not hold any more. ``reviews``:
    each with the SHA-256 of its return. ``untold``: the id of each agency of which a return is to be sent back that
    does not know it yet, with the topic. ``looks``: the SHA-256 of each return that needs a look, by agency and topic.
    ``asked_by``: the last day that the reminders say where the questions have none.
    """

    partnership: str
    today: dt.date
    overview: DeskOverview
    topics: dict[str, Topic]
    agencies: tuple[DeskAgency, ...]
    reminders: tuple[tuple[str, Reminder], ...]
    last_reminders: dict[tuple[str, str], Reminder]
    reminder_records: tuple[tuple[str, Reminder], ...]
    reviews: tuple[tuple[str, Review], ...]
    untold: frozenset[tuple[str, str]] = frozenset()
    looks: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    asked_by: dt.date | None = None

    @property
    def has_several_topics(self) -> bool:
        """Whether an agency can be in more than one line."""
        return len({one.topic for one in self.overview.standings}) > 1

    def agency(self, which: str) -> DeskAgency:
        """The agency with this id. Raises KeyError if there is none; no agency is ever removed."""
        return {one.id: one for one in self.agencies}[which]

    def standings_of(self, which: str) -> tuple[AgencyStanding, ...]:
        """Where one agency is with each topic."""
        return tuple(one for one in self.overview.standings if one.agency.id == which)

    def is_told(self, standing: AgencyStanding) -> bool:
        """Whether the agency knows of each return that is to be sent back."""
        return (standing.agency.id, standing.topic) not in self.untold

    def looks_of(self, standing: AgencyStanding) -> frozenset[str]:
        """The SHA-256 of each return of an agency about a topic that needs a look."""
        return self.looks.get((standing.agency.id, standing.topic), frozenset())

    def title(self, topic: str) -> str:
        """Title and year of a topic; its id if neither the desk asks it nor a return here answers it."""
        return self.overview.audits.titles.get(topic, topic)

    def returns_of(self, which: str) -> tuple[ListedReturn, ...]:
        """The returns of one agency, with whether each counts; empty id: those that are nobody's on the list."""
        return tuple(
            listed(one)
            for one in self.overview.judged
            if self.overview.matches[match_key(one.received)].agency == which
        )

    def match_of(self, received: ListedReturn) -> AgencyMatch:
        """Whose a return is."""
        judged = next(one for one in self.overview.judged if one.received.sha256 == received.sha256)
        return self.overview.matches[match_key(judged.received)]

    def to_match(self) -> tuple[tuple[ReceivedReturn, AgencyMatch], ...]:
        """The returns that count and that nobody has said anything about."""
        return tuple(pair for pair in self.overview.unmatched if pair[1].basis is not MatchBasis.CHOSEN)

    def last_reminder(self, which: str, topic: str) -> Reminder | None:
        """The last reminder of an agency about a topic."""
        return self.last_reminders.get((which, topic))


def look_at_agencies(
    desk: ReceivingDesk, day: dt.date | None = None, rule: CountingRule = CountingRule.OPEN
) -> AgenciesSeen:
    """Read the agencies as at the end of ``day``, None for today. Raises what reading the register raises."""
    register = desk.register
    records = tuple((agency, desk.named(one)) for agency, one in all_reminders(register))
    agencies = tuple(
        msgspec.structs.replace(one, history=tuple(map(desk.named, one.history))) for one in all_agencies(register)
    )
    reminders = reminders_that_hold(records)
    overview = overview_on(desk, day, rule)
    looked = look_up(desk, overview.judged, overview.matches)
    return AgenciesSeen(
        desk.facts.partnership,
        england_day(desk.now()),
        overview,
        overview.audits.topics,
        agencies,
        reminders,
        {(agency, one.topic): one for agency, one in reminders},
        records,
        tuple((sha256, desk.named(one)) for sha256, one in all_reviews(register)),
        _untold(overview, looked.untold),
        _looks(overview, return_lines(overview.judged, overview.matches, agencies, looked)),
        desk.facts.reminder_day,
    )


def _looks(overview: DeskOverview, lines: Sequence[ReturnLine]) -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for one, line in zip(overview.judged, lines, strict=True):
        if line.needs_look:
            whose = overview.matches[match_key(one.received)].agency
            found.setdefault((whose, line.topic), set()).add(line.sha256)
    return {key: frozenset(looks) for key, looks in found.items()}


def _untold(overview: DeskOverview, returns: frozenset[str]) -> frozenset[tuple[str, str]]:
    received = (one.received for one in overview.judged if one.received.sha256 in returns)
    return frozenset((overview.matches[match_key(one)].agency, one.topic.id) for one in received)
