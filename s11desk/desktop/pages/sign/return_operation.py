"""The long task that makes a return, and finds what is known of the person who signs after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.saving.jobs import Operation, Task

if TYPE_CHECKING:
    from pathlib import Path

    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.approving.next_signer import FoundReturn


def make_operation(draft: Draft, folder: Path, passphrase: str, *, signs_after: bool | None) -> Operation[FoundReturn]:
    """Sign and write the return of ``draft``. ``signs_after``: what the person answered; None if nothing.

    ``draft``: as it is shown; the pages of the return have the language of its topic.
    """
    audit_id, language = draft.audit.id, draft.topic.language

    def run(workspace: Workspace, task: Task) -> FoundReturn:
        progress, cancel = task.progress, task.is_cancelled
        made = app.make_return(
            workspace, audit_id, folder, passphrase, language=language, progress=progress, cancel=cancel
        )
        if signs_after is not None:
            app.keep_next_signer(workspace, audit_id, made.reference, is_wanted=signs_after)
        return app.with_next_signer(workspace, audit_id, made)

    return run
