"""What the home page lists, as the worker reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11desk import app

if TYPE_CHECKING:
    import datetime as dt

    from s11desk.app.audits.drafts import DraftSummary
    from s11desk.app.home.workspace import Workspace
    from s11desk.domain.topic import Topic
    from s11desk.errors import UserError


@dataclass(frozen=True, slots=True)
class HomeListing:
    """The drafts and the topics of a home. ``refusal``: why nothing can be written, None if it can.

    ``moved``: when everything went to another computer; None if it is in use here.
    """

    drafts: tuple[DraftSummary, ...]
    topics: tuple[Topic, ...]
    refusal: UserError | None
    moved: dt.datetime | None = None


def list_home(workspace: Workspace, *, reopens: bool) -> HomeListing:
    """Read the drafts and topics of a home.

    ``reopens``: nothing waits to be saved, so drafts that were replaced are simply read from their new file.
    """
    if reopens:
        app.reopen_if_moved(workspace)
    refusal = workspace.drafts.try_writing()
    return HomeListing(app.list_drafts(workspace), app.list_topics(workspace), refusal, app.moved_at(workspace.home))
