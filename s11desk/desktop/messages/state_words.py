"""Words for the steps of an audit, for their states, and for what is still missing."""

from __future__ import annotations

from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.completeness import PERSON_GAPS, Gap, GapCode
from s11desk.domain.audits.flow import SIGN, Step, StepKind, StepState
from s11desk.domain.topics.topic import Detail, Topic
from s11desk.wording.audits.range_words import outside_day, outside_number
from s11desk.wording.field_words import DETAILS_IN_SENTENCES
from s11desk.wording.returns.contact_words import impossible_detail

STATES: dict[StepState, str] = {
    StepState.NOT_STARTED: "Not started",
    StepState.IN_PROGRESS: "In progress",
    StepState.COMPLETE: "Completed",
    StepState.OPTIONAL: "Optional",
    StepState.NOT_READY: "Not ready yet",
}

_OF_STEPS: dict[tuple[StepKind, StepState], str] = {
    (StepKind.INTRODUCTION, StepState.OPTIONAL): "To read",
    (StepKind.INTRODUCTION, StepState.COMPLETE): "Read",
    (StepKind.CHECK, StepState.COMPLETE): "Nothing missing",
    (StepKind.SIGN, StepState.OPTIONAL): "When you are ready",
    (StepKind.SIGN, StepState.COMPLETE): "Signed",
    (StepKind.SIGN, StepState.IN_PROGRESS): "Changed: sign again",
}
"""Words for steps that nobody fills in, and therefore nobody completes."""

STATE_ICONS: dict[StepState, str] = {
    StepState.NOT_STARTED: "circle",
    StepState.IN_PROGRESS: "circle-dashed",
    StepState.COMPLETE: "circle-check",
    StepState.OPTIONAL: "circle-minus",
    StepState.NOT_READY: "circle",
}

STEP_TITLES: dict[StepKind, str] = {
    StepKind.INTRODUCTION: "Introduction",
    StepKind.QUESTION: "Question",
    StepKind.ACTION_PLAN: "Action plan",
    StepKind.CHECK: "Check your answers",
    StepKind.SIGN: "Sign and send",
}

SEND_BACK = "Send back my answers"
"""The last step where a colleague asks: nothing is signed."""

GAPS: dict[GapCode, str] = {
    GapCode.UNANSWERED: "Answer this question",
    GapCode.FILE_MISSING: "Attach a file",
    GapCode.OTHER_UNSPECIFIED: "Say what “other” means here",
    GapCode.PERSON_DETAIL_MISSING: "Fill in the {detail}",
    GapCode.NUMBER_OUT_OF_RANGE: "{detail}",
    GapCode.NUMBER_NOT_WHOLE: "Enter a whole number",
    GapCode.NUMBER_ABOVE_OTHER: "Enter a number that is not larger than the answer to question {detail}",
    GapCode.DATE_OUT_OF_RANGE: "{detail}",
    GapCode.ROWS_MISSING: "Fill in at least {detail} rows",
    GapCode.CELL_MISSING: "Fill in the cell “{detail}”",
    GapCode.CELL_OUT_OF_RANGE: "Enter a number within the range asked for in “{detail}”",
    GapCode.REASON_OR_FILE_MISSING: "Write a reason or attach a file for “{detail}”",
    GapCode.REASON_MISSING: "Give the reason for “{detail}”",
    GapCode.EVIDENCE_MISSING: "Attach an example for “{detail}”",
    GapCode.ACTION_MISSING: "Add an action, because the answer is “{detail}”",
    GapCode.ACTION_UNFINISHED: "Fill in “{detail}” in the action plan",
    GapCode.UNCONFIRMED: "Read the answer from last time. Going on from its page confirms it",
    GapCode.PERSON_DETAIL_IMPOSSIBLE: "{detail}",
    GapCode.YEAR_IMPOSSIBLE: "Check the year: this says {detail}",
    GapCode.CELL_YEAR_IMPOSSIBLE: "Check the year in “{detail}”",
    GapCode.DUE_YEAR_IMPOSSIBLE: "Check the year in “{detail}”",
}

_OUTSIDE = {GapCode.NUMBER_OUT_OF_RANGE: outside_number, GapCode.DATE_OUT_OF_RANGE: outside_day}
"""The sentences that name what a question takes, beside the field and before signing."""


def gap_text(topic: Topic, gap: Gap) -> str:
    """Say what is still to do."""
    return GAPS[gap.code].format(detail=_gap_detail(topic, gap))


def _gap_detail(topic: Topic, gap: Gap) -> str:
    question = topic.question(gap.question)
    if gap.code in _OUTSIDE:
        return _OUTSIDE[gap.code](question) if question is not None else gap.detail
    if gap.code not in PERSON_GAPS:
        return gap.detail
    role, _, detail = gap.detail.partition(".")
    label = next((asked.label for asked in question.people if asked.id == role), role) if question else role
    is_impossible = gap.code is GapCode.PERSON_DETAIL_IMPOSSIBLE
    words = impossible_detail(Detail(detail)) if is_impossible else DETAILS_IN_SENTENCES[Detail(detail)]
    return f"{words} ({label})"


def step_title(topic: Topic, step: Step) -> str:
    """Return the title of a step in the list at the side."""
    question = topic.question(step.question)
    if question is None:
        return STEP_TITLES[step.kind]
    return f"{topic.number_of(question.id)}. {question.name}"


def state_words(
    audit: Audit, step: Step, state: StepState, *, is_sent: bool = False, asks_changes: bool = False
) -> str:
    """Name the state of a step. A mark for review comes first, because the person wants to come back.

    ``is_sent``: the person says that the last return is sent. ``asks_changes``: changes to it are asked for, so that
    it is not the one to send.
    """
    if asks_changes and step == SIGN and state is StepState.COMPLETE:
        return "Changes asked for"
    if is_sent and step == SIGN and state is StepState.COMPLETE:
        return "Sent"
    if step.question and audit.answer(step.question).marked_for_review:
        return "Marked for review"
    return _OF_STEPS.get((step.kind, state), STATES[state])
