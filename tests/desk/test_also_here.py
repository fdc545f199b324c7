"""Of one agency two audits about the same questions came: the officer is told, and no total counts the agency twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from s11desk.app.receiving.agencies.agencies_seen import look_at_agencies
from s11desk.app.receiving.agencies.agency_register import take_in_agencies
from s11desk.app.receiving.desk.receiving_desk import ReceivingDesk
from s11desk.app.receiving.figures.desk_matrix import desk_returns
from s11desk.app.receiving.returns.desk_attention import AttentionKind
from s11desk.app.receiving.returns.review_return import accept_return, leave_out, send_return_back, undo_review
from s11desk.app.receiving.tables.desk_workbook import write_desk_workbook
from s11desk.domain.receiving.also_here import find_also_here, second_returns
from s11desk.domain.receiving.desk_agencies import match_returns
from s11desk.domain.receiving.desk_counting import judge_returns
from s11desk.domain.receiving.desk_values import ReceivedReturn, ReviewReason, ReviewState
from s11desk.domain.receiving.expected_agencies import ExpectedAgency
from s11desk.wording.desk.agency_words import came_words
from s11desk.wording.desk.attention_words import outside_sentence
from tests.desk.conftest import Post, take
from tests.desk.made_rows import made_row
from tests.desk.test_needs_look import looked_at
from tests.desk.test_reading_workbook import table_of
from tests.samples import NOON, small_topic

TOPIC = small_topic()
FIRST = made_row("Hilltop Club", NOON, TOPIC, audit="aaaaaaaa")
NEXT = made_row("Hilltop Club", NOON + dt.timedelta(days=1), TOPIC, audit="aaaaaaaa", number=2)
SECOND = made_row("Hilltop Club", NOON + dt.timedelta(days=2), TOPIC, audit="bbbbbbbb")
DUE = dt.date(2026, 12, 11)
STATES = (ReviewState.RECEIVED, ReviewState.ACCEPTED, ReviewState.SENT_BACK, ReviewState.NOT_COUNTED)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("other", [NEXT, SECOND], ids=["correction", "second audit"])
def test_another_return_is_named_unless_it_was_left_out(state: ReviewState, other: ReceivedReturn) -> None:
    for returns in ([FIRST, other], [other, FIRST]):
        judged = judge_returns(returns, {FIRST.sha256: state})
        also = find_also_here(judged, match_returns((), returns, {})).get(other.sha256)
        expected = state is ReviewState.SENT_BACK if other is NEXT else state is not ReviewState.NOT_COUNTED
        assert (also is not None) == expected
        assert also is None or (also.reference, also.review, also.is_correction) == (
            FIRST.facts.reference,
            state,
            other is NEXT,
        )


@pytest.mark.parametrize("accepted", [FIRST, SECOND])
def test_totals_take_the_accepted_return_of_an_agency_in_any_order(accepted: ReceivedReturn) -> None:
    other = SECOND if accepted is FIRST else FIRST
    for returns in ([FIRST, SECOND], [SECOND, FIRST]):
        judged = judge_returns(returns, {accepted.sha256: ReviewState.ACCEPTED})
        assert second_returns(judged, {}) == {other.sha256: accepted.facts.reference}
        assert second_returns(judge_returns(returns, {}), {}) == {FIRST.sha256: SECOND.facts.reference}


def came(desk: ReceivingDesk) -> str:
    """What the list of agencies says of what came of the only agency."""
    seen = look_at_agencies(desk)
    (standing,) = seen.overview.standings
    return came_words(standing, seen.looks_of(standing))


def test_a_second_audit_of_an_agency_needs_a_look_until_the_officer_says_which_counts(
    desk: ReceivingDesk, post: Post, tmp_path: Path
) -> None:
    take_in_agencies(desk, [ExpectedAgency("The Trust", other_names=("Riverside Trust", "=Harbour School"))])
    take(desk, post["riverside"])
    accept_return(desk, (first := looked_at(desk)[0]["Riverside Trust"]).sha256)
    take(desk, post["harbour"])
    lines, overview = looked_at(desk)
    assert [(one.kind, one.sha256) for one in overview.attention] == [
        (AttentionKind.SECOND, lines["=Harbour School"].sha256)
    ]
    assert lines["=Harbour School"].why.startswith(
        f"This agency has two returns here: this one and {first.reference} (accepted). They are two separate audits, "
        "so neither takes the place of the other."
    )
    assert (overview.rates[0].returned, overview.rates[0].expected) == (1, 1)
    assert [one.other for one in overview.attention] == [first.sha256]
    second = lines["=Harbour School"].reference
    assert outside_sentence(overview.outside) == (
        f"Of the returns that count, 1 is not in the table below: The Trust has sent two ({second} is the "
        "other one), and each agency is there once."
    )
    kept = desk_returns(desk)
    assert kept is not None
    assert [one.reference for one in kept.returns] == [first.reference]
    assert write_desk_workbook(desk, tmp_path / "all.xlsx") == 1, "as many as side by side"
    (left_out,) = table_of(openpyxl.load_workbook(tmp_path / "all.xlsx")["Not in the tables"])
    assert left_out["Reference"] == second
    assert first.reference in str(left_out["Why"])
    assert came(desk) == f"{first.reference}, made 2 Mar 2026, accepted, and 1 more needs a look"
    leave_out(desk, second, "It was a rehearsal.")
    assert came(desk) == f"{first.reference}, made 2 Mar 2026, accepted"
    send_return_back(desk, first.sha256, [ReviewReason("Question 4")], DUE)
    assert came(desk) == f"{second}, made 2 Mar 2026, not counted"
    undo_review(desk, second)
    (asked,) = looked_at(desk)[1].attention
    assert asked.also_here is not None
    assert (asked.kind, asked.also_here.is_told, asked.also_here.due) == (AttentionKind.AFTER_REQUEST, False, DUE)
    assert "(to be sent back). They are two separate audits" in looked_at(desk)[0]["=Harbour School"].why
    leave_out(desk, first.sha256, "An older audit")
    assert all(one.kind is not AttentionKind.SECOND for one in looked_at(desk)[1].attention)
