"""Before a decision or a deletion, the officer reads which other returns it makes count; afterwards it is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.keeping.erasing import effect_of_erasing, erase_return
from s11desk.app.receiving.returns.desk_return import look_at_return
from s11desk.app.receiving.returns.listed_lines import look_at_returns
from s11desk.app.receiving.returns.review_return import accept_return, leave_out, send_return_back, undo_review
from s11desk.domain.receiving.count_effects import CountEffect
from s11desk.domain.receiving.desk_values import ReceivedReturn, ReviewReason, ReviewState
from s11desk.wording.dates import local_day
from s11desk.wording.desk.count_effect_words import neither_choice, now_sentence, then_sentence
from s11desk.wording.desk.line_words import line_cells
from tests.desk.conftest import APPROVER, Post, take


@pytest.fixture
def newest(desk: ReceivingDesk, post: Post) -> ReceivedReturn:
    """The return that counts of an audit with three: an approved copy of the second, the second, and the first."""
    take(desk, post["first"], post["second"], post["approved"])
    return next(look_at_return(desk, one.sha256).received for one in look_at_returns(desk).lines if one.counts)


def counting(desk: ReceivingDesk) -> set[str]:
    return {one.sha256 for one in look_at_returns(desk).lines if one.counts}


def foretold(before: set[str], about: ReceivedReturn, effect: CountEffect) -> set[str]:
    """What counts of the other returns, if ``effect`` comes true."""
    starts, stops = ({one.sha256 for one in some} for some in (effect.starts, effect.stops))
    return (before | starts) - stops - {about.sha256}


def test_every_decision_does_to_the_other_returns_what_was_said_before(
    desk: ReceivingDesk, newest: ReceivedReturn
) -> None:
    def decide(state: ReviewState) -> None:
        match state:
            case ReviewState.ACCEPTED:
                accept_return(desk, newest.sha256)
            case ReviewState.SENT_BACK:
                send_return_back(desk, newest.sha256, [ReviewReason("Please look again.")])
            case ReviewState.NOT_COUNTED:
                leave_out(desk, newest.sha256, "A rehearsal.")
            case ReviewState.RECEIVED:
                undo_review(desk, newest.sha256)

    lines = look_at_returns(desk).lines
    assert {line_cells(one)[-1] for one in lines if one.counts} == {APPROVER.name}
    assert {line_cells(one)[-1] for one in lines if not one.counts} == {""}
    seen = set()
    for state in (*ReviewState, *reversed(ReviewState)):
        before, effect = counting(desk), look_at_return(desk, newest.sha256).effects[state]
        decide(state)
        assert counting(desk) - {newest.sha256} == foretold(before, newest, effect), state
        seen |= {"starts"} if effect.starts else {"stops"} if effect.stops else set()
    assert seen == {"starts", "stops"}


def test_none_of_an_audit_counts_if_the_officer_chooses_so(desk: ReceivingDesk, newest: ReceivedReturn) -> None:
    effect = look_at_return(desk, newest.sha256).effects[ReviewState.NOT_COUNTED]
    reference = newest.facts.reference
    assert then_sentence(effect, reference) == "", "it is asked about once"
    assert neither_choice(effect, reference) == (
        "Do not count any other return of this audit (2 returns) either",
        "Without this tick, the other copy of this return, with 1 signature, counts instead.",
    )
    alone = replace(effect, in_turn=effect.in_turn[:1])
    assert neither_choice(alone, reference) == (
        "Do not count the other copy of this return, with 1 signature, either",
        "Without this tick, it counts instead.",
    )
    leave_out(desk, newest.sha256, "A rehearsal.", effect.in_turn)
    assert counting(desk) == set()
    assert all(look_at_return(desk, one).history[-1].reasons[0].text == "A rehearsal." for one in effect.in_turn)


def test_a_deletion_does_what_was_said_before_and_the_page_says_what_counts_now(
    desk: ReceivingDesk, newest: ReceivedReturn
) -> None:
    before, effect = counting(desk), effect_of_erasing(desk, newest)
    erase_return(desk, newest, "Kept for one year.")
    assert counting(desk) == foretold(before, newest, effect)
    (copy,) = effect.starts
    leave_out(desk, copy.sha256, "A rehearsal.")
    (first,) = look_at_return(desk, copy.sha256).counting
    words = now_sentence([first], copy.facts.reference)
    assert words == f"Return 1 of {local_day(first.facts.made)} ({first.facts.reference}) counts now."
