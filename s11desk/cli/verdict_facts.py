"""A verdict for programs, as separate facts. Its form stays the same when the code changes."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from s11desk.cli.session import path_text
from s11desk.domain.returns.approval_remarks import ApprovalRemark
from s11desk.domain.returns.foreign_file import ForeignKind
from s11desk.domain.returns.return_verdict import (
    EvidenceRemarkKind,
    Outcome,
    PagesCompared,
    Standing,
    TopicStanding,
)
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic_texts import SigningRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from s11desk.app.identity.signer_standings import SignerStanding
    from s11desk.app.returns.verifying.check_claims import ClaimsCheck
    from s11desk.app.returns.verifying.signed_apart import SignedApart
    from s11desk.app.returns.verifying.verify import Verdict
    from s11desk.bundle.read_return import ReadSignature
    from s11desk.signing.signature_facts import SignerFacts


class PrintedSignature(msgspec.Struct, frozen=True):
    """One signature. ``covers``: the files that it signs. ``known_as``: the name on the receiver's list, or empty.

    ``signs_as``: the role that the topic asks for, or null if the topic names none.
    """

    role: str
    valid: bool
    fault: str | None
    signer: SignerFacts | None
    signed_at: dt.datetime | None
    covers: tuple[str, ...]
    standing: Standing
    known_as: str
    signs_as: SigningRole | None = None


class PrintedRemark(msgspec.Struct, frozen=True):
    """A remark on a file of evidence; ``part`` is the name of the file inside the return."""

    kind: EvidenceRemarkKind
    part: str


class PrintedVerdict(msgspec.Struct, frozen=True):
    """A verdict as ``--json`` prints it.

    ``outcome``: the answer, as the exit code gives it. ``verified``: readable, intact, complete, every signature valid,
    and the pages show the same as the data, no matter who signed it. ``unchanged``: the same, but the pages may not
    have been compared. ``reason``: the first fault. ``pages``: whether pages, workbook and data were compared.
    ``known``: every signature is valid, and by a signer on the list or of this computer. ``questions``: whether this
    home has them. ``claims``: the ``faults`` among them, each of which contradicts another part, and ``remarks`` that a
    reader should know. ``to_sign``: the roles that the topic asks for and in which nobody has signed.
    ``signed_apart_from``: files given with it that are copies of the same return with signatures of others.
    """

    file: str
    outcome: Outcome
    verified: bool
    unchanged: bool
    reason: str | None
    pages: PagesCompared
    readable: bool
    intact: bool
    complete: bool
    known: bool
    approved: bool
    container_fault: str | None
    content_fault: str | None
    signatures: tuple[PrintedSignature, ...]
    pdf_valid: bool | None
    reference: str | None
    number: int | None
    replaces: str | None
    agency: str | None
    topic: str | None
    gaps: int
    claims: ClaimsCheck
    remarks: tuple[PrintedRemark, ...] = ()
    approval_remarks: tuple[ApprovalRemark, ...] = ()
    foreign: ForeignKind | None = None
    questions: TopicStanding | None = None
    to_sign: tuple[SigningRole, ...] = ()
    signed_apart_from: tuple[str, ...] = ()


def verdict_facts(verdict: Verdict, apart: Sequence[SignedApart] = ()) -> PrintedVerdict:
    """The facts that ``s11desk verify --json`` prints of one file. ``apart``: copies that were signed apart."""
    others = (path for one in apart if verdict.path in one.paths for path in one.paths if path != verdict.path)
    return msgspec.structs.replace(
        _facts(verdict),
        approval_remarks=verdict.approval_remarks,
        remarks=tuple(PrintedRemark(remark.kind, remark.part) for remark in verdict.remarks),
        foreign=verdict.read.foreign.kind if verdict.read.foreign else None,
        questions=verdict.topic_standing,
        to_sign=tuple(filter(None, (_signs_as(verdict, role) for role in verdict.roles_to_sign))),
        signed_apart_from=tuple(dict.fromkeys(map(path_text, others))),
    )


def _facts(verdict: Verdict) -> PrintedVerdict:
    read, audit_file, standings = verdict.read, verdict.read.audit_file, verdict.standings
    facts = audit_file.return_facts if audit_file else None
    return PrintedVerdict(
        file=path_text(verdict.path),
        outcome=verdict.outcome,
        verified=verdict.is_verified,
        unchanged=verdict.is_unchanged,
        reason=verdict.unverified.reason.value if verdict.unverified else None,
        pages=verdict.comparison.pages,
        readable=read.container.readable,
        intact=read.is_intact,
        complete=verdict.is_complete,
        known=bool(standings) and {found.standing for found in standings} <= {Standing.OWN, Standing.KNOWN},
        approved=read.is_intact and len(read.signatures) > 1,
        container_fault=read.container.fault.kind.value if read.container.fault else None,
        content_fault=read.content_fault.value if read.content_fault else None,
        signatures=tuple(map(partial(_signature, verdict), read.signatures, standings)),
        pdf_valid=verdict.pdf_agrees if verdict.pdf else None,
        reference=facts.reference if facts else None,
        number=facts.number if facts else None,
        replaces=(facts.replaces or None) if facts else None,
        agency=audit_file.agency if audit_file else None,
        topic=audit_file.topic.id if audit_file else None,
        gaps=len(verdict.gaps),
        claims=verdict.claims,
    )


def _signs_as(verdict: Verdict, role: Role) -> SigningRole | None:
    return verdict.topic.signing_role(role) if verdict.topic is not None else None


def _signature(verdict: Verdict, signature: ReadSignature, standing: SignerStanding) -> PrintedSignature:
    return PrintedSignature(
        role=signature.role.value,
        valid=signature.cms.is_valid,
        fault=signature.cms.fault.value if signature.cms.fault else None,
        signer=signature.cms.signer,
        signed_at=signature.cms.signed_at,
        covers=signature.covers,
        standing=standing.standing,
        known_as=standing.name,
        signs_as=_signs_as(verdict, signature.role),
    )
