"""Each filter finds its questions and no others."""

from __future__ import annotations

import pytest

from s11desk.domain.audits.audit import Answer, PrivateNote
from s11desk.domain.audits.filters import Filter, filtered_steps
from s11desk.domain.audits.flow import StepKind
from tests.samples import audit_with, evidence_on, small_topic

TOPIC = small_topic()
AUDIT = audit_with(
    Answer("agency", choice="gp", comment="  \n"),
    Answer("policy", choice="no", comment="Being written", marked_for_review=True),
    Answer("training", choice="na", reason="No staff"),
    Answer("story", comment="A comment answers nothing"),
    evidence=(evidence_on("policy", "example"),),
)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Filter.UNANSWERED, ["people", "story", "motto", "reviewed", "staff", "online", "setting", "ages"]),
        (Filter.MARKED_FOR_REVIEW, ["policy"]),
        (Filter.WITHOUT_EVIDENCE, ["training", "online"]),
        (Filter.NOT_APPLICABLE, ["training"]),
        (Filter.NEEDS_ACTION, ["policy"]),
        (Filter.WITH_COMMENT, ["policy", "story"]),
    ],
)
def test_each_filter_finds_its_questions_in_order(wanted: Filter, expected: list[str]) -> None:
    found = filtered_steps(TOPIC, AUDIT, wanted)
    assert [step.question for step in found] == expected
    assert {step.kind for step in found} == {StepKind.QUESTION}


def test_private_notes_are_found_although_no_audit_has_them() -> None:
    notes = (PrivateNote("story", "Ask Sam"), PrivateNote("policy", " \u200b"))
    found = filtered_steps(TOPIC, AUDIT, Filter.WITH_NOTE, notes)
    assert [step.question for step in found] == ["story"]


def test_a_question_that_is_not_asked_passes_no_filter() -> None:
    hidden = audit_with(Answer("policy", choice="na"), Answer("training", choice="na", marked_for_review=True))
    passed = {step.question for wanted in Filter for step in filtered_steps(TOPIC, hidden, wanted)}
    assert "training" not in passed
    assert "policy" in passed
