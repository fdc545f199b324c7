"""Which agencies a partnership expects returns from, who has returned, and who has not."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from s11desk.domain.england_time import england_day
from s11desk.domain.text.same_name import comparable_name

_COMPARED = 30
"""How many names are compared letter by letter."""
_ALIKE = 0.75
"""How alike two names must be, from 0 to 1, for one to be offered as the other (``difflib``)."""


class AgencyState(StrEnum):
    """Whether an agency has returned a topic. UNEXPECTED: it returned one and is not on the list.

    CORRECTING: only at a desk: its return was sent back, and nothing of it counts.
    """

    RETURNED = "returned"
    LATE = "returned-late"
    CORRECTING = "correction-asked"
    OUTSTANDING = "outstanding"
    UNEXPECTED = "not-on-the-list"


@dataclass(frozen=True, slots=True)
class ExpectedAgency:
    """A line of the list. ``other_names``: under which its return may come."""

    name: str
    type: str = ""
    contact: str = ""
    email: str = ""
    other_names: tuple[str, ...] = ()


class ListProblemKind(StrEnum):
    """What is wrong with a list of agencies."""

    UNREADABLE = "unreadable"
    NO_HEADING = "no-heading"
    TOO_LONG = "too-long"
    EMPTY = "empty"
    QUOTE_OPEN = "quote-open"
    NAME_MISSING = "name-missing"
    NAME_TWICE = "name-twice"
    TEXT_TOO_LONG = "text-too-long"
    DAY_UNCLEAR = "day-unclear"
    YEAR_DOUBTFUL = "year-doubtful"
    TOPIC_UNKNOWN = "topic-unknown"
    SAME_AGENCY = "same-agency"


@dataclass(frozen=True, slots=True)
class ListProblem:
    """``row``: as a spreadsheet counts, 0 for the whole list. ``found``: what stands there, or the headings."""

    kind: ListProblemKind
    row: int = 0
    found: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedFrom:
    """A return that counts: who sent it about which topic (its id), and when it was made."""

    agency: str
    topic: str
    reference: str
    made: dt.datetime


@dataclass(frozen=True, slots=True)
class AgencyLine:
    """One agency and one topic. ``agency``: None if it is not on the list. ``received``: None if nothing came.

    ``days_late``: 0 if it came in time, or if the topic has no deadline. ``nearest``: for an agency that is not on the
    list, the outstanding one with the most similar name; may be empty.
    """

    topic: str
    state: AgencyState
    agency: ExpectedAgency | None = None
    received: ReceivedFrom | None = None
    days_late: int = 0
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class ReturnRate:
    """How many of the expected agencies of one type have returned a topic. ``type``: empty for all types together.

    ``late`` are among ``returned``. ``correcting`` have returned what was sent back: they are not among ``returned``.
    """

    topic: str
    type: str
    expected: int
    returned: int
    late: int
    correcting: int = 0

    @property
    def outstanding(self) -> int:
        """How many have no return that counts, with those that are asked to correct theirs."""
        return self.expected - self.returned

    @property
    def missing(self) -> int:
        """How many have returned nothing that the desk waits to be corrected."""
        return self.outstanding - self.correcting

    @property
    def percent(self) -> int | None:
        """``returned`` of ``expected``, in whole per cent, halves up. None if nobody is expected."""
        return (200 * self.returned + self.expected) // (2 * self.expected) if self.expected else None


def match_agencies(
    expected: Sequence[ExpectedAgency], received: Iterable[ReceivedFrom], deadlines: Mapping[str, dt.date | None]
) -> tuple[AgencyLine, ...]:
    """Hold the list against what came. ``deadlines``: by the id of each topic; every agency is expected for each.

    A last day ends at midnight in England. Of several returns of one agency and topic the newest is taken. Names are
    compared as people do (:mod:`s11desk.domain.text.same_name`).
    """
    newest: dict[tuple[str, str], ReceivedFrom] = {}
    for each in sorted(received, key=lambda one: (one.made, one.reference)):
        newest[each.topic, agency_key(each.agency)] = each
    lines: list[AgencyLine] = []
    for topic, deadline in deadlines.items():
        of_topic = {name: each for (its_topic, name), each in newest.items() if its_topic == topic}
        lines += _match_topic(expected, topic, of_topic, deadline)
    return tuple(lines)


def agency_key(name: str) -> str:
    """The same for all ways to write one agency's name. A name of signs only, such as a star, is compared as it is."""
    return comparable_name(name) or name


def count_rates(lines: Iterable[AgencyLine]) -> tuple[ReturnRate, ...]:
    """The rates of each topic: all types together, then each type. Agencies that are not on the list do not count."""
    states: dict[str, dict[str, list[AgencyState]]] = {}
    for line in lines:
        by_type = states.setdefault(line.topic, {"": []})
        if line.agency is not None:
            by_type[""].append(line.state)
            by_type.setdefault(line.agency.type or "No type given", []).append(line.state)
    return tuple(
        ReturnRate(
            topic,
            kind,
            len(found),
            sum(state is not AgencyState.OUTSTANDING for state in found),
            sum(state is AgencyState.LATE for state in found),
        )
        for topic, by_type in states.items()
        for kind, found in sorted(by_type.items())
    )


def _match_topic(
    expected: Sequence[ExpectedAgency], topic: str, received: Mapping[str, ReceivedFrom], deadline: dt.date | None
) -> Iterator[AgencyLine]:
    matched: set[str] = set()
    outstanding: dict[str, str] = {}
    for agency in expected:
        names = [comparable_name(name) for name in (agency.name, *agency.other_names)]
        found = [name for name in names if name in received]
        if not found:
            outstanding |= dict.fromkeys(names, agency.name)
            yield AgencyLine(topic, AgencyState.OUTSTANDING, agency)
            continue
        matched |= set(found)
        newest = max((received[name] for name in found), key=lambda one: (one.made, one.reference))
        days = _days_late(newest, deadline)
        yield AgencyLine(topic, AgencyState.LATE if days else AgencyState.RETURNED, agency, newest, days)
    by_letters = _by_letters(outstanding)
    for name, each in received.items():
        if name not in matched:
            alike = get_close_matches(name, _with_same_letters(name, by_letters), n=1, cutoff=_ALIKE)
            nearest = outstanding[alike[0]] if alike else ""
            yield AgencyLine(topic, AgencyState.UNEXPECTED, None, each, _days_late(each, deadline), nearest)


def _by_letters(names: Iterable[str]) -> dict[str, list[str]]:
    """The names by each pair of letters in them: comparing every name with every other takes minutes."""
    found: dict[str, list[str]] = {}
    for name in names:
        for pair in _pairs(name):
            found.setdefault(pair, []).append(name)
    return found


def _with_same_letters(name: str, by_letters: Mapping[str, list[str]]) -> list[str]:
    """The names that have the most pairs of letters in common with ``name``."""
    common = Counter(other for pair in _pairs(name) for other in by_letters.get(pair, ()))
    return [other for other, _ in common.most_common(_COMPARED)]


def _pairs(name: str) -> list[str]:
    """The pairs of letters, each once, in one order: of names that are as similar the same one is found every time."""
    return sorted({name[place : place + 2] for place in range(max(1, len(name) - 1))})


def _days_late(received: ReceivedFrom, deadline: dt.date | None) -> int:
    return max(0, (england_day(received.made) - deadline).days) if deadline is not None else 0
