"""Counts that never score what was not answered."""

from __future__ import annotations

from s11desk.domain.audit import Answer
from s11desk.domain.summary import summarise
from tests.samples import audit_with, small_topic


def test_unanswered_judgements_are_counted_apart() -> None:
    counts = summarise(small_topic(), audit_with(Answer("policy", choice="yes")))
    assert {count.option.code: count.count for count in counts.judgements} == {"yes": 1, "blue": 0, "no": 0, "na": 0}
    assert counts.unanswered == 1
    assert counts.asked == 12


def test_optional_questions_left_alone_count_as_done() -> None:
    counts = summarise(small_topic(), audit_with(Answer("agency", choice="gp")))
    assert counts.complete == 1 + 8
