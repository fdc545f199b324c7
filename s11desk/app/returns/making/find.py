"""Find the file of a return that was made from a draft, to send it, print it or look at it."""

from __future__ import annotations

from pathlib import Path

from s11desk.app.audits.drafts import open_draft
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.approving.approval import find_approved
from s11desk.app.returns.making.encrypt import Encrypted, addressed, envelope_of
from s11desk.app.returns.making.known_places import path_of_return
from s11desk.app.returns.making.make import MadeReturn
from s11desk.app.returns.making.record import file_digest
from s11desk.bundle.container.container_reader import read_signatures, read_signed_pdfs
from s11desk.bundle.read_return import roles_of
from s11desk.domain.audits.content_digest import is_content
from s11desk.domain.topics.signer_role import Role
from s11desk.files.presence import Presence, file_presence
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.signing.cms import signer_in
from s11desk.signing.signature_facts import SignerFacts
from s11desk.store.drafts.return_files import ReturnFile, recorded_files


def find_return(workspace: Workspace, audit_id: str, reference: str) -> MadeReturn | None:
    """Find a return by its reference. Reads the whole file.

    An approved file of it comes first: that is the one to send.

    None if its file is gone or has changed, if its place does not answer, and if it was to be encrypted and the
    encrypted file is not there: nobody sends the other one. Raises ``AuditUnknown`` and what reading raises.
    """
    approved = find_approved(workspace, audit_id, reference)
    if approved is not None:
        return approved
    files = (file for file in recorded_files(workspace.drafts, audit_id) if file.record.reference == reference)
    return next((_find(workspace, file) for file in files), None)


def find_current_return(workspace: Workspace, audit_id: str) -> MadeReturn | None:
    """Find the last return. None if the draft has changed since, and whenever :func:`find_return` gives None."""
    draft = open_draft(workspace, audit_id)
    last = draft.audit.exports[-1] if draft.audit.exports else None
    if last is None or not is_content(draft.topic, draft.audit, last.content):
        return None
    return find_return(workspace, draft.audit.id, last.reference)


def _find(workspace: Workspace, file: ReturnFile) -> MadeReturn | None:
    path, record = path_of_return(workspace.home, file.path), file.record
    if path is None or not _is_as_made(path, record.digest):
        return None
    encrypted = None
    if open_draft(workspace, file.audit).topic.encrypt_to:
        encrypted = _find_encrypted(workspace, file, path)
        if encrypted is None:
            return None
    size, (signers, roles) = path.stat().st_size, _signers(path)
    return MadeReturn(path, record.reference, record.number, size, record.digest, encrypted, signers, roles)


def _signers(path: Path) -> tuple[tuple[SignerFacts, ...], tuple[Role, ...]]:
    """The signers of a return that this program made, which is unchanged. Reads the file's end and its signatures."""
    with reading_errors(path), open_regular(path) as stream:
        found = (signer_in(p7s) for p7s in read_signatures(stream))
        signers = tuple(signer for signer in found if signer is not None)
        return signers, roles_of(read_signed_pdfs(stream))


def _find_encrypted(workspace: Workspace, file: ReturnFile, path: Path) -> Encrypted | None:
    """The encrypted file. Version 0.1 put it beside the return and stored no digest of it."""
    sealed = path_of_return(workspace.home, file.sealed) if file.sealed else envelope_of(path)
    if sealed is None or not _is_as_made(sealed, file.sealed_digest):
        return None
    return addressed(sealed, sealed, open_draft(workspace, file.audit).topic, workspace.clock())


def _is_as_made(path: Path, digest: str) -> bool:
    """Whether the file is there and has this digest; an empty one is not compared."""
    return file_presence(path) is Presence.YES and (not digest or file_digest(path) == digest)
