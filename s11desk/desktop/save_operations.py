"""What the worker is asked to do for an open draft. The use cases are imported there, after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s11desk.desktop.jobs import Task
from s11desk.desktop.save_state import Value
from s11desk.domain.audit import Action, Answer

if TYPE_CHECKING:
    from s11desk.app.drafts import Draft
    from s11desk.app.workspace import Workspace


def saving_value(
    audit_id: str, value: Value, base: Value | None, *, settled: bool
) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.actions import save_action
        from s11desk.app.answers import save_answer

        if isinstance(value, Answer):
            answered = base if isinstance(base, Answer) else None
            return save_answer(workspace, audit_id, value, base=answered, settled=settled)
        return save_action(workspace, audit_id, value, base=base if isinstance(base, Action) else None, settled=settled)

    return run


def opening_draft(audit_id: str) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.drafts import open_draft

        return open_draft(workspace, audit_id)

    return run


def settling_draft(audit_id: str) -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.drafts import settle_draft

        settle_draft(workspace, audit_id)

    return run
