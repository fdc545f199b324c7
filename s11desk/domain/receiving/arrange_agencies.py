"""Which agencies are shown, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.receiving.desk_agencies import NO_TYPE, AgencyProgress, AgencyStanding
from s11desk.domain.text.same_name import comparable_name


class AgencyOrder(StrEnum):
    """By what agencies are sorted; those that are equal in it, by name. STATE: those to ask for something first."""

    NAME = "name"
    STATE = "state"
    TYPE = "type"
    CAME = "came"


class AgencyGroup(StrEnum):
    """Several states at once. EXPECTED: every one but closed, as the base of a rate."""

    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class AgencyArrangement:
    """What a person has chosen. Empty or None: all.

    ``words``: of the name, another name or the contact. ``type``: :data:`NO_TYPE` for those without one. ``topic``: its
    id.
    """

    words: str = ""
    type: str = ""
    progress: AgencyProgress | AgencyGroup | None = None
    order: AgencyOrder = AgencyOrder.NAME
    is_descending: bool = False
    topic: str = ""


_TO_ASK = (
    AgencyProgress.OUTSTANDING,
    AgencyProgress.EXTENDED,
    AgencyProgress.CORRECTING,
    AgencyProgress.LATE,
    AgencyProgress.RETURNED,
    AgencyProgress.CLOSED,
)
_KEYS: dict[AgencyOrder, Callable[[AgencyStanding], tuple[str | int, ...]]] = {
    AgencyOrder.NAME: lambda _: (),
    AgencyOrder.STATE: lambda one: (_TO_ASK.index(one.progress), -one.days_late),
    AgencyOrder.TYPE: lambda one: (not one.agency.expected.type, one.agency.expected.type.casefold()),
    AgencyOrder.CAME: lambda one: (one.received is None, _came(one)),
}


def arrange_agencies(standings: Iterable[AgencyStanding], chosen: AgencyArrangement) -> tuple[AgencyStanding, ...]:
    """The standings that fit, in the order that a person chose."""
    words = comparable_name(chosen.words)
    fitting = [
        one
        for one in standings
        if chosen.type in {"", one.agency.expected.type or NO_TYPE}
        and (not chosen.topic or one.topic == chosen.topic)
        and _is_in(one, chosen.progress)
        and (not words or words in _searched(one))
    ]
    fitting.sort(key=lambda one: (one.agency.name.casefold(), one.agency.id, one.topic), reverse=chosen.is_descending)
    return tuple(sorted(fitting, key=_KEYS[chosen.order], reverse=chosen.is_descending))


def _is_in(one: AgencyStanding, chosen: AgencyProgress | AgencyGroup | None) -> bool:
    if chosen is AgencyGroup.EXPECTED:
        return one.progress is not AgencyProgress.CLOSED
    return chosen is None or one.progress is chosen


def _searched(one: AgencyStanding) -> str:
    expected = one.agency.expected
    return comparable_name(" ".join((expected.name, *expected.other_names, expected.contact, expected.email)))


def _came(one: AgencyStanding) -> str:
    made = one.received.facts.made if one.received is not None else dt.datetime.max.replace(tzinfo=dt.UTC)
    return made.isoformat()
