"""Verify a return: a frozen verdict of separate facts. Whatever the file, this only reads it."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from s11desk.app.identity.known_signers import KnownSigner, SignerStanding, standing_of
from s11desk.bundle.audit_file import AuditFile, TopicNamed, audit_of
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts
from s11desk.bundle.container.file_layout import AUDIT_PDF, COUNTERSIGNED_PDF, TOPIC_JSON
from s11desk.bundle.read_return import LARGEST_TOPIC, ContentFault, ReadReturn, read_return
from s11desk.domain.answer_rules import find_answer_problems
from s11desk.domain.completeness import Gap, find_gaps
from s11desk.domain.return_verdict import Role, Unverified, UnverifiedReason
from s11desk.domain.topic import Topic
from s11desk.domain.visibility import as_returned
from s11desk.durable import reading_errors, writing
from s11desk.errors import UserError
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.signing.signature_facts import PdfFacts
from s11desk.topics.pack import decode_topic

_READ_AT_ONCE = 1024 * 1024
_TOPICS_KEPT = 8
_LARGEST_KEPT = 1024 * 1024
_topics_seen: dict[str, Topic] = {}
"""By digest. The same few topics come with all the returns that a partnership receives."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of one file.

    ``read``: its form, signatures and parts. ``topic``: None where it is not a usable topic. ``gaps``: what a complete
    return of this topic would not lack; ``has_misfits``: answers the topic cannot hold, or does not ask for. ``pdf``:
    the signatures in the PDF, where they were looked at (of a countersigned return, those in the countersigned PDF).
    ``standings``: what the receiver's list says of each signer, in the order of the signatures.
    """

    path: Path
    read: ReadReturn
    topic: Topic | None = None
    gaps: tuple[Gap, ...] = ()
    has_misfits: bool = False
    pdf: PdfFacts | None = None
    standings: tuple[SignerStanding, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.topic is not None and not self.gaps and not self.has_misfits

    @property
    def pdf_agrees(self) -> bool:
        """The PDF's signatures hold, stand where they belong, and are by whoever signed the bundle, in that order."""
        if self.pdf is None:
            return True
        bundled = [signature.cms.signer for signature in self.read.signatures]
        in_pdf = [signature.signer for signature in self.pdf.signatures]
        roles = [(signature.field_name, signature.certifies) for signature in self.pdf.signatures]
        in_place = roles == [
            (signature.role.value, signature.role is Role.COMPLETER) for signature in self.read.signatures
        ]
        return self.pdf.is_valid and in_place and None not in bundled and bundled == in_pdf

    @property
    def is_verified(self) -> bool:
        """Unchanged since it was signed, complete, and its parts agree. Says nothing of who the signer is."""
        return self.unverified is None

    @property
    def unverified(self) -> Unverified | None:
        """Why it is not verified; None where it is."""
        container_fault = self.read.container.fault
        if container_fault is not None:
            return Unverified(UnverifiedReason(container_fault.kind.value), container_fault.part)
        return _signature_fault(self.read) or _content_fault(self)


def _signature_fault(read: ReadReturn) -> Unverified | None:
    if not read.signatures:
        return Unverified(UnverifiedReason.NO_SIGNATURE)
    faults = (signature.cms.fault for signature in read.signatures)
    return next((Unverified(UnverifiedReason(fault.value)) for fault in faults if fault is not None), None)


def _content_fault(verdict: Verdict) -> Unverified | None:
    if verdict.read.content_fault is not None:
        return Unverified(UnverifiedReason(verdict.read.content_fault.value))
    if verdict.topic is None:
        return Unverified(UnverifiedReason.TOPIC_UNUSABLE)
    if verdict.has_misfits:
        return Unverified(UnverifiedReason.ANSWERS_NOT_ALLOWED)
    if verdict.gaps:
        return Unverified(UnverifiedReason.INCOMPLETE, missing=len(verdict.gaps))
    return None if verdict.pdf_agrees else Unverified(UnverifiedReason.PDF_SIGNATURES)


