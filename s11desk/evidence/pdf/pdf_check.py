"""Examines a PDF: whether it is whole, opens without a password, or starts or contains a program. ISO 32000-2.

It renders nothing. JavaScript, links to other documents and ordinary attachments are no reason to refuse a file,
because forms, exported office documents and this program's own reports have them (docs/adr/0005-evidence-vault.md).
"""

from __future__ import annotations

import codecs
import re

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import FileProblem, Findings, TooMuchToReadError
from s11desk.evidence.pdf.pdf_lock import PdfLock, find_lock
from s11desk.evidence.pdf.pdf_objects import PdfObjects
from s11desk.evidence.pdf.pdf_programs import FoundProgram, RightsWrapper, find_program

HEADER_WITHIN = 1024
"""Readers look for the header in these first bytes. ISO 32000-2, 7.5.2, requires it at the start; older PDFs differ."""

_TAIL = 2048
_OBJECTS_WITHIN = 1 << 20
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LINEARISED = re.compile(rb"/Linearized\b.{0,256}?/L\s+(\d{1,12})", re.DOTALL)
_WHOLE_END = re.compile(rb"startxref\s+0*[1-9]\d*\s+%%EOF\s*[^\s]{0,4}\s*\Z")
_NEW_OBJECT = re.compile(rb"\d\s+\d{1,5}\s+obj\b")
_APPLE_SINGLE = b"\x00\x05\x16\x00\x00\x02\x00\x00"


def examine(content: Content) -> Findings | None:
    """The findings for a PDF; None for anything else."""
    if not begins_as_pdf(content):
        return None
    findings = Findings("a PDF document", frozenset({"pdf"}))
    lock = find_lock(content)
    if lock.is_rights_managed:
        return findings.with_problem(FileProblem.RIGHTS_MANAGED)
    if lock.is_locked:
        return findings.with_problem(FileProblem.LOCKED)
    return _with_contents(findings, content, lock).with_problem(*_find_cut(content))


def _with_contents(findings: Findings, content: Content, lock: PdfLock) -> Findings:
    try:
        found = find_program(PdfObjects(content, lock.stream), lock)
    except TooMuchToReadError:
        return findings.with_problem(FileProblem.DAMAGED, rules=2)
    match found:
        case RightsWrapper():
            return findings.with_problem(FileProblem.RIGHTS_MANAGED, rules=2)
        case FoundProgram():
            return findings.with_problem(FileProblem.PROGRAM, found.name, found.rules)
        case None:
            return findings


def begins_as_pdf(content: Content) -> bool:
    """Whether the header comes first, or after text (mail headers, printer commands), padding, or a Macintosh header.

    MacBinary and AppleSingle put a file's name and type before its content; readers find the PDF behind them.
    """
    before, header, _ = content.at(0, HEADER_WITHIN).partition(b"%PDF-")
    if not header:
        return False
    if before.startswith(_APPLE_SINGLE) or _is_mac_binary(before):
        return True
    return _BINARY.search(before.removeprefix(codecs.BOM_UTF8).lstrip(b"\0")) is None


def _is_mac_binary(before: bytes) -> bool:
    """MacBinary I to III: 128 bytes with a zero, the length of the name, the name, and "PDF " as the type."""
    return len(before) == 128 and before[0] == before[74] == before[82] == 0 and before[65:69] == b"PDF "


def _find_cut(content: Content) -> tuple[FileProblem | None, str, int]:
    """The problem of a file that is certainly cut off, no detail, and the first rules that refuse it.

    It is cut off if it has no end at all, if it is shorter than its own linearised length and does not end as such
    files do (a few bytes are often lost between systems), or if objects follow its last end.
    """
    size, tail = content.size, content.at(max(0, content.size - _TAIL), _TAIL)
    declared = _LINEARISED.search(content.at(0, HEADER_WITHIN))
    if declared is not None and int(declared[1]) > size and not _WHOLE_END.search(tail):
        return FileProblem.DAMAGED, "", 1
    last = max(content.positions(b"%%EOF"), default=-1)
    start = max(content.positions(b"startxref"), default=-1)
    if last < 0 and start < 0:
        return FileProblem.DAMAGED, "", 1
    end = max(last, start)
    is_cut = _NEW_OBJECT.search(content.at(end, _OBJECTS_WITHIN)) is not None
    return FileProblem.DAMAGED if is_cut else None, "", 2
