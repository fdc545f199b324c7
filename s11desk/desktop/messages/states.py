"""Words for steps, gaps, states and fields."""

from __future__ import annotations

from s11desk.domain.audit import ActionStatus, Audit
from s11desk.domain.completeness import Gap, GapCode
from s11desk.domain.flow import Step, StepKind, StepState
from s11desk.domain.topic import Detail, How, Origin, Topic

STATES: dict[StepState, str] = {
    StepState.NOT_STARTED: "Not started",
    StepState.IN_PROGRESS: "In progress",
    StepState.COMPLETE: "Completed",
    StepState.OPTIONAL: "Optional",
    StepState.NOT_READY: "Not ready yet",
}

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
    StepKind.SIGN: "Sign and export",
}

DETAILS: dict[Detail, str] = {
    Detail.NAME: "Name",
    Detail.JOB_TITLE: "Job title",
    Detail.EMAIL: "E-mail",
    Detail.TELEPHONE: "Telephone",
}

STATUSES: dict[ActionStatus, str] = {
    ActionStatus.NOT_STARTED: "Not started",
    ActionStatus.IN_PROGRESS: "In progress",
    ActionStatus.DONE: "Done",
}

GAPS: dict[GapCode, str] = {
    GapCode.UNANSWERED: "Answer this question",
    GapCode.FILE_MISSING: "Attach a file",
    GapCode.OTHER_UNSAID: "Say what “other” means here",
    GapCode.PERSON_DETAIL_MISSING: "Fill in {detail}",
    GapCode.NUMBER_OUT_OF_RANGE: "Give a number within the range asked for",
    GapCode.REASON_MISSING: "Give the reason for “{detail}”",
    GapCode.EVIDENCE_MISSING: "Attach an example for “{detail}”",
    GapCode.ACTION_MISSING: "Add an action, because the answer is “{detail}”",
    GapCode.ACTION_UNFINISHED: "Fill in “{detail}” in the action plan",
    GapCode.UNCONFIRMED: "Look at the answer carried over and confirm it",
}

ORIGINS: dict[How, str] = {
    How.QUOTED: "The partnership's own words",
    How.CARRIED_OVER: "Carried over from an earlier year",
    How.WRITTEN: "Written for this program, not by the partnership",
    How.PROJECT_CHOICE: "This is this project's own choice, not the partnership's",
}


def gap_text(topic: Topic, gap: Gap) -> str:
    return GAPS[gap.code].format(detail=_gap_detail(topic, gap))


def _gap_detail(topic: Topic, gap: Gap) -> str:
    if gap.code is not GapCode.PERSON_DETAIL_MISSING:
        return gap.detail
    role, _, detail = gap.detail.partition(".")
    question = topic.question(gap.question)
    label = next((asked.label for asked in question.people if asked.id == role), role) if question else role
    return f"{DETAILS[Detail(detail)].lower()} ({label})"


def step_title(topic: Topic, step: Step) -> str:
    """What the list at the side calls a step."""
    question = topic.question(step.question)
    if question is None:
        return STEP_TITLES[step.kind]
    return f"{topic.number_of(question.id)}. {question.text}"


def state_words(audit: Audit, step: Step, state: StepState) -> str:
    """The state in words; a mark for review is said too, because it keeps a question open."""
    if step.question and audit.answer(step.question).marked_for_review:
        return "Marked for review"
    return STATES[state]


def origin_text(topic: Topic, origin: Origin) -> str:
    """Whose words these are, with the document they come from."""
    source = topic.source(origin.source)
    whose = ORIGINS[origin.how]
    if source is None or origin.how is How.PROJECT_CHOICE:
        return f"{whose}."
    return f"{whose}: {source.title}, {source.publisher}, {source.year}."
