"""The returns of a desk with whose each is, for the list in the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from s11desk.app.home.known_desks import known_desks
from s11desk.app.identity.name_in_signature import name_in_signature
from s11desk.app.receiving.agencies.agency_register import returns_and_overview
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.approvals import approved_by
from s11desk.app.receiving.returns.desk_list import why
from s11desk.app.receiving.returns.unchecked_returns import unchecked_topics
from s11desk.domain.receiving.also_here import AlsoHere, find_also_here
from s11desk.domain.receiving.desk_agencies import AgencyMatch, DeskAgency, MatchBasis, match_key
from s11desk.domain.receiving.desk_counting import JudgedReturn
from s11desk.domain.receiving.desk_lines import ReturnLine, line_state
from s11desk.domain.receiving.desk_replies import made_replies, untold
from s11desk.domain.receiving.desk_values import Review
from s11desk.register.agency_rows import all_agencies
from s11desk.register.receipt_rows import all_receipts
from s11desk.register.review_rows import current_reviews
from s11desk.wording.desk.also_here_words import also_here_sentence
from s11desk.wording.desk.desk_words import NOT_LISTED
from s11desk.wording.returns.verdict_sentences import without_unchecked


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
    lines = return_lines(judged, overview.matches, all_agencies(desk.register), look_up(desk, judged, overview.matches))
    home = desk.officer.home
    return ReturnsSeen(desk.facts.partnership, lines, known_desks(home).officer, name_in_signature(home))


@dataclass(frozen=True, slots=True)
class LookedUp:
    """``untold``: as :func:`untold_returns`. ``unchecked``: as :func:`unchecked_topics`. ``also_here``: as
    :func:`find_also_here`.
    """

    untold: frozenset[str] = frozenset()
    unchecked: frozenset[str] = frozenset()
    also_here: Mapping[str, AlsoHere] = field(default_factory=dict)


_NOTHING_LOOKED_UP = LookedUp()


def return_lines(
    judged: Sequence[JudgedReturn],
    matches: Mapping[str, AgencyMatch],
    agencies: Sequence[DeskAgency],
    looked: LookedUp = _NOTHING_LOOKED_UP,
) -> tuple[ReturnLine, ...]:
    """The lines of returns, in their order. ``matches``: by :func:`match_key`."""
    by_id = {one.id: one for one in agencies}
    return tuple(_line(one, matches.get(match_key(one.received)), by_id, looked) for one in judged)


def look_up(desk: ReceivingDesk, judged: Sequence[JudgedReturn], matches: Mapping[str, AgencyMatch]) -> LookedUp:
    """What else the lines of returns say. ``judged``: all of the desk.

    Raises what reading the register and the built-in packs raises.
    """
    not_told, also = untold_returns(desk), find_also_here(judged, matches)
    also = _with_requests(also, current_reviews(desk.register), not_told) if also else also
    return LookedUp(not_told, unchecked_topics(desk, judged), also)


def _with_requests(
    found: Mapping[str, AlsoHere], reviews: Mapping[str, Review], not_told: frozenset[str]
) -> dict[str, AlsoHere]:
    """The other returns, with what became of the request to correct those that were sent back."""
    done = {}
    for sha256, also in found.items():
        review = reviews.get(also.sha256) if also.is_sent_back else None
        due = review.due if review is not None else None
        done[sha256] = replace(also, is_told=also.sha256 not in not_told, due=due)
    return done


def untold_returns(desk: ReceivingDesk) -> frozenset[str]:
    """The returns that are to be sent back and of which the agency does not know yet, by SHA-256.

    Raises what reading the register raises.
    """
    return untold(current_reviews(desk.register), made_replies(all_receipts(desk.register)))


def _line(
    one: JudgedReturn, match: AgencyMatch | None, agencies: Mapping[str, DeskAgency], looked: LookedUp
) -> ReturnLine:
    received = one.received
    owner = agencies.get(match.agency) if match is not None else None
    is_said = match is not None and match.basis is MatchBasis.CHOSEN
    is_unchecked = received.topic.digest in looked.unchecked
    also_here = looked.also_here.get(received.sha256)
    is_unlisted = bool(agencies) and owner is None
    known = why(one) if is_unchecked else without_unchecked(why(one))
    unlisted = NOT_LISTED if is_unlisted and is_said and one.counts else ""
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
        state=line_state(one, is_told=received.sha256 not in looked.untold),
        counts=one.counts,
        why=" ".join(filter(None, (unlisted, also_here_sentence(also_here), known))),
        is_unchecked=is_unchecked,
        is_nobodys=is_unlisted and not is_said,
        also_here=also_here,
        approved_by=approved_by(received),
    )
