"""Verify a return. The verdict is a frozen value with separate facts. Verifying changes nothing in the file."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec
from msgspec.structs import replace

from s11desk import signing
from s11desk.app.foreign_files import find_foreign_file, find_foreign_folder
from s11desk.app.home.clock import system_clock
from s11desk.app.identity.signer_standings import HomeSigners, SignerStanding
from s11desk.app.returns.verifying.check_claims import NO_CLAIMS, ClaimsCheck, check_claims
from s11desk.app.returns.verifying.check_evidence import EvidenceCheck, check_evidence
from s11desk.app.returns.verifying.compare_parts import NOT_COMPARED, PartsComparison, compare_parts
from s11desk.app.returns.verifying.seen_return import SeenReturn, last_pdf
from s11desk.app.returns.verifying.topic_inside import topic_inside
from s11desk.bundle.audit_file import TopicNamed, audit_of, stated_format
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.container_facts import ContainerFacts, Fault, FaultKind
from s11desk.bundle.read_return import ContentFault, ReadReturn, read_return
from s11desk.domain.audits.answer_rules import find_answer_problems
from s11desk.domain.audits.completeness import Gap, find_gaps
from s11desk.domain.audits.visibility import as_first_returned
from s11desk.domain.returns.approval_remarks import ApprovalRemark, SignedBy, find_approval_remarks
from s11desk.domain.returns.foreign_file import ForeignFile
from s11desk.domain.returns.return_verdict import (
    EvidenceRemark,
    Outcome,
    PagesCompared,
    Receiving,
    TopicStanding,
    Unverified,
    UnverifiedReason,
    outcome_of,
)
from s11desk.domain.topics.signer_role import Role
from s11desk.domain.topics.topic import Topic
from s11desk.errors.return_errors import ReturnChanged
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, never_cancelled, no_progress
from s11desk.reader_process.run_in_reader import run_in_reader
from s11desk.signing.signature_facts import PdfFacts

if TYPE_CHECKING:
    from s11desk.app.returns.verifying.home_topics import HomeTopics  # the reader process opens no home

_MAX_SIZE_IN_MEMORY = 1024 * 1024
_NO_SIGNERS = HomeSigners()


class Verdict(msgspec.Struct, frozen=True):
    """The facts about one file.

    ``read``: its form, signatures and parts. ``topic``: None if the topic in it is not usable. ``gaps``: missing
    answers, files and actions. ``has_unfit_answers``: it has answers that the topic does not allow or does not ask for.
    ``pdf``: the signatures in the PDF with the most signatures, None if they were not checked. ``standings``: for each
    signature, the standing of its signer in the receiver's list. ``remarks``: what today's rules for attaching files
    say about the evidence; only the deep check searches for it. ``comparison``: of the pages, the workbook and the
    data, which is the last check. ``topic_standing``: whether this home has the questions; None if it was not asked.
    ``claims``: whether the statements of the return about itself agree. ``copy``: the copy in the home that was
    read; None if the file at ``path`` was.
    ``receiving``: whether the home that read it receives returns, and approves none.
    """

    path: Path
    read: ReadReturn
    topic: Topic | None = None
    gaps: tuple[Gap, ...] = ()
    has_unfit_answers: bool = False
    pdf: PdfFacts | None = None
    standings: tuple[SignerStanding, ...] = ()
    remarks: tuple[EvidenceRemark, ...] = ()
    comparison: PartsComparison = NOT_COMPARED
    topic_standing: TopicStanding | None = None
    claims: ClaimsCheck = NO_CLAIMS
    copy: Path | None = None
    receiving: Receiving = Receiving.NO

    @property
    def seen(self) -> SeenReturn:
        """The return that was read, for everything that is done with it afterwards. Raises ValueError if not intact."""
        if not self.read.is_intact:
            raise ValueError("only an intact return's files are handed on")
        return SeenReturn(self.copy or self.path, self.read.container)

    @property
    def agency(self) -> str:
        """The name that the return gives to its agency; empty if it cannot be read."""
        return self.read.audit_file.agency if self.read.audit_file is not None else ""

    @property
    def is_complete(self) -> bool:
        """Whether the topic is usable, nothing is missing, and the topic allows every answer."""
        return self.topic is not None and not self.gaps and not self.has_unfit_answers

    @property
    def approval_remarks(self) -> tuple[ApprovalRemark, ...]:
        """What suggests that the same person signed twice."""
        signers = [signature.cms.signer for signature in self.read.signatures if signature.cms.signer is not None]
        if self.read.audit_file is None:
            return ()
        people = [SignedBy(signer.name, signer.email) for signer in signers]
        answers = self.read.audit_file.answers
        found = (
            find_approval_remarks(people[:number], approver, self.topic, answers)
            for number, approver in enumerate(people[1:], 1)
        )
        return tuple(dict.fromkeys(remark for remarks in found for remark in remarks))

    @property
    def roles_to_sign(self) -> tuple[Role, ...]:
        """The roles that the topic asks for and in which nobody has signed."""
        signed = (signature.role for signature in self.read.signatures)
        return self.topic.roles_to_sign(signed) if self.topic is not None else ()

    @property
    def pdf_agrees(self) -> bool:
        """Whether the PDF's signatures are valid, in the right fields, and by the bundle's signers in their order."""
        if self.pdf is None:
            return True
        bundled = [signature.cms.signer for signature in self.read.signatures]
        in_pdf = [signature.signer for signature in self.pdf.signatures]
        roles = [(signature.field_name, signature.certifies) for signature in self.pdf.signatures]
        roles_agree = roles == [
            (signature.role.value, signature.role is Role.COMPLETER) for signature in self.read.signatures
        ]
        return self.pdf.is_valid and roles_agree and None not in bundled and bundled == in_pdf

    @property
    def is_unchanged(self) -> bool:
        """Whether it is unchanged since signing and complete, and no check found a fault. The signer may be anybody."""
        return self.unverified is None

    @property
    def is_verified(self) -> bool:
        """Whether it is unchanged, its parts were compared and say the same, and no remark casts a doubt on it.

        The signer may be anybody.
        """
        return self.is_unchanged and self.comparison.pages is PagesCompared.SAME and not self.claims.has_doubt

    @property
    def outcome(self) -> Outcome:
        """The answer: not verified, or unchanged and by whom. A stranger's return is not CONFIRMED."""
        if not self.is_unchanged:
            return Outcome.NOT_VERIFIED
        standings, is_compared = (
            (found.standing for found in self.standings),
            self.comparison.pages is PagesCompared.SAME,
        )
        return outcome_of(tuple(standings), is_compared=is_compared, has_doubt=self.claims.has_doubt)

    @property
    def unverified(self) -> Unverified | None:
        """The reason why it is not verified. None if it is."""
        if self.read.foreign is not None:
            return _foreign(self.read.foreign)
        container_fault = self.read.container.fault
        if container_fault is not None:
            return Unverified(UnverifiedReason(container_fault.kind.value), container_fault.part)
        return _signature_fault(self.read) or _content_fault(self)


