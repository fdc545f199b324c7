"""Undo the change that was saved last, and go to where it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from s11desk.desktop.announcing import announce
from s11desk.desktop.jobs import Task
from s11desk.desktop.questions import Questions
from s11desk.desktop.saving import OpenDraft
from s11desk.domain.audit import Audit
from s11desk.domain.flow import ACTION_PLAN, Step, StepKind

if TYPE_CHECKING:
    from s11desk.app.drafts import Draft
    from s11desk.app.workspace import Workspace

NOTHING = ("There is nothing to undo", "What you typed and chose stands as it was when you began this audit.")


def undo_change(view: QWidget, opened: OpenDraft, questions: Questions, show: Callable[[Step], None]) -> None:
    """Save what is being typed, undo the last change, and ``show`` the step it was made on."""

    def undo(everything: bool) -> None:  # noqa: FBT001 - Qt-style callback
        before = opened.draft.audit

        def undone(draft: Draft) -> None:
            step = changed_step(before, draft.audit)
            if step is None:
                questions.tell(*NOTHING)
            else:
                show(step)
                announce(view, "Undone")

        if everything:
            opened.perform(undoing(before.id), on_ok=undone, listener=view)

    opened.finish(undo)


def undoing(audit_id: str) -> Callable[[Workspace, Task], Draft]:
    """The draft with the last change undone; as it is, where there is nothing to undo."""

    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.drafts import open_draft
        from s11desk.app.undo import undo_last

        return undo_last(workspace, audit_id) or open_draft(workspace, audit_id)

    return run


def changed_step(before: Audit, after: Audit) -> Step | None:
    """Where the difference shows; None where there is none."""
    names = dict.fromkeys(answer.question for answer in (*before.answers, *after.answers))
    for name in names:
        if before.answer(name) != after.answer(name):
            return Step(StepKind.QUESTION, name)
    return ACTION_PLAN if before.actions != after.actions else None
