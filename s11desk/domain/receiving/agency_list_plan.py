"""What a list of agencies will change at a desk: which agencies are new, which are changed, which stay as they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from s11desk.domain.receiving.desk_agencies import AgencyEventKind, DeskAgency
from s11desk.domain.receiving.expected_agencies import ExpectedAgency, ListProblem, ListProblemKind, agency_key


@dataclass(frozen=True, slots=True)
class ListedAgency:
    """A row of a list that was read. ``topics``: ids, empty for all; None if the row names none.

    ``last_day``: the agency's own; None if the row has none. What a row does not say stays as it is at the desk.
    """

    expected: ExpectedAgency
    row: int = 0
    topics: tuple[str, ...] | None = None
    last_day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ChangedAgency:
    """An agency as it is at the desk, and as the list has it."""

    before: DeskAgency
    after: DeskAgency


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What taking the list in will do. ``same``: how many agencies of the list stay as they are.

    ``unlisted``: the names of agencies of the desk that are not on the list; they stay. ``problems``: two rows that are
    one agency at the desk.
    """

    added: tuple[ListedAgency, ...]
    changed: tuple[ChangedAgency, ...]
    same: int
    unlisted: tuple[str, ...]
    problems: tuple[ListProblem, ...] = ()


def plan_list(known: Sequence[DeskAgency], listed: Sequence[ListedAgency]) -> ListPlan:
    """Hold a list against the agencies of a desk. An agency is known by any of its names. None is removed."""
    others = {agency_key(name): one for one in known for name in one.expected.other_names}
    by_name = others | {agency_key(one.name): one for one in known}  # its own name is more its than another's
    added: list[ListedAgency] = []
    changed: list[ChangedAgency] = []
    problems: list[ListProblem] = []
    seen: set[str] = set()
    for each in listed:
        names = (each.expected.name, *each.expected.other_names)
        before = next((by_name[agency_key(name)] for name in names if agency_key(name) in by_name), None)
        if before is None:
            added.append(each)
            continue
        if before.id in seen:
            problems.append(ListProblem(ListProblemKind.SAME_AGENCY, each.row, each.expected.name))
        seen.add(before.id)
        after = with_listed(before, each)
        if after != before:
            changed.append(ChangedAgency(before, after))
    unlisted = tuple(one.name for one in known if one.id not in seen)
    return ListPlan(tuple(added), tuple(changed), len(seen) - len(changed), unlisted, tuple(problems))


def with_listed(agency: DeskAgency, listed: ListedAgency) -> DeskAgency:
    """The agency with what a row of a list says of it. What the officer wrote stays where the row has nothing."""
    expected = listed.expected
    if any(event.kind is AgencyEventKind.CONTACT_CHANGED for event in agency.history):
        was = agency.expected
        expected = replace(expected, contact=expected.contact or was.contact, email=expected.email or was.email)
    return msgspec.structs.replace(
        agency,
        expected=expected,
        topics=agency.topics if listed.topics is None else listed.topics,
        extended=agency.extended if listed.last_day is None else listed.last_day,
    )
