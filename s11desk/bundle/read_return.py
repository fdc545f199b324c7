"""Reads a return bundle: its form, its signatures, and whether its parts agree. A bad bundle never raises."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import BinaryIO

import msgspec
from msgspec.structs import replace

from s11desk.bundle.audit_file import (
    MAX_AUDIT_FILE_SIZE,
    AuditFile,
    SignOff,
    UnreadableAuditFile,
    decode_audit_file,
    has_forbidden_text,
)
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts
from s11desk.bundle.container.container_reader import read_container
from s11desk.bundle.container.file_layout import (
    AUDIT_JSON,
    AUDIT_PDF,
    COUNTERSIGNED_PDF,
    EVIDENCE_FOLDER,
    SECOND_APPROVER_PDF,
    TOPIC_JSON,
    signed_pdfs,
)
from s11desk.bundle.pdf_structure import find_pdf_fault
from s11desk.domain.returns.foreign_file import ForeignFile
from s11desk.domain.topics.signer_role import Role
from s11desk.progress import Cancel, Progress
from s11desk.signing.cms import verify_detached
from s11desk.signing.fingerprints import spoken_form
from s11desk.signing.signature_facts import CmsFacts, SignerFacts

MAX_TOPIC_SIZE = 32 * 1024 * 1024
"""Bytes. No topic pack makes a file as large as this; a larger file is refused before it is read."""

PDF_OF_ROLE: dict[Role, str] = {
    Role.COMPLETER: AUDIT_PDF,
    Role.APPROVER: COUNTERSIGNED_PDF,
    Role.SECOND_APPROVER: SECOND_APPROVER_PDF,
}
"""The PDF that a person signs in each role. Its name states the role, and the signature over the bundle covers it."""
_ROLE_OF_PDF = {pdf: role for role, pdf in PDF_OF_ROLE.items()}

_BLOCK = 1024 * 1024


class ContentFault(StrEnum):
    """Why the parts of a canonical bundle do not fit together."""

    AUDIT_UNREADABLE = "audit-unreadable"
    AUDIT_NEWER = "audit-newer"
    TEXT_FORBIDDEN = "text-forbidden"
    TOPIC_TOO_LARGE = "topic-too-large"
    TOPIC_DIFFERS = "topic-differs"
    EVIDENCE_DIFFERS = "evidence-differs"
    EVIDENCE_NAME = "evidence-name"
    EVIDENCE_ENDING = "evidence-ending"
    EVIDENCE_NOT_ALLOWED = "evidence-not-allowed"
    EVIDENCE_SIZE = "evidence-size"
    EVIDENCE_TOO_MANY = "evidence-too-many"
    EVIDENCE_PROGRAM = "evidence-program"
    EVIDENCE_CONTENT = "evidence-content"
    EVIDENCE_LOCKED = "evidence-locked"
    EVIDENCE_DAMAGED = "evidence-damaged"
    SIGNER_DIFFERS = "signer-differs"
    APPROVER_SAME = "approver-same"
    ROLE_UNASKED = "role-unasked"
    COUNTERSIGNED_DIFFERS = "countersigned-differs"
    PDF_STRUCTURE = "pdf-structure"
    PDF_ACTIVE = "pdf-active"
    PDF_ATTACHMENT = "pdf-attachment"


class ReadSignature(msgspec.Struct, frozen=True):
    """One signature over the bundle. ``covers``: the names of the files that its manifest lists."""

    role: Role
    cms: CmsFacts
    covers: tuple[str, ...]


class ReadReturn(msgspec.Struct, frozen=True):
    """The result of reading a bundle. ``audit_file`` is None if the form is not canonical or it cannot be read.

    ``foreign``: what the file is, if it is not a return in the form that this program makes; :func:`read_return` leaves
    it out. ``faulty_part``: the file inside the bundle that has the content fault; empty if it is in no single file.

    If there is no fault, ``topic.json`` has the digest that ``audit.json`` states and is not over ``MAX_TOPIC_SIZE``.
    """

    container: ContainerFacts
    signatures: tuple[ReadSignature, ...] = ()
    audit_file: AuditFile | None = None
    content_fault: ContentFault | None = None
    faulty_part: str = ""
    foreign: ForeignFile | None = None

    @property
    def is_intact(self) -> bool:
        """The form is canonical, the parts agree, and every signature is valid."""
        signed = bool(self.signatures) and all(signature.cms.is_valid for signature in self.signatures)
        return self.container.canonical and self.content_fault is None and signed

    @property
    def intact_file(self) -> AuditFile:
        """The data of an intact return, which always has it. Raises ValueError if there is none."""
        if self.audit_file is None:
            raise ValueError("only an intact return has data")
        return self.audit_file


def read_return(
    source: BinaryIO,
    *,
    looks_into_pdf: bool = True,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> ReadReturn:
    """Read a return bundle from a seekable file. Raises :class:`Cancelled`; an OSError passes through.

    ``looks_into_pdf``: False leaves the form of the PDF for later; until then nobody may be shown the PDF.
    """
    facts = read_container(source, progress=progress, cancel=cancel)
    if not facts.canonical:
        return ReadReturn(facts)
    read = _read_contents(facts, _signatures(facts), contents := Contents(source, facts))
    if not looks_into_pdf or read.audit_file is None or read.content_fault is not None:
        return read
    fault, part = _pdf_fault(facts, contents)
    return replace(read, content_fault=fault, faulty_part=part)


def read_returns(sources: Sequence[BinaryIO], *, cancel: Cancel | None = None) -> tuple[ReadReturn, ...]:
    """As :func:`read_return` of each of ``sources``, for small files, without looking into their PDFs.

    Each step is done with all of them before the next step begins, so that a processor has at hand what the step needs.
    That takes a quarter less time.
    """
    read = [(source, read_container(source, cancel=cancel)) for source in sources]
    signed = [(source, facts, _signatures(facts)) for source, facts in read]
    return tuple(
        _read_contents(facts, signatures, Contents(source, facts)) if facts.canonical else ReadReturn(facts)
        for source, facts, signatures in signed
    )


def _signatures(facts: ContainerFacts) -> tuple[ReadSignature, ...]:
    """The signatures of a canonical bundle, verified; none of another."""
    if not facts.canonical:
        return ()
    return tuple(
        ReadSignature(role, verify_detached(stored.manifest, stored.p7s), stored.covers)
        for role, stored in zip(roles_of(signed_pdfs(facts.names)), facts.signatures, strict=True)
    )


def roles_of(pdfs: Sequence[str]) -> tuple[Role, ...]:
    """The roles in which these PDFs are signed, in the same order."""
    return tuple(_ROLE_OF_PDF[pdf] for pdf in pdfs)


def _read_contents(facts: ContainerFacts, signatures: tuple[ReadSignature, ...], contents: Contents) -> ReadReturn:
    audit_file, fault = _audit_file(facts, contents)
    if audit_file is None or fault is not None:
        return ReadReturn(facts, signatures, audit_file, fault)
    if facts.entry(TOPIC_JSON).size > MAX_TOPIC_SIZE:
        return ReadReturn(facts, signatures, audit_file, content_fault=ContentFault.TOPIC_TOO_LARGE)
    fault = _find_disagreement(facts, signatures, audit_file)
    if fault is None and not _each_pdf_extends_the_one_before(contents):
        fault = ContentFault.COUNTERSIGNED_DIFFERS
    return ReadReturn(facts, signatures, audit_file, fault)


def _audit_file(facts: ContainerFacts, contents: Contents) -> tuple[AuditFile | None, ContentFault | None]:
    if facts.entry(AUDIT_JSON).size > MAX_AUDIT_FILE_SIZE:
        return None, ContentFault.AUDIT_UNREADABLE
    try:
        content = contents.read_member(AUDIT_JSON, MAX_AUDIT_FILE_SIZE)
        return decode_audit_file(content), ContentFault.TEXT_FORBIDDEN if has_forbidden_text(content) else None
    except UnreadableAuditFile as error:
        return None, ContentFault.AUDIT_NEWER if error.is_newer else ContentFault.AUDIT_UNREADABLE


def _find_disagreement(
    facts: ContainerFacts, signatures: tuple[ReadSignature, ...], audit_file: AuditFile
) -> ContentFault | None:
    if facts.entry(TOPIC_JSON).sha256 != audit_file.topic.digest:
        return ContentFault.TOPIC_DIFFERS
    stated = sorted((item.path, item.size, item.sha256) for item in audit_file.evidence)
    entries = [entry for entry in facts.entries if entry.name.startswith(EVIDENCE_FOLDER)]
    if stated != sorted((entry.name, entry.size, entry.sha256) for entry in entries):
        return ContentFault.EVIDENCE_DIFFERS
    if not _signer_agrees(signatures, audit_file):
        return ContentFault.SIGNER_DIFFERS
    keys = [signature.cms.key_digest for signature in signatures if signature.cms.key_digest]
    return None if len(set(keys)) == len(keys) else ContentFault.APPROVER_SAME


def _pdf_fault(facts: ContainerFacts, contents: Contents) -> tuple[ContentFault | None, str]:
    """The fault of the PDF with every signature, and its name. It begins with the first PDF, so one check is enough."""
    name = signed_pdfs(facts.names)[-1]
    with contents.open_member(name) as pdf:
        fault = find_pdf_fault(pdf)
    return (None, "") if fault is None else (ContentFault(fault.value), name)


def _each_pdf_extends_the_one_before(contents: Contents) -> bool:
    """Check that each PDF only adds to the one before: every approver saw what the others signed before."""
    return all(_extends(contents, one, other) for one, other in pairwise(signed_pdfs(contents.facts.names)))


def _extends(contents: Contents, one: str, other: str) -> bool:
    with contents.open_member(one) as first, contents.open_member(other) as second:
        while block := first.read(_BLOCK):
            if second.read(len(block)) != block:
                return False
        return bool(second.read(1))


def _signer_agrees(signatures: tuple[ReadSignature, ...], audit_file: AuditFile) -> bool:
    """Check that ``audit.json`` names the completer and nobody else, and that the completer signed the bundle."""
    signer = signatures[0].cms.signer if signatures else None
    if len(audit_file.sign_offs) != 1 or audit_file.sign_offs[0].role is not Role.COMPLETER:
        return False
    return signer is None or _signer_of(audit_file.sign_offs[0]) == signer


def _signer_of(sign_off: SignOff) -> SignerFacts:
    return SignerFacts(
        name=sign_off.name,
        job_title=sign_off.job_title,
        organisation=sign_off.organisation,
        email=sign_off.email,
        fingerprint=sign_off.fingerprint,
        fingerprint_spoken=spoken_form(sign_off.fingerprint),
    )