def _foreign(file: ForeignFile) -> Unverified:
    return Unverified(UnverifiedReason(file.kind.value), file.part, noun=file.noun, is_foreign=True)


def _signature_fault(read: ReadReturn) -> Unverified | None:
    if not read.signatures:
        return Unverified(UnverifiedReason.NO_SIGNATURE)
    faults = (signature.cms.fault for signature in read.signatures)
    return next((Unverified(UnverifiedReason(fault.value)) for fault in faults if fault is not None), None)


def _content_fault(verdict: Verdict) -> Unverified | None:
    if verdict.read.content_fault is not None:
        return Unverified(UnverifiedReason(verdict.read.content_fault.value), verdict.read.faulty_part)
    if verdict.topic_standing is TopicStanding.OTHER:
        return Unverified(UnverifiedReason.TOPIC_OTHER)
    if verdict.topic is None:
        return Unverified(UnverifiedReason.TOPIC_UNUSABLE)
    if verdict.has_unfit_answers:
        return Unverified(UnverifiedReason.ANSWERS_NOT_ALLOWED)
    if verdict.gaps:
        return Unverified(UnverifiedReason.INCOMPLETE, missing=len(verdict.gaps))
    if verdict.claims.faults:
        return Unverified(verdict.claims.faults[0])
    return verdict.comparison.fault if verdict.pdf_agrees else Unverified(UnverifiedReason.PDF_SIGNATURES)


class CheckDepth(StrEnum):
    """How much is checked. QUICK: without looking into the PDF and comparing it, which takes most of the time.

    So nothing of the PDF may be shown after a QUICK check. Whatever opens a return checks the form of its PDF first.
    DEEP: also the pages of a large return, and the signatures inside the PDF with a second library.
    """

    QUICK = "quick"
    USUAL = "usual"
    DEEP = "deep"


