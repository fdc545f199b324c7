"""Which audits a desk asks: those that it chose; otherwise those that most agencies answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from s11desk.domain.receiving.desk_agencies import DeskAgency
from s11desk.domain.receiving.desk_counting import JudgedReturn, may_count
from s11desk.domain.receiving.desk_values import TopicAnswered
from s11desk.domain.receiving.last_days import LastDaySet, last_day_asked, last_day_set
from s11desk.domain.text.same_name import comparable_name
from s11desk.domain.topics.topic import Topic


@dataclass(frozen=True, slots=True)
class DeskAudits:
    """``expected``: the ids of the audits that agencies have a line for. ``topics``: these, by id.

    ``titles``: title and year by id, of these and of every other audit that a return here answers. ``is_chosen``: the
    person chose what the desk asks. ``last_days``: every last day that the officer set, in order.
    """

    expected: tuple[str, ...] = ()
    topics: dict[str, Topic] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    is_chosen: bool = False
    last_days: tuple[LastDaySet, ...] = ()

    def by_name(self) -> dict[str, str]:
        """The id of each audit that a list can name, by the ways to write it: short name, title, title and year."""
        found: dict[str, str] = {}
        known = self.expected if self.is_chosen else (*self.expected, *self.titles)
        for one in dict.fromkeys(known):
            whole = self.titles.get(one, one)
            for name in (one, whole, whole.rpartition(", ")[0]):
                found.setdefault(comparable_name(name), one)
        return {name: one for name, one in found.items() if name}

    def deadlines(self) -> dict[str, dt.date | None]:
        """The last day of each expected audit, by id; the id is empty if none is expected yet."""
        return {one: self.last_day(one) for one in self.expected} or {"": None}

    def last_day(self, name: str) -> dt.date | None:
        """The last day of the audit with this id: the officer's, or else that of the questions."""
        topic = self.topics.get(name)
        return last_day_asked(topic, self.last_days) if topic is not None else None

    def set_for(self, name: str) -> LastDaySet | None:
        """The last day that the officer set for the audit with this id; None if none is set."""
        topic = self.topics.get(name)
        return last_day_set(topic, self.last_days) if topic is not None else None

    def without_day(self) -> tuple[Topic, ...]:
        """The expected audits whose questions have no last day."""
        asked = (self.topics[one] for one in self.expected if one in self.topics)
        return tuple(one for one in asked if one.deadline is None)


def audit_title(topic: Topic | TopicAnswered) -> str:
    """Title and year, as every page shows them."""
    return f"{topic.title}, {topic.year}"


def answered_by_most(judged: Iterable[JudgedReturn], agencies: Iterable[DeskAgency]) -> tuple[TopicAnswered, ...]:
    """The audits that a desk asks that chose none, each in its newest version; that of most agencies first.

    An audit that at most half as many agencies answered as the first came here by chance, unless the list of agencies
    names it. What was sent back still says what is asked.
    """
    who: dict[str, set[str]] = {}
    newest: dict[str, TopicAnswered] = {}
    for one in judged:
        if not may_count(one.received, one.review):
            continue
        topic = one.received.topic
        who.setdefault(topic.id, set()).add(one.received.facts.agency)
        if topic.id not in newest or newest[topic.id].version <= topic.version:
            newest[topic.id] = topic
    most = max(map(len, who.values()), default=0)
    named = {topic for agency in agencies for topic in agency.topics}
    chosen = [one for one, its in who.items() if 2 * len(its) > most or one in named]
    return tuple(newest[one] for one in sorted(chosen, key=lambda one: (-len(who[one]), one)))
