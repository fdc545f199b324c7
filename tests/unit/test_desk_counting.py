"""Which of a desk's returns count: by chain, by the officer's decisions, and never by the order of arrival."""

from __future__ import annotations

import datetime as dt
import random

import msgspec

from s11desk.domain.receiving.counted_returns import CountableReturn, FileState
from s11desk.domain.receiving.desk_counting import judge_returns
from s11desk.domain.receiving.desk_lines import LineState, line_state
from s11desk.domain.receiving.desk_values import CountingRule, ReceivedReturn, ReviewState, TopicAnswered
from s11desk.domain.returns.return_verdict import PagesCompared
from tests.samples import NOON


def received(audit: str, number: int, name: str = "", state: FileState = FileState.COUNTED) -> ReceivedReturn:
    made, sha256 = NOON + dt.timedelta(minutes=number), f"{audit}-{number}{name}"
    facts = CountableReturn(audit, number, f"{audit}-{number}", made, f"content {sha256}", sha256, 1)
    topic = TopicAnswered("sample", 1, "d", "Sample", "2026")
    return ReceivedReturn(facts, "Trust", topic, "Sam", "key", state, "", PagesCompared.SAME, NOON)


def counted(
    returns: list[ReceivedReturn], states: dict[str, ReviewState], rule: CountingRule = CountingRule.OPEN
) -> set[str]:
    return {one.received.sha256 for one in judge_returns(returns, states, rule) if one.counts}


def test_the_order_of_arrival_has_no_effect_on_a_thousand_chains() -> None:
    chance = random.Random(7)  # noqa: S311 - the same chains in every run
    returns = [received(f"a{audit}", number) for audit in range(1000) for number in range(1, chance.randint(2, 4))]
    states = {one.sha256: chance.choice(list(ReviewState)) for one in returns if chance.random() < 0.5}
    for rule in CountingRule:
        expected = counted(returns, states, rule)
        for _ in range(20):
            chance.shuffle(returns)
            assert counted(returns, states, rule) == expected


def test_the_newest_that_the_rule_admits_counts() -> None:
    first, second = received("a", 1), received("a", 2)
    accepted = {first.sha256: ReviewState.ACCEPTED}
    assert counted([first, second], accepted) == {second.sha256}
    assert counted([first, second], accepted, CountingRule.ACCEPTED) == {first.sha256}
    assert counted([first, second], accepted | {second.sha256: ReviewState.SENT_BACK}) == {first.sha256}
    assert counted([first, second], {second.sha256: ReviewState.NOT_COUNTED}) == {first.sha256}


def test_acceptance_releases_what_is_held_and_never_what_was_refused() -> None:
    held, refused = received("a", 1, state=FileState.HELD), received("b", 1, state=FileState.REFUSED)
    assert counted([held, refused], {}) == set()
    accepted = {one.sha256: ReviewState.ACCEPTED for one in (held, refused)}
    assert counted([held, refused], accepted) == {held.sha256}


def test_two_returns_of_one_number_are_a_fork_and_say_so() -> None:
    one, other = received("a", 1), received("a", 1, "x")
    judged = judge_returns([one, other], {})
    assert [each.decision.is_forked for each in judged] == [True, True]
    assert sum(each.counts for each in judged) == 1


def test_a_return_that_is_left_out_says_by_which_decision() -> None:
    one = received("a", 1)
    (judged,) = judge_returns([one], {one.sha256: ReviewState.SENT_BACK})
    assert (judged.counts, judged.left_out) == (False, ReviewState.SENT_BACK)


def test_what_was_sent_back_is_an_earlier_return_once_the_corrected_one_is_here() -> None:
    first, second = received("a", 1), received("a", 2)
    states = {first.sha256: ReviewState.SENT_BACK}
    for rule, state in ((CountingRule.OPEN, {}), (CountingRule.ACCEPTED, {second.sha256: ReviewState.ACCEPTED})):
        earlier, corrected = judge_returns([first, second], states | state, rule)
        assert (corrected.counts, earlier.left_out, earlier.decision.state) == (True, None, FileState.REPLACED)
        assert line_state(earlier) is line_state(earlier, is_told=False) is LineState.EARLIER
    for decided in (ReviewState.NOT_COUNTED, ReviewState.SENT_BACK):
        earlier, _ = judge_returns([first, second], states | {second.sha256: decided})
        assert earlier.left_out is ReviewState.SENT_BACK


def test_values_are_read_back_as_they_were_stored() -> None:
    one = received("a", 1)
    assert msgspec.json.decode(msgspec.json.encode(one), type=ReceivedReturn) == one
