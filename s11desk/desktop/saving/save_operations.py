"""What the worker is asked to do for an open draft. The use cases are imported there, after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.saving.save_state import Caption, Value
from s11desk.domain.audit import Action, Answer, PrivateNote

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.audits.resume import Place
    from s11desk.app.home.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Resumed:
    """A draft and where the person was in it; None where that is not known."""

    draft: Draft
    place: Place | None


def saving_value(
    audit_id: str, value: Value, base: Value | None, *, settled: bool
) -> Callable[[Workspace, Task], Draft]:
    """Save ``value`` by its own use case; each returns the draft as its transaction read it back."""

    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.audits.actions import save_action
        from s11desk.app.audits.answers import save_answer
        from s11desk.app.audits.attachments import caption_evidence
        from s11desk.app.audits.private_notes import save_note

        match value:
            case Answer():
                answered = base if isinstance(base, Answer) else None
                return save_answer(workspace, audit_id, value, base=answered, settled=settled)
            case Action():
                planned = base if isinstance(base, Action) else None
                return save_action(workspace, audit_id, value, base=planned, settled=settled)
            case PrivateNote():
                return save_note(workspace, audit_id, value, base=base if isinstance(base, PrivateNote) else None)
            case Caption():
                return caption_evidence(workspace, audit_id, value.evidence, value.text)

    return run


def opening_draft(audit_id: str) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, _task: Task) -> Draft:
        from s11desk.app.audits.drafts import open_draft

        return open_draft(workspace, audit_id)

    return run


def resuming_draft(audit_id: str) -> Callable[[Workspace, Task], Resumed]:
    def run(workspace: Workspace, _task: Task) -> Resumed:
        from s11desk.app.audits.drafts import open_draft
        from s11desk.app.audits.evidence_copies import clear_views
        from s11desk.app.audits.resume import place_of

        clear_views(workspace.home)
        return Resumed(open_draft(workspace, audit_id), place_of(workspace, audit_id))

    return run


def beginning_draft(topic_id: str, agency: str) -> Callable[[Workspace, Task], Resumed]:
    def run(workspace: Workspace, _task: Task) -> Resumed:
        from s11desk.app.audits.drafts import begin_draft

        return Resumed(begin_draft(workspace, topic_id, agency), None)

    return run


def keeping_place(audit_id: str, place: Place) -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.audits.resume import remember_place

        remember_place(workspace, audit_id, place)

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