def verify_return(
    path: Path,
    *,
    known: tuple[KnownSigner, ...] = (),
    deep: bool = False,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Verdict:
    """Look at one file. ``deep`` also checks the signatures inside the PDF.

    Raises ``FileMissing``, ``FileIsFolder``, ``FileUnreadable`` and Cancelled; never for what the file contains.
    """
    with reading_errors(path), _opened(path) as stream:
        read = read_return(stream, progress=progress, cancel=cancel)
        contents = Contents(stream, read.container)
        pdf = _pdf_facts(contents) if deep and read.container.canonical else None
        topic = _topic(contents) if read.audit_file is not None and read.content_fault is None else None
    standings, audit_file = _standings(read, known), read.audit_file
    if topic is None or audit_file is None:
        return Verdict(path, read, pdf=pdf, standings=standings)
    if not _is_named(topic, audit_file.topic):
        read = replace(read, content_fault=ContentFault.TOPIC_DIFFERS)
    gaps, has_misfits = _completeness(topic, audit_file)
    return Verdict(path, read, topic, gaps, has_misfits, pdf, standings)


def _opened(path: Path) -> BinaryIO:
    """The file, in memory where it is small: read in one go, and the same to every check."""
    stream = path.open("rb")
    size = os.fstat(stream.fileno()).st_size
    if size > _READ_AT_ONCE:
        return stream
    with stream:
        return io.BytesIO(stream.read(size))


def save_signed_pdf(bundle: Path, out: Path) -> AuditFile:
    """Copy the signed PDF, the countersigned one where there is one, out of an intact return (else ValueError).

    Gives what the return says of itself. Raises what reading and writing raise.
    """
    with reading_errors(bundle), bundle.open("rb") as stream:
        read = read_return(stream)
        if not read.is_intact or read.audit_file is None:
            raise ValueError("only an intact return's PDF is handed on")
        with writing(out) as target:
            Contents(stream, read.container).extract(_last_pdf(read.container), target)
        return read.audit_file


def _topic(contents: Contents) -> Topic | None:
    """The topic in the bundle; None where it is not a usable one."""
    entry = contents.facts.entry(TOPIC_JSON)
    if entry.sha256 in _topics_seen:
        return _topics_seen[entry.sha256]
    try:
        topic = decode_topic(contents.read_member(TOPIC_JSON, LARGEST_TOPIC))
    except UserError:
        return None
    if entry.size <= _LARGEST_KEPT:
        _topics_seen[entry.sha256] = topic
    for oldest in list(_topics_seen)[:-_TOPICS_KEPT]:
        _topics_seen.pop(oldest, None)
    return topic


def _is_named(topic: Topic, named: TopicNamed) -> bool:
    """Whether ``audit.json`` calls the topic what it calls itself."""
    itself = (topic.id, topic.version, topic.title, topic.year, topic.partnership.name)
    return itself == (named.id, named.version, named.title, named.year, named.partnership)


def _completeness(topic: Topic, audit_file: AuditFile) -> tuple[tuple[Gap, ...], bool]:
    audit = audit_of(audit_file)
    questions = {question.id: question for question in topic.questions}
    has_misfits = as_returned(topic, audit) != audit or any(
        find_answer_problems(topic, questions[answer.question], answer) for answer in audit.answers
    )
    return find_gaps(topic, audit), has_misfits


def _standings(read: ReadReturn, known: tuple[KnownSigner, ...]) -> tuple[SignerStanding, ...]:
    signers = (signature.cms.signer for signature in read.signatures)
    return tuple(standing_of(signer, known) for signer in signers if signer is not None)


def _pdf_facts(contents: Contents) -> PdfFacts:
    from s11desk.signing.pdf_signatures import verify_pdf

    with contents.open_member(_last_pdf(contents.facts)) as pdf:
        return verify_pdf(pdf)


def _last_pdf(facts: ContainerFacts) -> str:
    """The PDF with every signature in it."""
    return COUNTERSIGNED_PDF if facts.is_countersigned else AUDIT_PDF
