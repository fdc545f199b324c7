"""Whether the last return is said to be sent, or changes to it are asked for, shown in the list of steps."""

from __future__ import annotations

from s11desk import app
from s11desk.desktop.audit.sidebar import Sidebar
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.open_draft import OpenDraft


def show_whether_sent(services: Services, open_draft: OpenDraft, side: Sidebar) -> None:
    """Show it now, and whenever the page "Sign and send" says something else. Nothing of this is in the draft."""
    open_draft.sent_known.connect(side.show_sent)
    open_draft.changes_asked.connect(side.show_asked_changes)
    audit = open_draft.draft.audit
    if audit.exports:
        reference = audit.exports[-1].reference
        services.jobs.submit(
            lambda workspace, _: app.when_sent(workspace, audit.id, reference) is not None,
            side.show_sent,
            listener=side,
        )
        services.jobs.look_up(
            side,
            lambda workspace, _: app.find_wanted_changes(workspace, audit.id, reference) is not None,
            side.show_asked_changes,
            lambda _: None,
        )
