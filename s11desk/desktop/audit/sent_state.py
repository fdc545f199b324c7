"""Whether the person said that the last return is sent, shown in the list of steps."""

from __future__ import annotations

from s11desk import app
from s11desk.desktop.audit.sidebar import Sidebar
from s11desk.desktop.parts.services import Services
from s11desk.desktop.saving.open_draft import OpenDraft


def show_whether_sent(services: Services, open_draft: OpenDraft, side: Sidebar) -> None:
    """Show it now, and whenever the page "Sign and send" says something else. Nothing of this is in the draft."""
    open_draft.sent_known.connect(side.show_sent)
    audit = open_draft.draft.audit
    if audit.exports:
        reference = audit.exports[-1].reference
        services.jobs.submit(
            lambda workspace, _: app.when_sent(workspace, audit.id, reference) is not None,
            side.show_sent,
            listener=side,
        )
