"""The approved file of a return that was made here: taken in, recorded with its draft, and found again for sending."""

from __future__ import annotations

import datetime as dt
import itertools
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from s11desk.app.audits.drafts import Draft, normal_id, open_draft
from s11desk.app.home.leftovers import remember_folder
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.mailing.mail import record_wanted_changes
from s11desk.app.returns.making.known_places import path_of_return
from s11desk.app.returns.making.make import MadeReturn
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.seen_return import SeenReturn, copy_unchanged, is_copy
from s11desk.app.returns.verifying.verify import Verdict
from s11desk.app.saved_names import RETURN_ENDING, stranger_name
from s11desk.bundle.container.container_reader import read_signed_pdfs
from s11desk.bundle.read_return import roles_of
from s11desk.domain.audits.audit import ReturnRecord
from s11desk.domain.returns.prepared_as import PreparedAs
from s11desk.domain.returns.return_verdict import Standing
from s11desk.errors.draft_errors import AuditDamaged, AuditUnknown, TopicDamaged
from s11desk.files.durable import make_folder, writing
from s11desk.files.presence import Presence, file_presence, folder_presence, is_name_free
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.signing.signature_facts import SignerFacts
from s11desk.store.drafts.mail_log import ApprovedFile, Prepared, all_prepared, keep_prepared
from s11desk.store.drafts.return_files import recorded_files

_OURS = frozenset({Standing.OWN, Standing.KNOWN})


@dataclass(frozen=True, slots=True)
class OwnReturn:
    """A return of this home that was approved. ``asked``: when it was prepared for the approver; None if it was not."""

    asked: dt.datetime | None = None


def find_own_return(workspace: Workspace, verdict: Verdict) -> OwnReturn | None:
    """The return of this home that the file of ``verdict`` approves, with the same answers; None if there is none."""
    found = _own_record(workspace, verdict)
    if found is None:
        return None
    draft, record = found
    notes = all_prepared(workspace.drafts, draft.audit.id)
    asked = [one.at for one in notes if (one.reference, one.how) == (record.reference, PreparedAs.TO_APPROVER)]
    return OwnReturn(asked[-1] if asked else None)


def take_in_approved(workspace: Workspace, verdict: Verdict) -> str:
    """Keep an approved file beside the return that it approves, and record it with the draft. Returns the draft's id.

    The file that was opened stays as it is: it may be in the temporary folder of a mail program. If a file with its
    name and its bytes is beside the return already, that one is kept, and no second copy is made. Raises
    ``ReturnNotVerified`` if it approves no return of this home, ``ReturnChanged``, and what reading and writing raise.
    """
    found = _own_record(workspace, verdict)
    if found is None:
        raise ReturnNotVerified(path=verdict.path, verdict=verdict)
    draft, record = found
    out = _place_of_copy(
        _folder_of(workspace, draft, record), stranger_name(verdict.path.stem, RETURN_ENDING), verdict.seen
    )
    if is_name_free(out):
        with writing(out, private=False, fresh=True) as target:
            copy_unchanged(verdict.seen, target)
    _record(workspace, draft.audit.id, record.reference, out, _signers_of(verdict))
    return draft.audit.id


def record_approval(workspace: Workspace, approved: MadeReturn) -> str:
    """Record an approved file that was just made here, if its return is of this home. Returns the draft's id, or "".

    A locked file is not recorded: the one for the partnership is made from it later.
    """
    draft = _draft_of(workspace, approved.reference)
    if draft is None or approved.encrypted is not None:
        return ""
    if not any(one.reference == approved.reference for one in draft.audit.exports):
        return ""
    _record(workspace, draft.audit.id, approved.reference, approved.path, approved.signers)
    return draft.audit.id


def keep_wanted_changes(workspace: Workspace, verdict: Verdict, words: str) -> str:
    """Record what an approver wants changed, if the return is of this home. Returns the draft's id, or "".

    Raises ``TextTooLong``.
    """
    audit_file = verdict.read.audit_file
    reference = audit_file.return_facts.reference if audit_file is not None and verdict.is_verified else ""
    draft = _draft_of(workspace, reference) if reference else None
    if draft is None or all(one.reference != reference for one in draft.audit.exports):
        return ""
    record_wanted_changes(workspace, draft.audit.id, reference, words)
    return draft.audit.id


