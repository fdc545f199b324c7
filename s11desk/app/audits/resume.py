"""Open an audit where the person left off. Nobody is stopped by a lost resume point."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.audits.evidence_copies import remove_viewing_copies
from s11desk.app.home.workspace import Workspace
from s11desk.domain.audits.flow import INTRODUCTION, Step, resume_step, steps
from s11desk.errors import UserError
from s11desk.errors.draft_errors import AuditHandedOver
from s11desk.store.drafts.resume_points import read_resume_point, write_resume_point


class Unparsed(msgspec.Struct, frozen=True):
    """A text that is not a valid answer to ``question``, or not a valid due date of ``action``.

    The draft does not have it. The resume point keeps it, because a person typed it.
    """

    text: str
    question: str = ""
    action: str = ""


class ResumePoint(msgspec.Struct, frozen=True):
    """The place in an audit at which a person left off.

    ``scroll``: pixels from the top of the page. ``field``: the window's name for the input with the focus. ``caret``:
    characters from the beginning of that input's text.
    """

    step: Step
    scroll: int = 0
    field: str = ""
    caret: int = 0
    unparsed: tuple[Unparsed, ...] = msgspec.field(default=(), name="unread")  # older drafts have this name


@dataclass(frozen=True, slots=True)
class Resumed:
    """An opened draft, and the step to show first.

    ``refusal``: why the draft cannot be changed now; None if it can.
    ``point``: the place on that step, None if it is not known. ``unparsed``: the texts on any page that are not valid
    answers. ``left_off``: the person left off at ``point``.
    """

    draft: Draft
    step: Step
    point: ResumePoint | None
    unparsed: tuple[Unparsed, ...]
    refusal: UserError | None = None
    left_off: bool = False


def resume_draft(workspace: Workspace, audit_id: str, wanted: Step | ResumePoint | None = None) -> Resumed:
    """Open a draft where the person left off, or at the first question that is not complete.

    ``wanted``: open this step, or this place, instead. First removes the copies of evidence that were made to look at.
    Raises ``AuditUnknown``.
    """
    remove_viewing_copies(workspace.home)
    draft = open_draft(workspace, audit_id)
    point = find_resume_point(workspace, audit_id)
    unparsed = point.unparsed if point is not None else ()
    refusal = workspace.drafts.try_writing()
    if refusal is None and draft.handed_over is not None:
        refusal = AuditHandedOver(audit=draft.audit.id, at=draft.handed_over)
    if isinstance(wanted, ResumePoint):
        return Resumed(draft, wanted.step, wanted, unparsed, refusal)
    if wanted is not None:
        return Resumed(draft, wanted, None, unparsed, refusal)
    step = point.step if point else _first_step(draft)
    return Resumed(draft, step, point, unparsed, refusal, left_off=point is not None)


def _first_step(draft: Draft) -> Step:
    """What a colleague wrote comes before their questions, which may have answers already."""
    is_new = draft.is_asked and draft.audit.revision == 1
    return INTRODUCTION if is_new else resume_step(draft.topic, draft.audit)


def remember_resume_point(workspace: Workspace, audit_id: str, point: ResumePoint) -> None:
    """Save the resume point. Raises nothing: if the disk is locked or full, a save of an answer reports it."""
    with suppress(UserError):
        write_resume_point(workspace.drafts, audit_id, msgspec.json.encode(point).decode())


def find_resume_point(workspace: Workspace, audit_id: str) -> ResumePoint | None:
    """Read the resume point. None if there is none, or if the draft does not have that step any more.

    Raises ``AuditUnknown``.
    """
    draft = open_draft(workspace, audit_id)
    try:
        point = msgspec.json.decode(read_resume_point(workspace.drafts, draft.audit.id), type=ResumePoint)
    except (UserError, msgspec.MsgspecError):
        return None
    return point if _is_there(draft, point) else None


def _is_there(draft: Draft, point: ResumePoint) -> bool:
    return point.step in steps(draft.topic, draft.audit) and point.scroll >= 0 and point.caret >= 0
