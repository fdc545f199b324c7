"""Look at one audit in a copy of the drafts, and bring it back: in its place, or beside the audit as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.audits.drafts import new_audit_id, normal_id
from s11desk.app.home.copy_workspace import open_copy
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Clock, Workspace
from s11desk.app.write_documents import write_print_copy
from s11desk.domain.audits.audit import Audit
from s11desk.domain.returns.document_kind import DocumentKind
from s11desk.errors.draft_errors import AuditDamaged
from s11desk.files.presence import Presence, presence
from s11desk.store.moves.adopting import adopt_audit, has_audit, mend_beside
from s11desk.store.rows.stored_draft import StoredDraft


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """The outcome of bringing an audit back.

    ``audit``: the id of the audit that came back. ``missing``: names of its files that are not in the home.
    """

    audit: str
    missing: tuple[str, ...]


def print_copy_of_audit(home: Home, copy: Path, audit_id: str, clock: Clock) -> Path:
    """Write an audit of a copy as a PDF to look at, into a folder inside the home. Changes neither home nor copy.

    Raises ``AuditUnknown``, what :func:`s11desk.app.home.copy_workspace.open_copy` raises, and what writing raises.
    """
    with open_copy(home, copy, clock) as earlier:
        return write_print_copy(earlier, audit_id, DocumentKind.DRAFT_COPY, "Audit from a copy")


def bring_audit_back(workspace: Workspace, copy: Path, audit_id: str, *, beside: bool = False) -> BroughtBack:
    """Bring one audit back from a copy. All other audits stay as they are.

    An audit that the home does not have comes back with its history and its returns. Otherwise its answers, action
    plan and files take the place of the present ones, as one change that can be undone; or, with ``beside``, they
    become another audit, with an id of its own and without the returns. A private note comes back if there is none
    now. An audit that is damaged now is replaced completely, after all drafts have been set aside. An audit that
    belongs to another version of the questions comes back beside.

    Raises ``AuditUnknown``, ``AuditDamaged`` (in the copy), and what
    :func:`s11desk.app.home.copy_workspace.open_copy` raises.
    """
    audit_id = normal_id(audit_id)
    with open_copy(workspace.home, copy, workspace.clock) as earlier:
        then = earlier.drafts.read(audit_id)
        if not has_audit(workspace.drafts, audit_id):
            adopt_audit(workspace.drafts, earlier.drafts, audit_id, workspace.stamp())
        elif _is_damaged(workspace, audit_id):
            workspace.drafts.set_aside(workspace.clock())
            adopt_audit(workspace.drafts, earlier.drafts, audit_id, workspace.stamp(), replaces=True)
        elif beside or _has_other_topic(workspace, then):
            audit_id = _begin_beside(workspace, then, earlier.drafts.topic_body(then.audit.topic_digest))
        else:
            _put_in_place(workspace, audit_id, then)
            mend_beside(workspace.drafts, earlier.drafts, audit_id)
    return BroughtBack(audit_id, _missing(workspace, then.audit))


def _is_damaged(workspace: Workspace, audit_id: str) -> bool:
    try:
        workspace.drafts.read(audit_id)
    except AuditDamaged:
        return True
    return False


def _has_other_topic(workspace: Workspace, then: StoredDraft) -> bool:
    return workspace.drafts.read(then.audit.id).audit.topic_digest != then.audit.topic_digest


def _put_in_place(workspace: Workspace, audit_id: str, then: StoredDraft) -> None:
    with workspace.drafts.changing(audit_id, workspace.stamp()) as change:
        change.bring_back(then.audit)
        noted = {note.question for note in change.notes}
        for note in then.notes:
            if note.question not in noted:
                change.put_note(note)


def _begin_beside(workspace: Workspace, then: StoredDraft, topic_body: bytes) -> str:
    stamp = workspace.stamp()
    audit = msgspec.structs.replace(
        then.audit, id=new_audit_id(), revision=1, changed=stamp.at, answers=(), evidence=(), actions=(), exports=()
    )
    workspace.drafts.begin(audit, topic_body, stamp)
    _put_in_place(workspace, audit.id, then)
    return audit.id


def _missing(workspace: Workspace, audit: Audit) -> tuple[str, ...]:
    items = audit.evidence
    return tuple(one.name for one in items if presence(workspace.vault.path(one.sha256)) is not Presence.YES)
