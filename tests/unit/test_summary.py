"""The counts of the summary; an unanswered judgement counts for no option."""

from __future__ import annotations

from s11desk.domain.audits.audit import Answer
from s11desk.domain.audits.summary import summarise
from tests.samples import audit_with, small_topic


def test_unanswered_judgements_are_counted_apart() -> None:
    counts = summarise(small_topic(), audit_with(Answer("policy", choice="yes")))
    assert {count.option.code: count.count for count in counts.judgements} == {"yes": 1, "blue": 0, "no": 0, "na": 0}
    assert counts.unanswered == 1
    assert (counts.asked, counts.complete) == (4, 1)


def test_an_optional_question_counts_once_it_is_begun() -> None:
    counts = summarise(small_topic(), audit_with(Answer("agency", choice="gp")))
    assert (counts.asked, counts.complete) == (3, 1)
    begun = audit_with(Answer("agency", choice="gp"), Answer("motto", text="Kind"), Answer("staff", number=-4))
    counts = summarise(small_topic(), begun)
    assert (counts.asked, counts.complete) == (5, 2)
