"""What the worker is asked to do for an open draft. The use cases are imported there, after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk.desktop.saving.jobs import Task

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.audits.resume import ResumePoint
    from s11desk.app.home.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Resumed:
    """A draft and where the person was in it; None where that is not known."""

    draft: Draft
    point: ResumePoint | None


def opening_draft(audit_id: str) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.audits.drafts import open_draft

        return open_draft(workspace, audit_id)

    return run


def resuming_draft(audit_id: str) -> Callable[[Workspace, Task], Resumed]:
    def run(workspace: Workspace, _task: Task) -> Resumed:
        from s11desk.app.audits.drafts import open_draft
        from s11desk.app.audits.evidence_copies import clear_views
        from s11desk.app.audits.resume import find_resume_point

        clear_views(workspace.home)
        return Resumed(open_draft(workspace, audit_id), find_resume_point(workspace, audit_id))

    return run


def beginning_draft(topic_id: str, agency: str) -> Callable[[Workspace, Task], Resumed]:
    def run(workspace: Workspace, _task: Task) -> Resumed:
        from s11desk.app.audits.drafts import begin_draft

        return Resumed(begin_draft(workspace, topic_id, agency), None)

    return run


def keeping_resume_point(audit_id: str, point: ResumePoint) -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.audits.resume import remember_resume_point

        remember_resume_point(workspace, audit_id, point)

    return run


def clearing_views() -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.audits.evidence_copies import clear_views

        clear_views(workspace.home)

    return run


def settling_draft(audit_id: str) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.audits.drafts import settle_draft

        return settle_draft(workspace, audit_id)

    return run


def putting_away(audit_id: str) -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.audits.drafts import put_draft_away

        put_draft_away(workspace, audit_id)

    return run


def bringing_back(audit_id: str) -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.audits.drafts import bring_draft_back

        bring_draft_back(workspace, audit_id)

    return run
