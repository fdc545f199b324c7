"""Make a return or find one, and with it what is known of the person who signs after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11desk import app
from s11desk.desktop.saving.jobs import Operation, Task

if TYPE_CHECKING:
    from pathlib import Path

    from s11desk.app.audits.drafts import Draft
    from s11desk.app.home.workspace import Workspace
    from s11desk.app.returns.approving.next_signer import FoundReturn, NextSigner


def make_operation(draft: Draft, folder: Path, passphrase: str, *, signs_after: bool | None) -> Operation[FoundReturn]:
    """Sign and write the return of ``draft``. ``signs_after``: what the person answered; None if nothing.

    ``draft``: as it is shown; the pages of the return have the language of its topic.
    """
    audit_id, language = draft.audit.id, draft.topic.language

    def run(workspace: Workspace, task: Task) -> FoundReturn:
        from s11desk.app.returns.approving import next_signer

        progress, cancel = task.progress, task.is_cancelled
        made = app.make_return(
            workspace, audit_id, folder, passphrase, language=language, progress=progress, cancel=cancel
        )
        if signs_after is not None:
            next_signer.keep_next_signer(workspace, audit_id, made.reference, is_wanted=signs_after)
        return next_signer.with_next_signer(workspace, audit_id, made)

    return run


def find_made(workspace: Workspace, audit_id: str, reference: str = "") -> FoundReturn | None:
    """As :func:`find_with_next_signer`."""
    from s11desk.app.returns.approving.next_signer import find_with_next_signer

    return find_with_next_signer(workspace, audit_id, reference)


def find_signer(workspace: Workspace, audit_id: str) -> NextSigner:
    """As :func:`find_next_signer`."""
    from s11desk.app.returns.approving.next_signer import find_next_signer

    return find_next_signer(workspace, audit_id)
