"""What was typed and cannot be read as a date or a number yet: it is no part of a return, so nobody signs over it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.desktop.saving.edits import Key
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.domain.audit import Action
from s11desk.domain.flow import ACTION_PLAN, Step, StepKind, steps
from s11desk.domain.topic import ActionField, QuestionKind


@dataclass(frozen=True, slots=True)
class UnparsedText:
    """``where``: as a person would say it; ``field``: the name of the field it stands in; ``what``: a date, a number"""

    step: Step
    field: str
    where: str
    typed: str
    what: str


def unparsed_texts(opened: OpenDraft) -> tuple[UnparsedText, ...]:
    """Those on a step that the audit has, and for which no value has come meanwhile, from elsewhere or by undoing."""
    return tuple(_unparsed_texts(opened))


def _unparsed_texts(opened: OpenDraft) -> Iterator[UnparsedText]:
    topic = opened.draft.topic
    way = steps(topic, opened.draft.audit)
    for key, typed in opened.unparsed.items():
        step = ACTION_PLAN if key.kind is Action else Step(StepKind.QUESTION, key.id)
        if step not in way or _is_read(opened, key):
            continue
        if key.kind is Action:
            field = f"action-{key.id}-{ActionField.DUE}"
            yield UnparsedText(step, field, f"Action {key.id}", typed, "date")
        else:
            question = topic.question(key.id)
            is_number = question is not None and question.kind is QuestionKind.NUMBER
            what = "number" if is_number else "date"
            yield UnparsedText(step, "answer", f"Question {topic.number_of(key.id)}", typed, what)


def _is_read(opened: OpenDraft, key: Key) -> bool:
    if key.kind is Action:
        action = opened.action(key.id)
        return action is None or action.due is not None
    return opened.answer(key.id).is_given()
