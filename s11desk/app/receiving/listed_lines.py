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
from s11desk.domain.desk_replies import made_replies, untold
from s11desk.register.agency_rows import all_agencies
from s11desk.register.receipt_rows import all_receipts
from s11desk.register.review_rows import current_reviews


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
    lines = return_lines(judged, overview.matches, all_agencies(desk.register), untold_returns(desk))
    home = desk.officer.home
    return ReturnsSeen(desk.facts.partnership, lines, known_desks(home).officer, name_in_signature(home))


def return_lines(
    judged: Sequence[JudgedReturn],
    matches: Mapping[str, AgencyMatch],
    agencies: Sequence[DeskAgency],
    untold: frozenset[str] = frozenset(),
) -> tuple[ReturnLine, ...]:
    """The lines of returns, in their order. ``matches``: by :func:`match_key`. ``untold``: as in
    :func:`untold_returns`.
    """
    by_id = {one.id: one for one in agencies}

    def owner(one: JudgedReturn) -> DeskAgency | None:
        match = matches.get(match_key(one.received))
        return by_id.get(match.agency) if match is not None else None

    return tuple(_line(one, owner(one), is_told=one.received.sha256 not in untold) for one in judged)


def untold_returns(desk: ReceivingDesk) -> frozenset[str]:
    """The returns that are to be sent back and of which the agency does not know yet, by SHA-256.

    Raises what reading the register raises.
    """
    return untold(current_reviews(desk.register), made_replies(all_receipts(desk.register)))


def _line(one: JudgedReturn, owner: DeskAgency | None, *, is_told: bool) -> ReturnLine:
    received = one.received
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
        state=line_state(one, is_told=is_told),
        counts=one.counts,
        why=why(one),
    )
