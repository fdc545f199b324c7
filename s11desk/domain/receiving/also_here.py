"""Several returns of one agency about one topic: what the officer has to know of the other one, and which is counted.

Returns of one audit replace each other (:mod:`s11desk.domain.receiving.counted_returns`). Returns of two audits do
not, so a person says which of them counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from s11desk.domain.receiving.desk_agencies import AgencyMatch, match_key
from s11desk.domain.receiving.desk_counting import JudgedReturn, preference
from s11desk.domain.receiving.desk_values import ReviewState


@dataclass(frozen=True, slots=True)
class AlsoHere:
    """Another return of the agency about the same topic. ``reference``, ``review``, ``sha256``: of that other return.

    ``is_correction``: it was sent back, and the return in question is the next one of its audit. Otherwise that is
    another audit. ``is_new_signer``: another name signed; ``is_new_key``: another key signed, under the same name.
    ``is_told`` and ``due``, where it was sent back: the agency knows of it, and by when it is to be corrected, if a day
    was given.
    """

    reference: str
    review: ReviewState
    is_correction: bool = False
    is_new_signer: bool = False
    is_new_key: bool = False
    sha256: str = ""
    is_told: bool = True
    due: dt.date | None = None

    @property
    def is_sent_back(self) -> bool:
        """Whether the other is of another audit, and the agency is to correct it: this may be the corrected one."""
        return self.review is ReviewState.SENT_BACK and not self.is_correction


def find_also_here(judged: Sequence[JudgedReturn], matches: Mapping[str, AgencyMatch]) -> dict[str, AlsoHere]:
    """For each return that counts, by its SHA-256, the other return that matters most. ``judged``: all of the desk.

    ``matches``: by :func:`match_key`.
    """
    found: dict[str, AlsoHere] = {}
    for group in _by_agency(judged, matches):
        ranked = sorted(group, key=_rank)
        audits = {one.received.facts.audit_id for one in group if one.counts}
        for one in (one for one in ranked if one.counts):
            other = _of_another_audit(one, ranked, audits) or _sent_back_before(one, ranked)
            if other is not None:
                found[one.received.sha256] = _compare(one, other)
    return found


def second_returns(judged: Sequence[JudgedReturn], matches: Mapping[str, AgencyMatch]) -> dict[str, str]:
    """The returns that totals of agencies leave out, by SHA-256, with the reference of the one that they count.

    Of one agency and topic that is the accepted return, or the one that was made last.
    """
    found: dict[str, str] = {}
    for group in _by_agency((one for one in judged if one.counts), matches):
        best = max(group, key=preference)
        found |= {one.received.sha256: best.received.facts.reference for one in group if one is not best}
    return found


def _by_agency(judged: Iterable[JudgedReturn], matches: Mapping[str, AgencyMatch]) -> list[list[JudgedReturn]]:
    """The returns of each agency and topic that has several. Who is not on the list is known by the name."""
    groups: dict[tuple[str, str, str], list[JudgedReturn]] = {}
    for one in judged:
        match, topic = matches.get(match_key(one.received)), one.received.topic
        owner = (match.agency if match is not None else "") or one.received.facts.agency
        if owner:
            groups.setdefault((owner, topic.id, topic.year), []).append(one)
    return [group for group in groups.values() if len(group) > 1]


def _rank(one: JudgedReturn) -> tuple[bool, float]:
    """The accepted ones first, of those the newest."""
    return one.review is not ReviewState.ACCEPTED, -one.received.facts.made.timestamp()


def _of_another_audit(
    one: JudgedReturn, ranked: Sequence[JudgedReturn], counting_audits: set[str]
) -> JudgedReturn | None:
    """The first of another audit that counts, or that was sent back while nothing of its audit counts."""
    mine = one.received.facts.audit_id
    for other in ranked:
        audit = other.received.facts.audit_id
        is_open = other.left_out is ReviewState.SENT_BACK and audit not in counting_audits
        if audit != mine and (other.counts or is_open):
            return other
    return None


def _sent_back_before(one: JudgedReturn, ranked: Sequence[JudgedReturn]) -> JudgedReturn | None:
    """The earlier return of the same audit that was sent back."""
    mine = one.received.facts
    for other in ranked:
        facts = other.received.facts
        if facts.audit_id == mine.audit_id and facts.number < mine.number and other.review is ReviewState.SENT_BACK:
            return other
    return None


def _compare(one: JudgedReturn, other: JudgedReturn) -> AlsoHere:
    mine, their = one.received, other.received
    is_new_signer = mine.signer != their.signer
    is_new_key = not is_new_signer and mine.signer_key != their.signer_key
    is_same = mine.facts.audit_id == their.facts.audit_id
    return AlsoHere(their.facts.reference, other.review, is_same, is_new_signer, is_new_key, other.received.sha256)
