"""Compare the four forms of a return's content: pages, data, data inside the PDF, workbook.

``audit.json`` and ``topic.json`` decide what the return says. The PDF with the data in it and the workbook are made
again from them, and the received ones must be the same. Nothing of a received PDF or workbook is interpreted.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from s11desk import bundle, report, signing
from s11desk.app.home.paths import resources_folder
from s11desk.app.returns.making.drawn_pages import drawn_pages
from s11desk.app.returns.making.return_pages import (
    has_other_labels,
    has_same_rules,
    is_known_layout,
    return_document,
    spoken_signature,
    write_stamp,
)
from s11desk.bundle.audit_file import MAX_AUDIT_FILE_SIZE, AuditFile, audit_of
from s11desk.bundle.comparison.signed_pdf import MadePdf, PdfLikeness, compare_signed_pdf
from s11desk.bundle.comparison.zip_comparison import is_same_zip
from s11desk.bundle.container.container_contents import Contents
from s11desk.bundle.container.file_layout import (
    ANSWERS_XLSX,
    APPROVED_PDFS,
    AUDIT_JSON,
    AUDIT_PDF,
    TOPIC_JSON,
    signed_pdfs,
)
from s11desk.bundle.read_return import ReadReturn
from s11desk.domain.returns.return_verdict import PagesCompared, Unverified, UnverifiedReason
from s11desk.domain.topics.topic import Topic
from s11desk.errors import Cancelled, UserError
from s11desk.progress import Cancel, never_cancelled
from s11desk.signing.certificates import Certificate
from s11desk.signing.cms import certificates_in
from s11desk.signing.signature_facts import PdfRole, SignerFacts

if TYPE_CHECKING:
    from s11desk.report.blocks.pictures import PictureFile
    from s11desk.report.kinds.return_document import ReturnDocument

MAX_QUESTIONS = 200
"""The most questions that are compared without the deep check. No partnership asks so many."""
MAX_COMPARED_SIZE = 8 * 1024 * 1024
"""The most bytes of data, workbook, PDFs and shown pictures together that are compared without the deep check."""

_SLACK = 1024 * 1024
"""Bytes by which another compression may make a file larger than ours, beside twice its size."""
WRITERS_REFUSALS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, UserError, ValueError)
"""The errors with which our writers and their libraries refuse texts, numbers and times."""
_PAGE_COUNT = re.compile(rb"/Count (\d{1,5})\b")
_HEIGHT = re.compile(rb' ht="[1-9][0-9]+(\.[0-9]+)?"')
"""The heights of rows, ten points or more. The first programs wrote none. A lower one hides what is in the row."""


_REASONS = {
    PdfLikeness.OTHER_PAGES: UnverifiedReason.PAGES_DIFFER,
    PdfLikeness.OTHER_TIME: UnverifiedReason.PDF_TIME_DIFFERS,
    PdfLikeness.OTHER_SIGNATURE: UnverifiedReason.PDF_SIGNATURES,
}


class PartsComparison(msgspec.Struct, frozen=True):
    """What was compared. ``fault``: the first part that is not what the data says; None if there is none."""

    pages: PagesCompared
    fault: Unverified | None = None


NOT_COMPARED = PartsComparison(PagesCompared.NOT_REACHED)
"""For a return with a fault that is found before its parts are compared."""


def is_small(contents: Contents, audit_file: AuditFile, topic: Topic) -> bool:
    """Whether a return is small enough to compare without the deep check."""
    shown = sum(item.size for item in audit_file.evidence if audit_file.pages is not None and audit_file.pages.pictures)
    names = {AUDIT_JSON, TOPIC_JSON, ANSWERS_XLSX, AUDIT_PDF, *APPROVED_PDFS}
    size = shown + sum(entry.size for entry in contents.facts.entries if entry.name in names)
    return len(topic.questions) <= MAX_QUESTIONS and size <= MAX_COMPARED_SIZE


def compare_parts(
    read: ReadReturn, contents: Contents, topic: Topic, *, always: bool, cancel: Cancel = never_cancelled
) -> PartsComparison:
    """Compare every part with the data. ``always``: even in a large return. Raises :class:`Cancelled`.

    ``read``: an intact return.
    """
    audit_file = read.intact_file
    if not always and not is_small(contents, audit_file, topic):
        return PartsComparison(PagesCompared.TOO_LARGE)
    is_known = is_known_layout(audit_file, topic)
    fault = None
    is_comparable = audit_file.pages is None and not has_other_labels(audit_file, topic) and has_same_rules(audit_file)
    if is_known or is_comparable:
        fault = _fault_of(ANSWERS_XLSX, partial(_workbook_fault, contents, audit_file, topic))
    if is_known and fault is None:
        fault = _fault_of(AUDIT_PDF, partial(_pages_fault, read, contents, topic, cancel))
    if fault is not None:
        return PartsComparison(PagesCompared.DIFFERENT, fault)
    return PartsComparison(PagesCompared.SAME if is_known else PagesCompared.UNKNOWN_LAYOUT)


def _fault_of(part: str, find: Callable[[], Unverified | None]) -> Unverified | None:
    """The fault that ``find`` finds. If our writers refuse the data, they did not write it."""
    try:
        return find()
    except Cancelled:
        raise
    except WRITERS_REFUSALS:
        reason = UnverifiedReason.PAGES_DIFFER if part == AUDIT_PDF else UnverifiedReason.WORKBOOK_DIFFERS
        return Unverified(reason, part)


def _workbook_fault(contents: Contents, audit_file: AuditFile, topic: Topic) -> Unverified | None:
    facts, differs = audit_file.return_facts, Unverified(UnverifiedReason.WORKBOOK_DIFFERS, ANSWERS_XLSX)
    made = bundle.workbook_bytes(topic, audit_of(audit_file), facts.reference, facts.made)
    received = _read_received(contents, ANSWERS_XLSX, len(made))
    plain = bytes if audit_file.pages is not None else _without_heights
    is_same = received is not None and is_same_zip(made, received, plain)
    return None if is_same else differs


def _without_heights(member: bytes) -> bytes:
    return _HEIGHT.sub(b"", member)


def _pages_fault(read: ReadReturn, contents: Contents, topic: Topic, cancel: Cancel) -> Unverified | None:
    """Compare every PDF: the pages with the first signature, then what each approver's signature adds."""
    names = signed_pdfs(contents.facts.names)
    before = b""
    for name, stored, signature in zip(names, contents.facts.signatures, read.signatures, strict=True):
        cms, role = signature.cms, PdfRole(signature.role.value)
        signer, signed_at = cms.valid_signer, cms.valid_time
        source = before or pages_of_data(contents, read, topic, cancel)
        content = _with_revision(source, read.intact_file, role, signer, signed_at, certificates_in(stored.p7s))
        made = MadePdf(content, len(before), signer, signed_at)
        received = _read_received(contents, name, len(content))
        if received is None:
            return Unverified(UnverifiedReason.PAGES_DIFFER, name)
        likeness = compare_signed_pdf(made, received, report.is_same_picture)
        if likeness is not PdfLikeness.SAME:
            return Unverified(_REASONS[likeness], name)
        before = received
    return None


