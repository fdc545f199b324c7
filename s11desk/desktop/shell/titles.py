"""The title of the window: the page or the audit that it shows, then the name of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk.desktop.parts.text.text_parts import window_title

if TYPE_CHECKING:
    from s11desk.desktop.saving.open_draft import OpenDraft
    from s11desk.desktop.standalone.standalone_page import StandalonePage

TITLE = "s11desk"
_HOME = "Your audits"


def full_title(page: StandalonePage | None, open_draft: OpenDraft | None) -> str:
    """The title for the page outside an audit, else for the open audit, else for the list of audits."""
    if page is not None:
        return f"{window_title(page.heading)} — {TITLE}"
    if open_draft is None:
        return f"{_HOME} — {TITLE}"
    agency, topic = open_draft.draft.audit.agency, open_draft.draft.topic.title
    return f"{window_title(agency)} — {window_title(topic)} — {TITLE}"
