"""Resume: the window opens where the person left off. Losing a place never matters, so nothing here stops anyone."""

from __future__ import annotations

from contextlib import suppress

import msgspec

from s11desk.app.audits.drafts import Draft, open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.domain.flow import Step, steps
from s11desk.errors import UserError
from s11desk.store.resume_points import keep_place, kept_place


class Unread(msgspec.Struct, frozen=True):
    """What was typed as the answer to ``question`` or the due date of ``action`` and cannot be read as one yet.

    It is no part of the draft, but a person typed it, so it waits with their place.
    """

    text: str
    question: str = ""
    action: str = ""


class Place(msgspec.Struct, frozen=True):
    """``scroll``: pixels from the top of the page. ``field``: the window's name for the input with the focus.

    ``caret``: characters from the beginning of its text.
    """

    step: Step
    scroll: int = 0
    field: str = ""
    caret: int = 0
    unread: tuple[Unread, ...] = ()


def remember_place(workspace: Workspace, audit_id: str, place: Place) -> None:
    """Keep the place, or not: a locked or full disk is left for others to report."""
    with suppress(UserError):
        keep_place(workspace.drafts, audit_id, msgspec.json.encode(place).decode())


def place_of(workspace: Workspace, audit_id: str) -> Place | None:
    """Where the person was; None where nothing is known, or that page is not on the way any more.

    Raises nothing but what opening the draft raises.
    """
    draft = open_draft(workspace, audit_id)
    try:
        place = msgspec.json.decode(kept_place(workspace.drafts, draft.audit.id), type=Place)
    except (UserError, msgspec.MsgspecError):
        return None
    return place if _is_there(draft, place) else None


def _is_there(draft: Draft, place: Place) -> bool:
    return place.step in steps(draft.topic, draft.audit) and place.scroll >= 0 and place.caret >= 0
