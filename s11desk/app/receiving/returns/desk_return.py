"""One return of a desk with all that is known of it: verdict, whose it is, its neighbours, decisions and replies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from s11desk.app.home.known_desks import known_desks
from s11desk.app.identity.home_signers import read_signers
from s11desk.app.identity.name_in_signature import name_in_signature
from s11desk.app.receiving.agencies.agency_register import DeskOverview, match_of, require_return, returns_and_overview
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.replies.reply_post import replies_to
from s11desk.app.receiving.replies.send_replies import is_reply_due
from s11desk.app.receiving.returns.corrected_return import CorrectedReturn, what_was_asked
from s11desk.app.receiving.returns.listed_lines import LookedUp, look_up, return_lines
from s11desk.app.receiving.returns.review_return import audit_and_decisions, review_history, topic_of
from s11desk.app.receiving.returns.typed_requests import TypedRequest, typed_request
from s11desk.app.returns.verifying.compare_parts import PartsComparison
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.app.returns.verifying.verify import CheckDepth, Verdict, verify_to_depth
from s11desk.domain.receiving.count_effects import CountEffect, Reviews, effect_of_decision
from s11desk.domain.receiving.desk_agencies import AgencyMatch, DeskAgency, match_key
from s11desk.domain.receiving.desk_counting import JudgedReturn, judge_returns
from s11desk.domain.receiving.desk_lines import ReturnLine
from s11desk.domain.receiving.desk_replies import MadeReply
from s11desk.domain.receiving.desk_values import ReceivedReturn, Review, ReviewState
from s11desk.domain.returns.return_verdict import PagesCompared, Unverified, UnverifiedReason
from s11desk.domain.topics.topic import Topic
from s11desk.errors import UserError
from s11desk.files.presence import is_there
from s11desk.register.agency_rows import all_agencies
from s11desk.register.received_rows import sources_of

_Audit = tuple[tuple[ReceivedReturn, ...], Reviews]
"""Every return of an audit, and the decision on each that has one."""


@dataclass(frozen=True, slots=True)
class ReturnSeen:
    """What the page of one return shows.

    ``path``: the stored file. ``verdict``: as it verifies now, its pages as they were compared; None if the file cannot
    be read. ``agencies``: those on the list, with ``owner`` among them if one is known. ``chain``: every return of the
    audit, with this one, the first one first. ``history``: the decisions, the first one first. ``is_reply_due``: a
    receipt or a request is to be made. ``sources``: where the file came from. ``has_identity``: this computer can sign.
    ``effects``: what each decision does to the other returns of the audit. ``counting``: those of them that count.
    ``typed``: what the officer has typed of a decision, on this computer.
    ``days_late``: of a return that counts.
    ``address``: to which agencies send, as the officer wrote it for the reminders; empty without one.
    ``officer``: the name that the officer gave; empty if they are still to be asked. ``offered``: the name in their
    signature, empty without one. ``corrected``: what was asked of the agency before, and what it changed.
    """

    partnership: str
    line: ReturnLine
    received: ReceivedReturn
    path: Path
    verdict: Verdict | None
    topic: Topic
    match: AgencyMatch
    owner: DeskAgency | None
    agencies: tuple[DeskAgency, ...]
    chain: tuple[ReturnLine, ...]
    history: tuple[Review, ...]
    replies: tuple[MadeReply, ...]
    is_reply_due: bool
    sources: tuple[str, ...]
    has_identity: bool
    officer: str
    offered: str
    effects: Mapping[ReviewState, CountEffect]
    counting: tuple[ReceivedReturn, ...]
    address: str = ""
    corrected: CorrectedReturn | None = None
    typed: TypedRequest | None = None
    days_late: int = 0


def look_at_return(desk: ReceivingDesk, which: str) -> ReturnSeen:
    """Read a return. ``which``: its SHA-256 or reference. Raises ``DeskReturnUnknown``, and what reading raises."""
    received = require_return(desk, which)
    audit = audit_and_decisions(desk, received)
    whole, overview = returns_and_overview(desk)  # all are read: another audit may be of the same agency
    seen = _look(desk, received, audit, look_up(desk, whole, overview.matches))
    return replace(
        seen,
        corrected=what_was_asked(desk, received, audit[0], seen.topic),
        typed=typed_request(desk.officer.home, received.sha256),
        days_late=_days_late(overview, received),
    )


def _look(desk: ReceivingDesk, received: ReceivedReturn, audit: _Audit, others: LookedUp) -> ReturnSeen:
    (of_audit, states), home = audit, desk.officer.home
    agencies, match = all_agencies(desk.register), match_of(desk, received)
    judged, owner = judge_returns(of_audit, states), next((one for one in agencies if one.id == match.agency), None)
    chain = return_lines(sorted(judged, key=_age), {match_key(received): match}, agencies, others)
    history, replies = review_history(desk, received.sha256), replies_to(desk, received, owner)
    return ReturnSeen(
        desk.facts.partnership,
        next(one for one in chain if one.sha256 == received.sha256),
        received,
        desk.files.path(received.sha256),
        _verdict(desk, received),
        topic_of(desk, received),
        match,
        owner,
        agencies,
        chain,
        history,
        replies,
        is_reply_due(received, history, (one.record for one in replies)),
        sources_of(desk.register, received.sha256),
        is_there(home.identity),
        known_desks(home).officer,
        name_in_signature(home),
        {decided: effect_of_decision(of_audit, states, received.sha256, decided) for decided in ReviewState},
        tuple(one.received for one in judged if one.counts and one.received.sha256 != received.sha256),
        desk.facts.reminder_address,
    )


def _age(judged: JudgedReturn) -> tuple[int, dt.datetime]:
    """What to sort by so that the first return of an audit comes first."""
    return judged.received.facts.number, judged.received.taken


def _days_late(overview: DeskOverview, received: ReceivedReturn) -> int:
    counting = (one for one in overview.standings if one.received is not None)
    return next((one.days_late for one in counting if one.received == received), 0)


def _verdict(desk: ReceivingDesk, received: ReceivedReturn) -> Verdict | None:
    """Verify the stored file again, without the comparison of its pages: that was done when it was taken in."""
    home, path = desk.officer.home, desk.files.path(received.sha256)
    try:
        verdict = verify_to_depth(path, CheckDepth.QUICK, read_signers(home), HomeTopics(home))
    except UserError:
        return None
    if not verdict.is_unchanged:
        return verdict
    differs = Unverified(UnverifiedReason.PAGES_DIFFER) if received.pages is PagesCompared.DIFFERENT else None
    return msgspec.structs.replace(verdict, comparison=PartsComparison(received.pages, differs))