def pages_of_data(contents: Contents, read: ReadReturn, topic: Topic, cancel: Cancel) -> bytes:
    """The pages made again, before any signature."""
    audit_file, audit_json = read.intact_file, contents.read_member(AUDIT_JSON, MAX_AUDIT_FILE_SIZE)
    pictures = _pictures(contents, audit_file)
    document = return_document(topic, audit_file, audit_json, pictures)
    fonts, pages = resources_folder() / "fonts", _likely_pages(contents)
    draw = partial(_draw, document, fonts, pages, cancel)
    return draw() if pictures else drawn_pages((topic, audit_json, str(fonts), pages), draw)


def _draw(document: ReturnDocument, fonts: Path, likely_pages: int, cancel: Cancel) -> bytes:
    out = io.BytesIO()
    report.write_return(out, document, fonts, likely_pages=likely_pages, cancel=cancel)
    return out.getvalue()


def _pictures(contents: Contents, audit_file: AuditFile) -> tuple[PictureFile, ...]:
    if audit_file.pages is None or not audit_file.pages.pictures:
        return ()
    shown = (item for item in audit_file.evidence if item.type in report.PICTURE_TYPES)
    return tuple(report.PictureFile(item.id, partial(contents.open_member, item.path)) for item in shown)


def _likely_pages(contents: Contents) -> int:
    """The number of pages that the received PDF states. It is only a guess: a wrong one costs nothing but time."""
    received = _read_received(contents, AUDIT_PDF, MAX_COMPARED_SIZE) or b""
    return max((int(found[1]) for found in _PAGE_COUNT.finditer(received)), default=0)


def _with_revision(
    source: bytes,
    audit_file: AuditFile,
    role: PdfRole,
    signer: SignerFacts,
    signed_at: dt.datetime,
    certificates: tuple[Certificate, ...],
) -> bytes:
    """``source`` with the revision that the signer adds, with zeros for the digits of the signature."""
    stamp, out = io.BytesIO(), io.BytesIO()
    write_stamp(stamp, signer, signed_at, audit_file)
    spoken = spoken_signature(signer, audit_file)
    new = signing.NewPdfSignature(role, role.value, signed_at, stamp.getvalue(), spoken)
    signing.write_unsigned_revision(io.BytesIO(source), out, certificates, new)
    return out.getvalue()


def _read_received(contents: Contents, name: str, made_size: int) -> bytes | None:
    """The received file; None if it is far larger than the one that we made."""
    most = 2 * made_size + _SLACK
    return contents.read_member(name, most) if contents.facts.entry(name).size <= most else None
