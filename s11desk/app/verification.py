"""Verify a return: a frozen verdict of separate facts. Whatever the file, this only reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from s11desk.app.tasks import Cancel, Progress, never_cancelled, no_progress
from s11desk.bundle.audit_file import AuditFile, audit_of
from s11desk.bundle.container.contents import Contents
from s11desk.bundle.container.layout import AUDIT_PDF
from s11desk.bundle.reading import ReturnRead, read_return
from s11desk.domain.answering import find_misfits
from s11desk.domain.completeness import Gap, find_gaps
from s11desk.domain.topic import Topic
from s11desk.durable import reading_errors, writing
from s11desk.errors import UserError
from s11desk.signing.facts import PdfFacts
from s11desk.signing.trust import TrustedSigner, is_trusted, load_trusted
from s11desk.topics.pack import decode_topic

__all__ = ["TrustedSigner", "Verdict", "load_trusted", "save_signed_pdf", "verify_return"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of one file.

    ``read``: its form, signatures and parts. ``topic``: None where it is not a usable topic. ``gaps``: what a complete
    return of this topic would not lack; ``has_misfits``: answers the topic cannot hold. ``pdf``: the signatures in the
    PDF, where they were looked at. ``signer_is_known``: one of the fingerprints given; None where none were given.
    """

    path: Path
    read: ReturnRead
    topic: Topic | None = None
    gaps: tuple[Gap, ...] = ()
    has_misfits: bool = False
    pdf: PdfFacts | None = None
    signer_is_known: bool | None = None

    @property
    def is_complete(self) -> bool:
        return self.topic is not None and not self.gaps and not self.has_misfits

    @property
    def pdf_agrees(self) -> bool:
        """The PDF's signatures hold, and whoever signed the bundle signed the PDF first."""
        if self.pdf is None:
            return True
        signer = self.read.signatures[0].cms.signer
        in_pdf = self.pdf.signatures[0].signer if self.pdf.signatures else None
        same = signer is not None and in_pdf is not None and signer.fingerprint == in_pdf.fingerprint
        return self.pdf.is_valid and same

    @property
    def is_verified(self) -> bool:
        """Unchanged since it was signed, complete, and its parts agree. Says nothing of who the signer is."""
        return self.read.is_intact and self.is_complete and self.pdf_agrees


def verify_return(
    path: Path,
    *,
    trusted: Sequence[TrustedSigner] = (),
    deep: bool = False,
    progress: Progress = no_progress,
    cancel: Cancel = never_cancelled,
) -> Verdict:
    """Look at one file. ``deep`` also checks the signatures inside the PDF.

    Raises ``FILE_MISSING``, ``FILE_IS_FOLDER``, ``FILE_UNREADABLE`` and Cancelled; never for what the file contains.
    """
    with reading_errors(path), path.open("rb") as stream:
        read = read_return(stream, progress=progress, cancel=cancel)
        pdf = _pdf_facts(Contents(stream, read.container)) if deep and read.container.canonical else None
    if read.audit_file is None or read.content_fault is not None:
        return Verdict(path, read, pdf=pdf)
    topic = _topic(read)
    gaps, has_misfits = _completeness(topic, read.audit_file)
    return Verdict(path, read, topic, gaps, has_misfits, pdf, _is_known(read, trusted))


def save_signed_pdf(bundle: Path, out: Path) -> None:
    """Copy the signed PDF out of an intact return (ValueError for any other). Raises what reading and writing raise."""
    with reading_errors(bundle), bundle.open("rb") as stream:
        read = read_return(stream)
        if not read.is_intact:
            raise ValueError("only an intact return's PDF is handed on")
        with writing(out) as target:
            Contents(stream, read.container).extract(AUDIT_PDF, target)


def _topic(read: ReturnRead) -> Topic | None:
    try:
        return decode_topic(read.topic)
    except UserError:
        return None


def _completeness(topic: Topic | None, audit_file: AuditFile) -> tuple[tuple[Gap, ...], bool]:
    if topic is None:
        return (), False
    audit = audit_of(audit_file)
    questions = {question.id: question for question in topic.questions}
    misfits = any(
        answer.question not in questions or find_misfits(topic, questions[answer.question], answer)
        for answer in audit.answers
    )
    return find_gaps(topic, audit), misfits


def _is_known(read: ReturnRead, trusted: Sequence[TrustedSigner]) -> bool | None:
    if not trusted:
        return None
    signer = read.signatures[0].cms.signer if read.signatures else None
    return signer is not None and is_trusted(signer.fingerprint, trusted)


def _pdf_facts(contents: Contents) -> PdfFacts:
    from s11desk.signing.pdf import verify_pdf

    with contents.open_member(AUDIT_PDF) as pdf:
        return verify_pdf(pdf)
