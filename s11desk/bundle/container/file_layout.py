"""The files of a return: their names and their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from s11desk.bundle.container.container_facts import Fault, FaultKind
from s11desk.bundle.safe_names import first_clash, name_fault

MIMETYPE_NAME = "mimetype"
MIMETYPE = b"application/vnd.etsi.asic-e+zip"
"""ETSI EN 319 162-1, annex A.1."""

AUDIT_PDF = "audit.pdf"
AUDIT_JSON = "audit.json"
TOPIC_JSON = "topic.json"
ANSWERS_XLSX = "answers.xlsx"
FIXED_PARTS = (AUDIT_PDF, AUDIT_JSON, TOPIC_JSON, ANSWERS_XLSX)
EVIDENCE_FOLDER = "evidence/"
COUNTERSIGNED_PDF = "audit-countersigned.pdf"
SECOND_APPROVER_PDF = "audit-second-approver.pdf"
APPROVED_PDFS = (COUNTERSIGNED_PDF, SECOND_APPROVER_PDF)
"""The PDFs that approvers sign, each with the signatures of everybody before. The name says in which role."""

MAX_ENTRIES = 10_000
_USUAL_FILES = 16
"""A return with more is checked each time it is read: a cache of long lists would take memory."""
MAX_SIGNATURE = 256 * 1024
"""Bytes of a .p7s. A signature with the whole certificate chain of an organisation has about 10 KB."""
MAX_CONTAINER = 2**32 - 2
"""Bytes of the whole file. No size or offset can then look like a zip64 mark, and the file fits on any disk."""


@dataclass(frozen=True, slots=True)
class SignatureSet:
    """The names of a manifest and of the signature over it."""

    manifest: str
    signature: str


FIRST = SignatureSet("META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s")
SECOND = SignatureSet("META-INF/ASiCManifest002.xml", "META-INF/signature002.p7s")

THIRD = SignatureSet("META-INF/ASiCManifest003.xml", "META-INF/signature003.p7s")
SIGNATURE_SETS = (FIRST, SECOND, THIRD)
"""In the order of signing. Every set covers all files before it."""


def approved_pdfs(names: Sequence[str]) -> tuple[str, ...]:
    """List the PDFs of approvers, in the order of signing, that a container with these files must have."""
    there = tuple(dict.fromkeys(name for name in names if name in APPROVED_PDFS))
    if not there and (SECOND.manifest in names or SECOND.signature in names):
        return (COUNTERSIGNED_PDF,)
    return there


def signed_pdfs(names: Sequence[str]) -> tuple[str, ...]:
    """List the PDFs of a container with these files, in the order of signing. Each begins with the one before it."""
    return (AUDIT_PDF, *approved_pdfs(names))


def signature_sets(names: Sequence[str]) -> tuple[SignatureSet, ...]:
    """Return the signature sets that a container with these files must have."""
    return SIGNATURE_SETS[: 1 + len(approved_pdfs(names))]


def files_in_order(names: Sequence[str]) -> tuple[str, ...]:
    """List all files, in order, that a container must have which has the evidence and signatures in ``names``."""
    evidence = sorted(name for name in names if name.startswith(EVIDENCE_FOLDER))
    once = (MIMETYPE_NAME, *FIXED_PARTS, *evidence, FIRST.manifest, FIRST.signature)
    approvals = zip(approved_pdfs(names), SIGNATURE_SETS[1:], strict=False)
    return once + tuple(part for pdf, one in approvals for part in (pdf, one.manifest, one.signature))


def layout_fault(names: Sequence[str]) -> Fault | None:
    """Check that ``names``, in this order, are the files of a container; None if they are. Names must be ASCII."""
    return _usual_fault(tuple(names)) if len(names) <= _USUAL_FILES else _find_fault(names)


def _find_fault(names: Sequence[str]) -> Fault | None:
    for name in names:
        if name_fault(name) is not None:
            return Fault(FaultKind.FORBIDDEN_NAME, name)
    clash = first_clash(names)
    if clash is not None:
        return Fault(FaultKind.DUPLICATE_NAME, clash)
    return order_fault(names, files_in_order(names))


_usual_fault = lru_cache(64)(_find_fault)
"""Most returns have the same few files."""


def order_fault(names: Sequence[str], expected: Sequence[str]) -> Fault | None:
    """Check that ``names`` are exactly ``expected``, in this order; None if they are."""
    if tuple(names) == tuple(expected):
        return None
    allowed, present = set(expected), set(names)
    for name in names:
        if name not in allowed:
            return Fault(FaultKind.UNEXPECTED_PART, name)
    for name in expected:
        if name not in present:
            return Fault(FaultKind.MISSING_PART, name)
    for name, wanted in zip(names, expected, strict=True):
        if name != wanted:
            return Fault(FaultKind.WRONG_ORDER, name)
    raise AssertionError
