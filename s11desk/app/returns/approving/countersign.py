"""Countersign a return: the approver signs its PDF and its bundle, on this computer or another."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO

import msgspec

from s11desk import signing
from s11desk.app.home.known_returns import opened_returns
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import work_folder
from s11desk.app.identity.receiving_home import receiving_of
from s11desk.app.identity.signing_identity import Holder, current_identity, identity_path
from s11desk.app.returns.approving.approving_roles import open_roles, require_role, topic_of
from s11desk.app.returns.making.encrypt import ENDING as ENCRYPTED_ENDING
from s11desk.app.returns.making.finished_return import FinishedReturn, ReturnPaths, finished_return, return_paths
from s11desk.app.returns.making.make import MadeReturn
from s11desk.app.returns.making.record import file_digest
from s11desk.app.returns.making.return_pages import spoken_signature, write_stamp
from s11desk.app.returns.verifying.home_topics import HomeTopics
from s11desk.app.returns.verifying.not_verified import ReturnNotVerified
from s11desk.app.returns.verifying.seen_return import copy_unchanged, last_pdf
from s11desk.app.returns.verifying.verify import Verdict, verify_return
from s11desk.app.saved_names import RETURN_ENDING, decrypted_name, stranger_name
from s11desk.bundle.audit_file import AuditFile
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_writer import Member, append_countersignature, file_member
from s11desk.bundle.container.file_layout import AUDIT_PDF
from s11desk.bundle.read_return import PDF_OF_ROLE
from s11desk.domain.audits.audit import Person
from s11desk.domain.returns.approval_remarks import ApprovalRemark, SignedBy, filled_in_by, find_approval_remarks
from s11desk.domain.returns.likely_approver import likely_approver
from s11desk.domain.returns.return_verdict import Receiving
from s11desk.domain.text.same_name import is_same_name
from s11desk.domain.topics.signer_role import Role
from s11desk.errors import IntegrityError, UserError
from s11desk.errors.passphrase_errors import PassphraseMissing
from s11desk.errors.return_errors import (
    ApproverIsCompleter,
    ApproverSignedAlready,
    ReceiverApproves,
    ReturnChanged,
    ReturnCountersigned,
)
from s11desk.files.durable import writing
from s11desk.files.presence import is_there
from s11desk.files.system_errors import writing_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress, stop_if_cancelled
from s11desk.signing.cms import sign_detached
from s11desk.signing.identity.identity_summary import IdentitySummary
from s11desk.signing.identity.keyfile import check_new_passphrase
from s11desk.signing.identity.lifecycle import require_valid, show, unlock, unlock_file
from s11desk.signing.signature_facts import PdfRole, SignerFacts
from s11desk.signing.signer import Signer

ENDING = "-approved"


@dataclass(frozen=True, slots=True)
class Approver:
    """The identity on this computer that may approve a return. ``identity`` is None if it does not exist yet.

    ``has_signed``: it has already signed this return, so somebody else has to. ``remarks``: reasons to warn but not to
    refuse, because two people may have the same name. ``likely``: who will probably approve it, by its answers.
    ``filled_in_by``: the name of who completed it, if the file shows that this is somebody else; otherwise empty.
    """

    holder: Holder
    identity: IdentitySummary | None
    remarks: tuple[ApprovalRemark, ...] = ()
    has_signed: bool = False
    likely: Person | None = None
    filled_in_by: str = ""


@dataclass(frozen=True, slots=True)
class ApproverKey:
    """The approver's .p12 file, the passphrase that unlocks it, and the time that the signature gives.

    ``file_passphrase``: locks the countersigned return, if the topic asks for encryption. ``role``: the role in which
    they sign; None for the only one in which nobody has signed yet.
    """

    file: Path
    passphrase: str
    signed_at: dt.datetime
    file_passphrase: str = ""
    role: Role | None = None


def find_approver(home: Home, verdict: Verdict) -> Approver:
    """Find the identity that may approve this return here. Raises ``IdentityUnreadable`` or ``IdentityUnmatched``."""
    holder = _approver_holder(home, verdict)
    identity = current_identity(home, holder)
    if identity is None:
        return Approver(holder, identity, likely=_reader_before(home, verdict) or likely_approver_of(verdict))
    has_signed = identity.key_digest in {signature.cms.key_digest for signature in verdict.read.signatures}
    remarks, other = _remarks(verdict, identity), _filled_in_by(verdict, identity)
    return Approver(holder, identity, remarks, has_signed, filled_in_by=other)


def _reader_before(home: Home, verdict: Verdict) -> Person | None:
    """Who asked for changes here in a return of the same person, by the name that they typed; None if nobody did, or
    the answers name them too.
    """
    signer = verdict.read.signatures[0].cms.signer if verdict.read.signatures else None
    files = opened_returns(home) if signer is not None else ()
    name = next((one.reader for one in files if one.reader and signer and one.signer == signer.fingerprint), "")
    likely = likely_approver_of(verdict)
    if not name or (likely is not None and is_same_name(name, likely.name)):
        return None  # the answers say more of them than the name
    return Person(role="", name=name)


def likely_approver_of(verdict: Verdict) -> Person | None:
    """Who will probably approve a return, by the people that its answers name; None if that is not one person."""
    audit_file = verdict.read.audit_file
    before = [SignedBy(one.name, one.email) for one in _signers(verdict)]
    return likely_approver(before, audit_file.answers) if audit_file is not None else None


def approver_remarks(key_file: Path, verdict: Verdict) -> tuple[ApprovalRemark, ...]:
    """What suggests that the holder of ``key_file`` has signed the return. Empty if the holder cannot be read."""
    try:
        return _remarks(verdict, show(key_file))
    except UserError:
        return ()


def _remarks(verdict: Verdict, approver: IdentitySummary) -> tuple[ApprovalRemark, ...]:
    before, audit_file = [SignedBy(one.name, one.email) for one in _signers(verdict)], verdict.read.audit_file
    if not before or audit_file is None:
        return ()
    signing_now = SignedBy(approver.name, approver.email)
    return find_approval_remarks(before, signing_now, verdict.topic, audit_file.answers)


def _filled_in_by(verdict: Verdict, approver: IdentitySummary) -> str:
    before, audit_file = [SignedBy(one.name, one.email) for one in _signers(verdict)], verdict.read.audit_file
    answers = audit_file.answers if audit_file is not None else ()
    return filled_in_by(before, SignedBy(approver.name, approver.email), verdict.topic, answers)


def require_approver(home: Home, verdict: Verdict, now: dt.datetime) -> Path:
    """Find the key file that may approve this return here, before anybody has to type a passphrase.

    Raises ``ReceiverApproves`` in a home that receives returns or seems to, ``ApproverIsCompleter`` if only the
    completer has an identity here, and what ``require_valid`` raises.
    """
    if receiving_of(home, verdict.topic, verdict.agency) is not Receiving.NO:
        raise ReceiverApproves()
    holder = _approver_holder(home, verdict)
    path = identity_path(home, holder)
    completer = _completer(verdict)
    if completer is not None and is_there(home.identity) and not is_there(path):
        raise ApproverIsCompleter(name=completer.name)
    require_valid(identity_path(home, holder), now)
    return path


def countersign(
    home: Home,
    seen: Verdict,
    folder: Path,
    key: ApproverKey,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> MadeReturn:
    """Add the approver's signature to the return that they have ``seen``. Write a new file into ``folder``.

    The first return stays as it is, and its signature stays valid in the new one. If the topic asks for encryption,
    the new one is locked with a passphrase: the person who sends the return makes the envelope to the partnership. No
    file is ever replaced. Raises ``ReturnChanged`` if it is another one by now; ``ReturnNotVerified`` (``verdict``),
    ``ReturnCountersigned``, ``RoleSigned``, ``RoleNotChosen``, ``ApproverIsCompleter``, ``ApproverSignedAlready``; what
    unlocking, reading and writing raise; Cancelled; IntegrityError. No file is named.
    """
    topics = HomeTopics(home)
    verdict = _require_same(seen, topics, progress, cancel)
    topic, file_passphrase, role = topic_of(verdict), _file_passphrase(verdict, key), require_role(verdict, key.role)
    signer, now = _unlock_approver(home, key, verdict), key.signed_at
    paths, sign = _paths(home, folder, verdict, role), partial(sign_detached, signer=signer, now=now)
    with work_folder(home, now) as work, finished_return(paths, topic, cancel, passphrase=file_passphrase) as files:
        with writing_errors(files.own.target):
            member, facts = _sign_copy(verdict, files.own.stream, work, signer, now, role), verdict.read.container
            stop_if_cancelled(cancel)
            append_countersignature(files.own.stream, facts, member, sign, progress=progress, cancel=cancel)
            files.own.finish()
        _require_countersigned(files.own.path, verdict, topics, cancel)
        return _seal_and_name(files, verdict, signer.facts, now, role)


def _paths(home: Home, folder: Path, verdict: Verdict, role: Role) -> ReturnPaths:
    return return_paths(home, folder, _name(verdict, role), topic_of(verdict))


def _sign_copy(verdict: Verdict, out: BinaryIO, work: Path, signer: Signer, now: dt.datetime, role: Role) -> Member:
    """Copy the return to ``out``, and sign the PDF in the copy."""
    copy_unchanged(verdict.seen, out)
    contents, audit_file = Contents(out, verdict.read.container), verdict.read.intact_file
    return file_member(PDF_OF_ROLE[role], _countersign_pdf(contents, audit_file, work, signer, now, role))


def _seal_and_name(
    files: FinishedReturn, verdict: Verdict, signer: SignerFacts, now: dt.datetime, role: Role
) -> MadeReturn:
    files.seal()
    made_return = _describe_return(files, verdict, signer, now, role)
    for file in files.in_order():
        file.name()
    return made_return


def _file_passphrase(verdict: Verdict, key: ApproverKey) -> str:
    """The passphrase that locks the new return; empty if the topic asks for no encryption.

    Raises ``PassphraseMissing``.
    """
    if not topic_of(verdict).encrypt_to:
        return ""
    if not key.file_passphrase:
        raise PassphraseMissing()
    check_new_passphrase(key.file_passphrase)
    return key.file_passphrase


def _name(verdict: Verdict, role: Role) -> str:
    """The name of the countersigned return: like that of the first, which may have been locked.

    Where two people approve, their copies have different names: each ends in the id of the role.
    """
    stem = PurePath(decrypted_name(verdict.path.name, ENCRYPTED_ENDING)).stem
    signs = topic_of(verdict).signing_role(role) if len(topic_of(verdict).open_roles(())) > 1 else None
    return stranger_name(f"{stem}{ENDING if signs is None else f'-{signs.id}'}", RETURN_ENDING)


def _describe_return(
    files: FinishedReturn, verdict: Verdict, signer: SignerFacts, now: dt.datetime, role: Role
) -> MadeReturn:
    """Describe the return before the files get their names, so that no read can fail once the return exists."""
    audit_file = verdict.read.audit_file
    reference, number = (audit_file.return_facts.reference, audit_file.return_facts.number) if audit_file else ("", 0)
    size, digest = files.own.path.stat().st_size, file_digest(files.own.path)
    signers, roles = (*_signers(verdict), signer), (*(one.role for one in verdict.read.signatures), role)
    return MadeReturn(files.own.target, reference, number, size, digest, files.addressed(now), signers, roles)


def _signers(verdict: Verdict) -> tuple[SignerFacts, ...]:
    return tuple(signature.cms.signer for signature in verdict.read.signatures if signature.cms.signer is not None)


def _require_countersigned(written: Path, first: Verdict, topics: HomeTopics, cancel: Cancel) -> None:
    again = verify_return(written, topics=topics, deep=True, cancel=cancel)
    is_longer = again.read.signatures[:-1] == first.read.signatures
    if not again.is_verified or not is_longer or again.read.audit_file != first.read.audit_file:
        raise IntegrityError("the countersigned return does not read back as it was written")


def _unlock_approver(home: Home, key: ApproverKey, verdict: Verdict) -> Signer:
    """Unlock the key file of somebody who may approve the return. Raises ``ApproverIsCompleter``.

    Only an identity of this home is repaired if its key and certificate do not match.
    """
    is_at_home = key.file in {home.identity, home.approver}
    unlock_key = unlock if is_at_home else unlock_file
    signer = unlock_key(key.file, key.passphrase, key.signed_at)
    _refuse_same_signer(verdict, signer)
    return signer


def _require_same(seen: Verdict, topics: HomeTopics, progress: Progress, cancel: Cancel) -> Verdict:
    """Verify again the return that the approver has seen. ``topics``: those of this home."""
    verdict = verify_return(seen.copy or seen.path, topics=topics, deep=True, progress=progress, cancel=cancel)
    if verdict.read.container != seen.read.container:
        raise ReturnChanged(path=seen.path)
    return require_approvable(msgspec.structs.replace(verdict, path=seen.path, copy=seen.copy))


def require_approvable(verdict: Verdict) -> Verdict:
    """Check that an approver may sign this return. Raises ``ReturnNotVerified`` or ``ReturnCountersigned``."""
    if not verdict.is_verified:
        raise ReturnNotVerified(path=verdict.path, verdict=verdict)
    if not open_roles(verdict):
        raise ReturnCountersigned(path=verdict.path)
    return verdict


def _approver_holder(home: Home, verdict: Verdict) -> Holder:
    """The approver, if they have an identity here. Otherwise the home's owner, unless they have signed this return.

    An own identity that cannot be read counts as another person's: signing repairs it and then compares again.
    """
    has_approver, has_own = is_there(home.approver), is_there(home.identity)
    if not has_own or (has_approver and not _has_signed(home, Holder.APPROVER, verdict)):
        return Holder.APPROVER
    return Holder.APPROVER if _has_signed(home, Holder.OWN, verdict) else Holder.OWN


def _has_signed(home: Home, holder: Holder, verdict: Verdict) -> bool:
    try:
        identity = current_identity(home, holder)
    except UserError:
        return False
    return identity is None or identity.key_digest in {one.cms.key_digest for one in verdict.read.signatures}


def _completer(verdict: Verdict) -> SignerFacts | None:
    return verdict.read.signatures[0].cms.signer if verdict.read.signatures else None


def _refuse_same_signer(verdict: Verdict, signer: Signer) -> None:
    """One person cannot sign in two roles: see "Who approves" in docs/domain.md."""
    for number, signature in enumerate(verdict.read.signatures):
        if signature.cms.signer is not None and signer.certificate.key_digest == signature.cms.key_digest:
            name = signature.cms.signer.name
            raise ApproverSignedAlready(name=name) if number else ApproverIsCompleter(name=name)


def _countersign_pdf(
    contents: Contents, audit_file: AuditFile, work: Path, signer: Signer, now: dt.datetime, signs_as: Role
) -> Path:
    first, stamp, signed = work / AUDIT_PDF, work / "stamp.pdf", work / PDF_OF_ROLE[signs_as]
    with writing(first, private=True) as out:
        contents.extract(last_pdf(contents.facts), out)
    with writing(stamp, private=True) as out:
        write_stamp(out, signer.facts, now, audit_file)
    with writing(signed, private=True) as out:
        role = PdfRole(signs_as.value)
        spoken = spoken_signature(signer.facts, audit_file)
        signing.sign_pdf(first, out, signer, signing.NewPdfSignature(role, role.value, now, stamp, spoken))
    return signed
