"""Texts that a person typed for a date or a number and that are not valid yet.

No return contains them, so nobody can sign while there is one.
"""

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
    """One such text. ``where`` names its place in words, ``field`` is the name of its input, ``what`` is "date" or
    "number".
    """

    step: Step
    field: str
    where: str
    typed: str
    what: str


def unparsed_texts(opened: OpenDraft) -> tuple[UnparsedText, ...]:
    """Return the texts on steps of this audit. A text is left out if its answer or action has a value by now."""
    return tuple(_unparsed_texts(opened))


def _unparsed_texts(opened: OpenDraft) -> Iterator[UnparsedText]:
    topic = opened.draft.topic
    order = steps(topic, opened.draft.audit)
    for key, typed in opened.unparsed.items():
        step = ACTION_PLAN if key.kind is Action else Step(StepKind.QUESTION, key.id)
        if step not in order or _has_value(opened, key):
            continue
        if key.kind is Action:
            field = f"action-{key.id}-{ActionField.DUE}"
            yield UnparsedText(step, field, f"Action {key.id}", typed, "date")
        else:
            question = topic.question(key.id)
            is_number = question is not None and question.kind is QuestionKind.NUMBER
            what = "number" if is_number else "date"
            yield UnparsedText(step, "answer", f"Question {topic.number_of(key.id)}", typed, what)


def _has_value(opened: OpenDraft, key: Key) -> bool:
    if key.kind is Action:
        action = opened.action(key.id)
        return action is None or action.due is not None
    return opened.answer(key.id).is_given()