def verify_return(
    path: Path,
    *,
    signers: HomeSigners = _NO_SIGNERS,
    topics: HomeTopics | None = None,
    deep: bool = False,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Verdict:
    """Verify one file. ``signers`` and ``topics``: those of the receiver; without ``topics``, no topic has a standing.

    ``deep``: as :class:`CheckDepth`.
    A folder into which a return was unpacked gets a verdict as well. Raises ``FileMissing``, ``FileIsFolder``,
    ``FileUnreadable``, Cancelled, and ``ReturnChanged`` if another program wrote into it during the check. No
    content of a file raises an error.
    """
    depth = CheckDepth.DEEP if deep else CheckDepth.USUAL
    return verify_to_depth(path, depth, signers, topics, progress=progress, cancel=cancel)


def verify_to_depth(
    path: Path,
    depth: CheckDepth,
    signers: HomeSigners,
    topics: HomeTopics | None,
    *,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Verdict:
    """As :func:`verify_return`, which says what each means."""
    if (unpacked := find_foreign_folder(path)) is not None:
        return Verdict(path, ReadReturn(ContainerFacts(0, Fault(FaultKind.NOT_A_ZIP)), foreign=unpacked))
    with reading_errors(path), _open(path) as stream:
        state = _state_of(stream)
        verdict = verify_stream(stream, path, depth=depth, progress=progress, cancel=cancel)
        standing = standing_of_topic(verdict, topics)
        if verdict.topic is None and standing is TopicStanding.HERE:
            verdict = verify_stream(stream, path, depth=depth, is_topic_here=True, progress=progress, cancel=cancel)
        _require_unchanged(stream, state, path)
    return with_standings(verdict, signers, standing)


def standing_of_topic(verdict: Verdict, topics: HomeTopics | None) -> TopicStanding | None:
    """Whether the receiver has the questions of an intact return; None for another, or without ``topics``."""
    audit_file = verdict.read.audit_file if verdict.read.is_intact else None
    return topics.standing_of(audit_file.topic) if topics is not None and audit_file is not None else None


def with_standings(verdict: Verdict, signers: HomeSigners, standing: TopicStanding | None) -> Verdict:
    """``verdict`` with what only the receiver knows: the standing of its signers and of its topic."""
    standings = tuple(signers.standing_of(each.cms) for each in verdict.read.signatures)
    return replace(verdict, standings=standings, topic_standing=standing)


@run_in_reader
def verify_stream(
    stream: BinaryIO,
    path: Path,
    *,
    depth: CheckDepth,
    is_topic_here: bool = False,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Verdict:
    """Verify the return in ``stream``, without the standing of its signers. Only the verdict uses ``path``.

    ``is_topic_here``: this home has the very same questions, so today's check of packs does not refuse them. Raises
    Cancelled; an OSError passes through.
    """
    is_quick = depth is CheckDepth.QUICK
    read = read_return(stream, looks_into_pdf=not is_quick, progress=progress, cancel=cancel)
    contents = Contents(stream, read.container)
    deep = depth is CheckDepth.DEEP
    verdict = judge_return(path, read, contents, deep=deep, is_topic_here=is_topic_here)
    if is_quick or not verdict.is_unchanged or verdict.topic is None:
        return verdict
    comparison = compare_parts(read, contents, verdict.topic, always=deep, cancel=cancel)
    return replace(verdict, comparison=comparison)


def judge_return(
    path: Path, read: ReadReturn, contents: Contents, *, deep: bool = False, is_topic_here: bool = False
) -> Verdict:
    """The verdict on what was read, before the parts are compared with each other. ``contents``: of the same file."""
    return judge_returns(path, [(read, contents)], deep=deep, is_topic_here=is_topic_here)[0]


def judge_returns(
    path: Path, found: Sequence[tuple[ReadReturn, Contents]], *, deep: bool = False, is_topic_here: bool = False
) -> tuple[Verdict, ...]:
    """As :func:`judge_return` of each. Each step is done with all of them before the next step begins."""
    topics = [_usable_topic(read, contents, is_known=is_topic_here) for read, contents in found]
    pairs = zip(found, topics, strict=True)
    evidence = [_evidence(contents, topic, read, deep=deep) for (read, contents), topic in pairs]
    reads = [_with_fault(*one, topic, each) for one, topic, each in zip(found, topics, evidence, strict=True)]
    complete = [_completeness(topic, read) for topic, read in zip(topics, reads, strict=True)]
    pdfs = [_pdf_facts(contents) if deep and read.container.canonical else None for read, contents in found]
    claims = [_claims(*one) for one in zip(reads, topics, pdfs, strict=True)]
    return tuple(
        Verdict(path, read, topic, gaps, is_unfit, pdf, remarks=each.remarks, claims=claim)
        for read, topic, (gaps, is_unfit), pdf, each, claim in zip(
            reads, topics, complete, pdfs, evidence, claims, strict=True
        )
    )


def _usable_topic(read: ReadReturn, contents: Contents, *, is_known: bool) -> Topic | None:
    """The topic of a return that can be read; None if it is not usable."""
    is_readable = read.audit_file is not None and read.content_fault is None
    return topic_inside(contents, is_known=is_known) if is_readable else None


def _with_fault(read: ReadReturn, contents: Contents, topic: Topic | None, evidence: EvidenceCheck) -> ReadReturn:
    """``read`` with the fault that its topic or its evidence shows, or with what it is if it is no return."""
    if not read.container.canonical:
        return replace(read, foreign=find_foreign_file(contents.source))
    if topic is None or read.audit_file is None:
        return read
    if not _agrees_with(topic, read.audit_file.topic):
        return replace(read, content_fault=ContentFault.TOPIC_DIFFERS)
    if not {signature.role for signature in read.signatures} <= {Role.COMPLETER, *topic.open_roles(())}:
        return replace(read, content_fault=ContentFault.ROLE_UNASKED)
    if evidence.fault is not None:
        return replace(read, content_fault=evidence.fault, faulty_part=evidence.part)
    return read


def _claims(read: ReadReturn, topic: Topic | None, pdf: PdfFacts | None) -> ClaimsCheck:
    return check_claims(read, topic, pdf, system_clock()) if topic is not None and read.is_intact else NO_CLAIMS


def _open(path: Path) -> BinaryIO:
    """Open the file. A small file is read into memory once, so that every check sees the same bytes."""
    stream = open_regular(path)
    size = os.fstat(stream.fileno()).st_size
    if size > _MAX_SIZE_IN_MEMORY:
        return stream
    with stream:
        return io.BytesIO(stream.read(size))


def _state_of(stream: BinaryIO) -> tuple[int, int] | None:
    """Size and time of the last change of an open file; None for bytes in memory."""
    if isinstance(stream, io.BytesIO):
        return None
    status = os.fstat(stream.fileno())
    return status.st_size, status.st_mtime_ns


def _require_unchanged(stream: BinaryIO, state: tuple[int, int] | None, path: Path) -> None:
    """Raise ``ReturnChanged`` if the file changed during the check, so that not all steps saw the same bytes."""
    if _state_of(stream) != state:
        raise ReturnChanged(path=path)


def _evidence(contents: Contents, topic: Topic | None, read: ReadReturn, *, deep: bool) -> EvidenceCheck:
    if topic is None or read.audit_file is None:
        return EvidenceCheck()
    return check_evidence(contents, topic, read.audit_file, deep=deep)


def _agrees_with(topic: Topic, stated: TopicNamed) -> bool:
    """Whether the topic has the id, version, title, year, partnership and format that ``audit.json`` gives for it."""
    of_topic = (topic.id, topic.version, topic.title, topic.year, topic.partnership.name, stated_format(topic))
    return of_topic == (stated.id, stated.version, stated.title, stated.year, stated.partnership, stated.format)


def _completeness(topic: Topic | None, read: ReadReturn) -> tuple[tuple[Gap, ...], bool]:
    """What is missing, and whether there are answers that the topic does not allow; nothing without a topic."""
    if topic is None or read.audit_file is None:
        return (), False
    audit = audit_of(read.audit_file)
    questions = {question.id: question for question in topic.questions}
    has_unfit_answers = as_first_returned(topic, audit) != audit or any(
        find_answer_problems(topic, questions[answer.question], answer) for answer in audit.answers
    )
    return find_gaps(topic, audit), has_unfit_answers


def _pdf_facts(contents: Contents) -> PdfFacts:
    with contents.open_member(last_pdf(contents.facts)) as pdf:
        return signing.verify_pdf(pdf)
