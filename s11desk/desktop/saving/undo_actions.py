"""Undoes or redoes the last saved change, goes to the page that shows it, and names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk import app
from s11desk.desktop.messages.plan_words import action_name
from s11desk.desktop.saving.changed_field import field_of_action, field_of_answer, field_of_file
from s11desk.desktop.saving.jobs import Operation
from s11desk.desktop.saving.open_draft import OpenDraft
from s11desk.desktop.shell.dialogs import Dialogs
from s11desk.domain.audits.audit import Audit
from s11desk.domain.audits.flow import ACTION_PLAN, Step, StepKind
from s11desk.domain.audits.visibility import action_numbers
from s11desk.domain.topics.topic import Topic

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft

NOTHING_DONE = ("There is nothing to undo", "Everything is as it was when you began this audit.")
NOTHING_UNDONE = ("There is nothing to redo", "Nothing was undone, or you have changed something since.")


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One difference that undoing made. ``step``: the page that shows it; ``words``: what changed, for a message.

    ``field``: the object name of the field there; empty if no field shows it. ``is_lacking``: nothing changed, but
    something is still needed there.
    """

    step: Step
    words: str
    field: str = ""
    is_lacking: bool = False


class UndoActions:
    """Undoes and redoes changes to the open draft. ``show`` gets each difference that this made."""

    def __init__(
        self, view: QWidget, open_draft: OpenDraft, dialogs: Dialogs, show: Callable[[ShownChange], None]
    ) -> None:
        self._view = view
        self._open_draft = open_draft
        self._dialogs = dialogs
        self._show = show

    def undo(self) -> None:
        """Undo the last change to the draft, and show what was undone."""
        audit_id = self._open_draft.draft.audit.id
        self._run(
            lambda workspace, _: app.undo_last(workspace, audit_id) or app.open_draft(workspace, audit_id),
            "Undone",
            NOTHING_DONE,
        )

    def redo(self) -> None:
        """Repeat the change that was undone last, and show it."""
        audit_id = self._open_draft.draft.audit.id
        self._run(
            lambda workspace, _: app.redo_last(workspace, audit_id) or app.open_draft(workspace, audit_id),
            "Redone",
            NOTHING_UNDONE,
        )

    def _run(self, operation: Operation[Draft], label: str, nothing: tuple[str, str]) -> None:
        """Save first: then the text that is being typed is the last change."""

        def run_if_saved(all_saved: bool) -> None:  # noqa: FBT001 - Qt-style callback
            before = self._open_draft.draft.audit

            def show_change(draft: Draft) -> None:
                changed = what_changed(draft.topic, before, draft.audit)
                if changed is None:
                    self._dialogs.show_message(*nothing)
                else:
                    self._show(replace(changed, words=f"{label}: {changed.words}"))

            if all_saved:
                self._open_draft.perform(operation, on_ok=show_change, listener=self._view)

        self._open_draft.finish(run_if_saved)


def what_changed(topic: Topic, before: Audit, after: Audit) -> ShownChange | None:
    """The first difference; None if there is none."""
    for name in dict.fromkeys(answer.question for answer in (*before.answers, *after.answers)):
        if before.answer(name) != after.answer(name):
            words = f"your answer to question {topic.number_of(name)}"
            return ShownChange(
                Step(StepKind.QUESTION, name), words, field_of_answer(before.answer(name), after.answer(name))
            )
    return _file_changed(topic, before, after) or _action_changed(topic, before, after)


def _file_changed(topic: Topic, before: Audit, after: Audit) -> ShownChange | None:
    for item in (*before.evidence, *after.evidence):
        if (item in before.evidence) != (item in after.evidence):
            is_there = any(one.id == item.id for one in after.evidence)
            was_there = any(one.id == item.id for one in before.evidence)
            how = "is changed back" if is_there and was_there else "is attached" if is_there else "is not attached"
            number = topic.number_of(item.questions[0])
            step, words = Step(StepKind.QUESTION, item.questions[0]), f"{item.name} {how}, question {number}"
            return ShownChange(step, words, field_of_file(after, item.id))
    return None


def _action_changed(topic: Topic, before: Audit, after: Audit) -> ShownChange | None:
    numbers = {**action_numbers(topic, before), **action_numbers(topic, after)}
    for action in (*after.actions, *before.actions):
        if (action in before.actions) != (action in after.actions):
            old, new = (next((one for one in audit.actions if one.id == action.id), None) for audit in (before, after))
            return ShownChange(ACTION_PLAN, action_name(numbers, action.id).lower(), field_of_action(old, new))
    return ShownChange(ACTION_PLAN, "the order of the action plan") if before.actions != after.actions else None