def find_approved(workspace: Workspace, audit_id: str, reference: str) -> MadeReturn | None:
    """The approved file of a return with the most signatures, if one is recorded and is as it was. Reads all of it.

    Of those with as many, the newest. People who signed another copy, in parallel, are in ``signed_apart``.
    """
    notes = all_prepared(workspace.drafts, audit_id)
    newest_first = [note.approved for note in reversed(notes) if note.reference == reference and note.approved]
    files = sorted(newest_first, key=lambda file: -len(file.signers))
    found = (made for file in files if (made := _made_return(workspace, reference, file)) is not None)
    made_return = next(found, None)
    return replace(made_return, signed_apart=_apart(made_return, files)) if made_return is not None else None


def _apart(made_return: MadeReturn, files: Iterable[ApprovedFile]) -> tuple[SignerFacts, ...]:
    """Who signed only other copies. A copy is never merged with another: each signature covers all before it."""
    here = {signer.fingerprint for signer in made_return.signers}
    others = {signer.fingerprint: signer for file in files for signer in file.signers}
    return tuple(signer for fingerprint, signer in others.items() if fingerprint not in here)


def _made_return(workspace: Workspace, reference: str, file: ApprovedFile) -> MadeReturn | None:
    path = path_of_return(workspace.home, file.path)
    if path is None or file_presence(path) is not Presence.YES or file_digest(path) != file.sha256:
        return None
    with reading_errors(path), open_regular(path) as stream:
        roles = roles_of(read_signed_pdfs(stream))
    number, size = _number_of(reference), path.stat().st_size
    return MadeReturn(path, reference, number, size, file.sha256, signers=file.signers, roles=roles)


def _own_record(workspace: Workspace, verdict: Verdict) -> tuple[Draft, ReturnRecord] | None:
    """The draft and the record of the return that ``verdict`` approves; None if it is not one of this home."""
    audit_file = verdict.read.audit_file
    if audit_file is None or not verdict.is_verified or not verdict.read.container.is_countersigned:
        return None
    if verdict.topic is None or verdict.topic.encrypt_to or verdict.standings[0].standing not in _OURS:
        return None
    draft = _draft_of(workspace, audit_file.return_facts.reference)
    if draft is None:
        return None
    wanted = (audit_file.return_facts.reference, audit_file.sign_offs[0].content)
    record = next((one for one in draft.audit.exports if (one.reference, one.content) == wanted), None)
    return (draft, record) if record is not None else None


def _signers_of(verdict: Verdict) -> tuple[SignerFacts, ...]:
    return tuple(one.cms.signer for one in verdict.read.signatures if one.cms.signer is not None)


def _draft_of(workspace: Workspace, reference: str) -> Draft | None:
    try:
        return open_draft(workspace, normal_id(reference.rpartition("-")[0]))
    except (AuditUnknown, AuditDamaged, TopicDamaged):
        return None


def _number_of(reference: str) -> int:
    number = reference.rpartition("-")[2]
    return int(number) if number.isdecimal() else 0


def _folder_of(workspace: Workspace, draft: Draft, record: ReturnRecord) -> Path:
    """The folder of the first return; the home's own if that one is not there any more."""
    files = (file for file in recorded_files(workspace.drafts, draft.audit.id) if file.record == record)
    place = next((path_of_return(workspace.home, file.path) for file in files), None)
    if place is not None and folder_presence(place.parent) is Presence.YES:
        remember_folder(workspace.home, place.parent)
        return place.parent
    make_folder(workspace.home.returns, private=True)
    return workspace.home.returns


def _place_of_copy(folder: Path, name: str, seen: SeenReturn) -> Path:
    """The first place in ``folder`` that is free or has the bytes of ``seen`` already."""
    path = folder / name
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(2))
    return next(one for one in itertools.chain([path], numbered) if is_name_free(one) or is_copy(seen, one))


def _record(workspace: Workspace, audit_id: str, reference: str, path: Path, signers: tuple[SignerFacts, ...]) -> None:
    file = ApprovedFile(os.fsencode(path.absolute()), file_digest(path), signers)
    keep_prepared(
        workspace.drafts, audit_id, Prepared(workspace.clock(), reference, PreparedAs.APPROVED, approved=file)
    )
