"""The window opens an audit where the person left off. A lost resume point never matters: nothing here stops anyone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

import msgspec

from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.audits.evidence_copies import clear_views
from s11desk.app.home.workspace import Workspace
from s11desk.domain.flow import SIGN, Step, resume_step, steps
from s11desk.errors import UserError
from s11desk.store.resume_points import read_resume_point, write_resume_point


class Unparsed(msgspec.Struct, frozen=True):
    """What was typed as the answer to ``question`` or the due date of ``action`` and cannot be read as one yet.

    It is no part of the draft, but a person typed it, so it waits with their resume point.
    """

    text: str
    question: str = ""
    action: str = ""


class ResumePoint(msgspec.Struct, frozen=True):
    """Where a person is in an audit.

    ``scroll``: pixels from the top of the page. ``field``: the window's name for the input with the focus.

    ``caret``: characters from the beginning of its text.
    """

    step: Step
    scroll: int = 0
    field: str = ""
    caret: int = 0
    unparsed: tuple[Unparsed, ...] = msgspec.field(default=(), name="unread")  # the name that is in older drafts


@dataclass(frozen=True, slots=True)
class Resumed:
    """An opened draft, and the step to show first.

    ``point``: where the person was on it; None where that is not known. ``unparsed``: what they typed that is no answer
    yet, on any page.
    """

    draft: Draft
    step: Step
    point: ResumePoint | None
    unparsed: tuple[Unparsed, ...]


def resume_draft(workspace: Workspace, audit_id: str, *, at_signing: bool = False) -> Resumed:
    """Open a draft where the person left off, at the first question that is not complete, or where a return is made.

    Copies of evidence that were made to look at are removed first. Raises ``AuditUnknown``.
    """
    clear_views(workspace.home)
    draft = open_draft(workspace, audit_id)
    point = find_resume_point(workspace, audit_id)
    unparsed = point.unparsed if point is not None else ()
    if at_signing:
        return Resumed(draft, SIGN, None, unparsed)
    return Resumed(draft, point.step if point else resume_step(draft.topic, draft.audit), point, unparsed)


def remember_resume_point(workspace: Workspace, audit_id: str, point: ResumePoint) -> None:
    """Keep the resume point, or not: a locked or full disk is left for others to report."""
    with suppress(UserError):
        write_resume_point(workspace.drafts, audit_id, msgspec.json.encode(point).decode())


def find_resume_point(workspace: Workspace, audit_id: str) -> ResumePoint | None:
    """Where the person was; None where nothing is known, or that page is not on the way any more.

    Raises nothing but what opening the draft raises.
    """
    draft = open_draft(workspace, audit_id)
    try:
        point = msgspec.json.decode(read_resume_point(workspace.drafts, draft.audit.id), type=ResumePoint)
    except (UserError, msgspec.MsgspecError):
        return None
    return point if _is_there(draft, point) else None


def _is_there(draft: Draft, point: ResumePoint) -> bool:
    return point.step in steps(draft.topic, draft.audit) and point.scroll >= 0 and point.caret >= 0
