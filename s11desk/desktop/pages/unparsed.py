"""Texts that a person typed for a date or a number and that are not valid yet.

No return contains them, so nobody can sign while there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from s11desk.desktop.messages.plan_words import action_name
from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audits.audit import Action
from s11desk.domain.audits.completeness import Gap, GapCode
from s11desk.domain.audits.flow import ACTION_PLAN, Step, StepKind, steps
from s11desk.domain.audits.own_gaps import find_own_gaps
from s11desk.domain.audits.visibility import action_numbers
from s11desk.domain.topics.topic import ActionField, QuestionKind


@dataclass(frozen=True, slots=True)
class UnparsedText:
    """A text that is not a valid date or number yet.

    ``where``: its question or action in words. ``item``: the id of that action, or empty. ``field``: the name of its
    input. ``kind``: "date" or "number".
    """

    step: Step
    field: str
    where: str
    item: str
    text: str
    kind: str


_KINDS = {QuestionKind.NUMBER: "number", QuestionKind.TABLE: "number or date"}


def unparsed_texts(open_draft: OpenDraft) -> tuple[UnparsedText, ...]:
    """Return the texts on steps of this audit. A text is left out if its answer or action has a value by now."""
    return tuple(_unparsed_texts(open_draft))


def unparsed_of_question(open_draft: OpenDraft, question: str) -> tuple[UnparsedText, ...]:
    """Return the texts in the inputs of one question and of its actions."""
    actions = {action.id for action in open_draft.draft.audit.actions_for(question)}
    step = Step(StepKind.QUESTION, question)
    return tuple(one for one in _unparsed_texts(open_draft) if one.step == step or one.item in actions)


def gaps_beside(
    open_draft: OpenDraft, unparsed: tuple[UnparsedText, ...], gaps: Sequence[Gap] | None = None
) -> tuple[Gap, ...]:
    """Return the gaps of this audit without those of the inputs that hold an ``unparsed`` text: each counts once.

    ``gaps``: only these; None: all.
    """
    topic = open_draft.draft.topic
    due = {column.label for column in topic.plan_columns if column.field is ActionField.DUE}
    steps_named = {one.step for one in unparsed if one.step != ACTION_PLAN}
    actions_named = {one.item for one in unparsed if one.step == ACTION_PLAN}
    return tuple(
        gap
        for gap in (find_own_gaps(topic, open_draft.draft.audit) if gaps is None else gaps)
        if not (gap.action and gap.detail in due and gap.action in actions_named)
        and not (gap.code is GapCode.UNANSWERED and Step(StepKind.QUESTION, gap.question) in steps_named)
    )


def _unparsed_texts(open_draft: OpenDraft) -> Iterator[UnparsedText]:
    topic = open_draft.draft.topic
    order = steps(topic, open_draft.draft.audit)
    numbers = action_numbers(topic, open_draft.draft.audit)
    for key, text in open_draft.unparsed.items():
        step = ACTION_PLAN if key.kind is Action else Step(StepKind.QUESTION, key.id)
        if step not in order or _has_value(open_draft, key):
            continue
        if key.kind is Action:
            field = f"action-{key.id}-{ActionField.DUE}"
            yield UnparsedText(step, field, action_name(numbers, key.id), key.id, text, "date")
        else:
            question = topic.question(key.id)
            kind = _KINDS.get(question.kind, "date") if question is not None else "date"
            yield UnparsedText(step, "answer", f"Question {topic.number_of(key.id)}", "", text, kind)


def _has_value(open_draft: OpenDraft, key: Key) -> bool:
    if key.kind is Action:
        action = open_draft.action(key.id)
        return action is None or action.due is not None
    question = open_draft.draft.topic.question(key.id)
    if question is not None and question.kind is QuestionKind.TABLE:
        return False  # other cells may have values
    return open_draft.answer(key.id).is_given()
