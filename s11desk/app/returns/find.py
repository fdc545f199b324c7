"""Find the file of a return that was made from a draft, to send it, print it or look at it."""

from __future__ import annotations

import os
from pathlib import Path

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.content_digest import content_digest
from s11desk.app.returns.encrypt import already_encrypted
from s11desk.app.returns.make import MadeReturn
from s11desk.app.returns.record import file_digest
from s11desk.domain.visibility import as_returned
from s11desk.store.return_files import ReturnFile, recorded_files


def find_return(workspace: Workspace, audit_id: str, reference: str) -> MadeReturn | None:
    """Find a return by its reference. None if its file is gone or has changed. Reads the whole file.

    Raises ``AuditUnknown`` and what reading raises.
    """
    files = (file for file in recorded_files(workspace.drafts, audit_id) if file.record.reference == reference)
    return next((_standing(workspace, file) for file in files), None)


def find_current_return(workspace: Workspace, audit_id: str) -> MadeReturn | None:
    """Find the last return. None if the draft has changed since, and whenever :func:`find_return` gives None."""
    draft = open_draft(workspace, audit_id)
    last = draft.audit.exports[-1] if draft.audit.exports else None
    if last is None or last.content != content_digest(as_returned(draft.topic, draft.audit)):
        return None
    return find_return(workspace, draft.audit.id, last.reference)


def _standing(workspace: Workspace, file: ReturnFile) -> MadeReturn | None:
    path, record = Path(os.fsdecode(file.path)), file.record
    if not path.is_file() or file_digest(path) != record.digest:
        return None
    topic = open_draft(workspace, file.audit).topic
    encrypted = already_encrypted(path, topic, workspace.clock())
    return MadeReturn(path, record.reference, record.number, path.stat().st_size, record.digest, encrypted)
