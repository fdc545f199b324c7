"""The returns of a desk as a list: each with its state, whether it counts, and why not."""

from __future__ import annotations

import datetime as dt

import msgspec

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.returns.approvals import approved_by
from s11desk.domain.receiving.counted_returns import FileState
from s11desk.domain.receiving.desk_counting import JudgedReturn, judge_returns
from s11desk.domain.receiving.desk_values import CountingRule, ReviewState
from s11desk.domain.returns.return_verdict import PagesCompared
from s11desk.register.received_rows import all_returns
from s11desk.register.review_rows import current_states
from s11desk.wording.desk.collation_words import APART, FORK, STATE_REASONS
from s11desk.wording.desk.desk_words import LEFT_OUT, NOT_ACCEPTED_YET, PAGES_LATER


class ListedReturn(msgspec.Struct, frozen=True):
    """A return in the list. ``why``: why it does not count, or what to know about it; may be empty.

    ``approved_by``: who approved it; empty if nobody did.
    """

    sha256: str
    reference: str
    agency: str
    topic: str
    year: str
    made: dt.datetime
    taken: dt.datetime
    review: ReviewState
    state: FileState
    counts: bool
    why: str
    approved_by: str = ""


def judged_returns(desk: ReceivingDesk, rule: CountingRule = CountingRule.OPEN) -> tuple[JudgedReturn, ...]:
    """Every return with the decision on it, by agency and reference. Raises what reading the register raises."""
    return judge_returns(all_returns(desk.register), current_states(desk.register), rule)


def list_returns(desk: ReceivingDesk, rule: CountingRule = CountingRule.OPEN) -> tuple[ListedReturn, ...]:
    """Every return, by agency and reference. ``rule``: which states count."""
    return tuple(listed(one) for one in judged_returns(desk, rule))


def listed(one: JudgedReturn) -> ListedReturn:
    """A return as the list shows it."""
    received = one.received
    return ListedReturn(
        received.sha256,
        received.facts.reference,
        received.agency,
        received.topic.id,
        received.topic.year,
        received.facts.made,
        received.taken,
        one.review,
        one.decision.state,
        one.counts,
        why(one),
        approved_by(received),
    )


def why(one: JudgedReturn) -> str:
    """Why a return does not count, or what to know about it."""
    received, decision = one.received, one.decision
    is_waiting = received.pages is PagesCompared.NOT_REACHED and received.state is FileState.COUNTED
    left_out = NOT_ACCEPTED_YET if one.left_out is ReviewState.RECEIVED else LEFT_OUT.get(one.left_out, "")
    parts = (
        left_out,
        STATE_REASONS[decision.state],
        FORK if decision.is_forked else "",
        APART if decision.is_signed_apart else "",
        PAGES_LATER if is_waiting else "",
        received.reason,
    )
    return " ".join(filter(None, parts))
