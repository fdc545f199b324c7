"""Which of a desk's returns count, by the officer's decisions. The order in which they came has no effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from s11desk.domain.receiving.counted_returns import CountDecision, FileState, decide_which_count
from s11desk.domain.receiving.desk_values import CountingRule, ReceivedReturn, ReviewState

_RULES = {
    CountingRule.OPEN: {ReviewState.RECEIVED, ReviewState.ACCEPTED},
    CountingRule.ACCEPTED: {ReviewState.ACCEPTED},
    CountingRule.CAME: {ReviewState.RECEIVED, ReviewState.ACCEPTED, ReviewState.SENT_BACK},
}


@dataclass(frozen=True, slots=True)
class JudgedReturn:
    """A return, the officer's decision on it, and whether it counts.

    ``left_out``: its review state, if that alone keeps it from counting.
    """

    received: ReceivedReturn
    review: ReviewState
    decision: CountDecision
    left_out: ReviewState | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in the figures."""
        return self.decision.state is FileState.COUNTED and self.left_out is None


def judge_returns(
    received: Sequence[ReceivedReturn], reviews: Mapping[str, ReviewState], rule: CountingRule = CountingRule.OPEN
) -> tuple[JudgedReturn, ...]:
    """Decide on each return, in the order of ``received``. ``reviews``: by SHA-256; RECEIVED where there is none.

    Of each audit the newest counts that the rule admits. The officer's acceptance releases a held return. A refused
    one never counts. One that was sent back is an earlier return as soon as a later one of its audit counts.
    """
    states = [reviews.get(one.sha256, ReviewState.RECEIVED) for one in received]
    decisions = _decide_by(rule, received, states)
    if ReviewState.SENT_BACK in states and rule is not CountingRule.CAME:
        decisions |= _decide_on_corrected(received, states)
    pairs = enumerate(zip(received, states, strict=True))
    return tuple(_judge(one, state, decisions.get(index)) for index, (one, state) in pairs)


def _decide_on_corrected(received: Sequence[ReceivedReturn], states: Sequence[ReviewState]) -> dict[int, CountDecision]:
    """The decision on each return that was sent back and has a later one in its place, by its place in ``received``."""
    counted = {
        received[index].facts.audit_id: received[index].facts.number
        for index, decision in _decide_by(CountingRule.OPEN, received, states).items()
        if decision.state is FileState.COUNTED
    }
    return {
        index: decision
        for index, decision in _decide_by(CountingRule.CAME, received, states).items()
        if states[index] is ReviewState.SENT_BACK
        and decision.state is FileState.REPLACED
        and received[index].facts.number < counted.get(received[index].facts.audit_id, 0)
    }


def _decide_by(
    rule: CountingRule, received: Sequence[ReceivedReturn], states: Sequence[ReviewState]
) -> dict[int, CountDecision]:
    """The decision on each return that the rule admits, by its place in ``received``."""
    admitted = [
        index
        for index, (one, state) in enumerate(zip(received, states, strict=True))
        if state in _RULES[rule] and may_count(one, state)
    ]
    return dict(zip(admitted, decide_which_count([received[index].facts for index in admitted]), strict=True))


def preference(one: JudgedReturn) -> tuple[bool, float, str]:
    """What to sort by so that of an agency's returns that count the one comes last that its figures are of.

    That is the accepted one, or the one that was made last.
    """
    facts = one.received.facts
    return one.review is ReviewState.ACCEPTED, facts.made.timestamp(), facts.reference


def rule_for_rates(rule: CountingRule) -> CountingRule:
    """The rule for the rates beside tables: what was sent back is in the tables of all that came, and not returned."""
    return CountingRule.OPEN if rule is CountingRule.CAME else rule


def may_count(received: ReceivedReturn, review: ReviewState) -> bool:
    """Whether nothing but a later return or a decision keeps it from counting."""
    is_released = received.state is FileState.HELD and review is ReviewState.ACCEPTED
    return received.state is FileState.COUNTED or is_released


def _judge(received: ReceivedReturn, review: ReviewState, decision: CountDecision | None) -> JudgedReturn:
    if decision is not None:
        return JudgedReturn(received, review, decision)
    if may_count(received, review):
        return JudgedReturn(received, review, CountDecision(FileState.COUNTED), left_out=review)
    return JudgedReturn(received, review, CountDecision(received.state))
