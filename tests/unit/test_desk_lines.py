"""The list of a desk's returns, its filters, and which replies were made and sent."""

from __future__ import annotations

import datetime as dt

import pytest

from s11desk.domain.receiving.desk_lines import NEEDS_LOOK, LineState, ReturnLine, ReturnsFilter, filter_lines
from s11desk.domain.receiving.desk_replies import ReceiptRecord, ReplyKind, made_replies
from s11desk.domain.returns.prepared_as import PreparedAs
from tests.samples import NOON


def line(name: str, state: LineState = LineState.NEW, **others: str) -> ReturnLine:
    made = NOON + dt.timedelta(minutes=len(name))
    facts = {"owner": "", "type": "", "topic": "a", **others}
    return ReturnLine(
        name, f"REF-{name}", name, facts["owner"], facts["type"], facts["topic"], "2026", made, made, state, True, ""
    )


LINES = (
    line("Hilltop", LineState.HELD),
    line("Quay", LineState.ACCEPTED, owner="Quayside Nursery", type="Nursery"),
    line("Riverside Trust", LineState.FORKED, topic="b"),
)


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        (ReturnsFilter(), ["Hilltop", "Quay", "Riverside Trust"]),
        (ReturnsFilter(state=NEEDS_LOOK), ["Hilltop", "Riverside Trust"]),
        (ReturnsFilter(state="accepted"), ["Quay"]),
        (ReturnsFilter(agency="Quayside Nursery"), ["Quay"]),
        (ReturnsFilter(type="Nursery"), ["Quay"]),
        (ReturnsFilter(topic="b"), ["Riverside Trust"]),
        (ReturnsFilter(words="TRUST river"), ["Riverside Trust"]),
        (ReturnsFilter(words="ref-quay"), ["Quay"]),
        (ReturnsFilter(words="side"), ["Quay", "Riverside Trust"]),
        (ReturnsFilter(state="held", words="side"), []),
        (ReturnsFilter(newest_first=True), ["Riverside Trust", "Hilltop", "Quay"]),
    ],
)
def test_a_filter_lets_through_what_was_chosen(chosen: ReturnsFilter, names: list[str]) -> None:
    assert [one.agency for one in filter_lines(LINES, chosen)] == names


def test_a_reply_is_sent_when_the_officer_says_so_last() -> None:
    made = ReceiptRecord(ReplyKind.RECEIPT, "a.s11receipt", "a" * 64, "Kim", NOON)
    other = ReceiptRecord(ReplyKind.REQUEST, "b.s11request", "b" * 64, "Kim", NOON)
    notes = [
        ReceiptRecord(ReplyKind.RECEIPT, "a.s11receipt", "a" * 64, "Kim", NOON + dt.timedelta(days=day), prepared=how)
        for day, how in enumerate((PreparedAs.COPIED, PreparedAs.SENT, PreparedAs.NOT_SENT, PreparedAs.SENT))
    ]
    records = [("r", made), ("r", other), *(("r", note) for note in notes)]
    assert [one.record for one in made_replies(records)] == [other, made], "the last one first, each once"
    assert [made_replies(records[: 2 + count])[1].sent is not None for count in range(5)] == [
        False, False, True, False, True,
    ]  # fmt: skip
