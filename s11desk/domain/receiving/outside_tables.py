"""Returns that count and are not in the tables of agencies: which, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from s11desk.domain.receiving.desk_agencies import AgencyStanding
from s11desk.domain.receiving.desk_lines import ReturnLine


class OutsideReason(StrEnum):
    """NOT_LISTED: no agency on the list has returned it. SECOND: the other return of its agency is in the table.

    NOT_ASKED: its agency is not asked for this audit, or not any more. FEW_SENT: nobody has chosen what the desk asks,
    and too few agencies sent this audit for it to have a table.
    """

    NOT_LISTED = "not-listed"
    SECOND = "second"
    NOT_ASKED = "not-asked"
    FEW_SENT = "few-sent"


@dataclass(frozen=True, slots=True)
class OutsideReturn:
    """``name``: of the agency. ``audit``: title and year."""

    name: str
    reference: str
    reason: OutsideReason
    audit: str = ""


def outside_tables(
    lines: Iterable[ReturnLine], standings: Iterable[AgencyStanding], *, is_chosen: bool
) -> tuple[OutsideReturn, ...]:
    """The returns among ``lines`` that count and that no standing has, in their order.

    ``is_chosen``: a person chose what the desk asks.
    """
    held = list(standings)
    inside = {one.received.sha256 for one in held if one.received is not None}
    of_agencies = {(one.agency.name, one.topic) for one in held if one.received is not None}
    tables = {one.topic for one in held}

    def reason(line: ReturnLine) -> OutsideReason:
        is_few = not is_chosen and line.topic not in tables
        return _reason(line, is_few=is_few, is_there=(line.owner, line.topic) in of_agencies)

    return tuple(
        OutsideReturn(line.name, line.reference, reason(line), line.topic_name)
        for line in lines
        if line.counts and line.sha256 not in inside
    )


def _reason(line: ReturnLine, *, is_few: bool, is_there: bool) -> OutsideReason:
    """``is_few``: its audit has no table. ``is_there``: a table has another return of its agency."""
    if is_few:
        return OutsideReason.FEW_SENT
    if not line.owner:
        return OutsideReason.NOT_LISTED
    return OutsideReason.SECOND if is_there else OutsideReason.NOT_ASKED
