"""What the worker is asked to do for an open draft. The use cases are imported there, after the first paint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk.desktop.saving.jobs import Task
from s11desk.desktop.saving.save_state import Caption, Note, Value
from s11desk.domain.audit import Action, Answer

if TYPE_CHECKING:
    from s11desk.app.audits.drafts import Draft
    from s11desk.app.audits.resume import Place
    from s11desk.app.home.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What stands on the disk after a save: the draft and all its private notes."""

    draft: Draft
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Resumed:
    """A draft and where the person was in it; None where that is not known."""

    read: ReadBack
    place: Place | None


def saving_value(
    audit_id: str, value: Value, base: Value | None, *, settled: bool
) -> Callable[[Workspace, Task], ReadBack]:
    def run(workspace: Workspace, _task: Task) -> ReadBack:
        if isinstance(value, Caption):
            from s11desk.app.audits.attachments import caption_evidence

            caption_evidence(workspace, audit_id, value.evidence, value.text)
            return _read(workspace, audit_id)
        if isinstance(value, Note):
            from s11desk.app.audits.private_notes import save_note

            save_note(
                workspace, audit_id, value.question, value.text, base=base.text if isinstance(base, Note) else None
            )
            return _read(workspace, audit_id)
        draft = _save(workspace, audit_id, value, base, settled=settled)
        return ReadBack(draft, _notes(workspace, audit_id))

    return run


def adding_action(audit_id: str, action: Action) -> Callable[[Workspace, Task], Draft]:
    def run(workspace: Workspace, _task: Task) -> Draft:
        return _save(workspace, audit_id, action, None, settled=True)

    return run


def opening_draft(audit_id: str) -> Callable[[Workspace, Task], ReadBack]:
    return lambda workspace, _task: _read(workspace, audit_id)


def resuming_draft(audit_id: str) -> Callable[[Workspace, Task], Resumed]:
    def run(workspace: Workspace, _task: Task) -> Resumed:
        from s11desk.app.audits.evidence_copies import clear_views
        from s11desk.app.audits.resume import place_of

        clear_views(workspace.home)
        return Resumed(_read(workspace, audit_id), place_of(workspace, audit_id))

    return run


def beginning_draft(topic_id: str, agency: str) -> Callable[[Workspace, Task], Resumed]:
    def run(workspace: Workspace, _task: Task) -> Resumed:
        from s11desk.app.audits.drafts import begin_draft

        return Resumed(ReadBack(begin_draft(workspace, topic_id, agency), ()), None)

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


def settling_draft(audit_id: str) -> Callable[[Workspace, Task], None]:
    def run(workspace: Workspace, _task: Task) -> None:
        from s11desk.app.audits.drafts import settle_draft

        settle_draft(workspace, audit_id)

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


def _save(workspace: Workspace, audit_id: str, value: Answer | Action, base: Value | None, *, settled: bool) -> Draft:
    from s11desk.app.audits.actions import save_action
    from s11desk.app.audits.answers import save_answer

    if isinstance(value, Answer):
        answered = base if isinstance(base, Answer) else None
        return save_answer(workspace, audit_id, value, base=answered, settled=settled)
    return save_action(workspace, audit_id, value, base=base if isinstance(base, Action) else None, settled=settled)


def _read(workspace: Workspace, audit_id: str) -> ReadBack:
    from s11desk.app.audits.drafts import open_draft

    return ReadBack(open_draft(workspace, audit_id), _notes(workspace, audit_id))


def _notes(workspace: Workspace, audit_id: str) -> tuple[Note, ...]:
    from s11desk.app.audits.private_notes import read_notes

    return tuple(Note(note.question, note.text) for note in read_notes(workspace, audit_id))
