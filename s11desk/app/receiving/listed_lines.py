"""The returns of a desk with whose each is, for the list in the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from s11desk.app.home.known_desks import known_desks
from s11desk.app.identity.name_in_signature import name_in_signature
from s11desk.app.receiving.agency_register import returns_and_overview
from s11desk.app.receiving.desk_list import why
from s11desk.app.receiving.receiving_desk import ReceivingDesk
from s11desk.domain.desk_agencies import AgencyMatch, DeskAgency, match_key
from s11desk.domain.desk_counting import JudgedReturn
from s11desk.domain.desk_lines import ReturnLine, line_state
from s11desk.register.agency_rows import all_agencies


@dataclass(frozen=True, slots=True)
class ReturnsSeen:
    """Every return of a desk, by agency and reference. ``officer`` and ``offered``: as in ``ReturnSeen``."""

    partnership: str
    lines: tuple[ReturnLine, ...]
    officer: str
    offered: str


def look_at_returns(desk: ReceivingDesk) -> ReturnsSeen:
    """Read every return. Raises what reading the register raises."""
    judged, overview = returns_and_overview(desk)
    lines = return_lines(judged, overview.matches, all_agencies(desk.register))
    home = desk.officer.home
    return ReturnsSeen(desk.facts.partnership, lines, known_desks(home).officer, name_in_signature(home))


def return_lines(
    judged: Sequence[JudgedReturn], matches: Mapping[str, AgencyMatch], agencies: Sequence[DeskAgency]
) -> tuple[ReturnLine, ...]:
    """The lines of returns, in their order. ``matches``: by :func:`match_key`."""
    by_id = {one.id: one for one in agencies}
    return tuple(_line(one, matches.get(match_key(one.received)), by_id) for one in judged)


def _line(one: JudgedReturn, match: AgencyMatch | None, agencies: Mapping[str, DeskAgency]) -> ReturnLine:
    received = one.received
    owner = agencies.get(match.agency) if match is not None else None
    return ReturnLine(
        sha256=received.sha256,
        reference=received.facts.reference,
        agency=received.agency,
        owner=owner.name if owner is not None else "",
        type=owner.expected.type if owner is not None else "",
        topic=received.topic.id,
        topic_name=f"{received.topic.year}, {received.topic.title}",
        made=received.facts.made,
        taken=received.taken,
        state=line_state(one),
        counts=one.counts,
        why=why(one),
    )
