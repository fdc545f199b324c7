"""Checks that a PDF in a return is built as this program builds one, and that nothing in it can act.

Source: ISO 32000-2, 7.2 to 7.5 (syntax), 12.6 (actions), 7.11 (files). Programs read a PDF in two ways: by its
cross-reference tables, or by looking for objects from the first byte on. Each way may find objects that the other does
not. So this module reads every byte once, in order, and then checks that the tables name exactly such objects.

Our PDFs have no object streams, no cross-reference streams, no actions and no encryption, and one attached file. Their
only links open a new e-mail to an address, and are written in one form. So anything else of these is a reason to refuse
a PDF, whatever it is for.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO

from s11desk.bundle.pdf_tokens import PdfBytes, UnreadablePdf

_FORBIDDEN = frozenset(
    b"""
    Action JavaScript JS Launch AA OpenAction URI GoTo GoToR GoToE GoToDp Thread Named Hide SubmitForm ResetForm
    ImportData SetOCGState Rendition GoTo3DView RichMediaExecute Link FileAttachment Screen Movie Sound 3D RichMedia
    RichMediaContent RichMediaSettings U3D PRC Projection XFA Collection EmbeddedFDFs AlternatePresentations Renditions
    Templates IDS URLS RF FFilter FDecodeParms PS Ref OPI ObjStm XRef XRefStm Encrypt Requirements
    """.split()
)
"""Names of actions, of annotations and of other parts that start, fetch, play, hide or contain something."""
_UNUSED = frozenset(b"JBIG2Decode JPXDecode CCITTFaxDecode LZWDecode RunLengthDecode Crypt FontFile Type3".split())
"""Names of codings and fonts that our PDFs never use, and whose readers have had most of the faults."""
_ONCE = (b"EmbeddedFiles", b"EmbeddedFile", b"Filespec", b"EF")
"""The names that belong to an attached file. Ours has each of them once."""
_ATTACHED = re.compile(
    rb"/EF\s*<<\s*/F\s+(\d{1,10})\s+0\s+R\s*/UF\s+\1\s+0\s+R\s*>>\s*/F\s*\(audit\.json\)\s*"
    rb"/Type\s*/Filespec\s*/UF\s*\(audit\.json\)\s*>>"
)
_NAMED = re.compile(rb"/EmbeddedFiles\s*<<\s*/Names\s*\[\s*\(audit\.json\)\s*\d{1,10}\s+0\s+R\s*\]\s*>>")

_LINK_NAMES = (b"Link", b"URI", b"URI")
_MAIL_LINK = re.compile(
    rb"\s*<<\s*/A\s*<<\s*/S\s*/URI\s*/URI\s*\(mailto:[A-Za-z0-9._~%-]{1,192}@[A-Za-z0-9.-]{1,255}\)\s*>>\s*"
    rb"/Border\s*\[\s*0 0 0\s*\]\s*/Contents\s*\([^()\\]{1,512}\)\s*/F\s+4\s*/Rect\s*\[[0-9. ]{7,64}\]\s*"
    rb"/StructParent\s+\d{1,10}\s*/Subtype\s*/Link\s*/Type\s*/Annot\s*>>\s*"
)
"""A link to an e-mail address, as ``report/page/page_canvas.py`` writes it. No words can follow the address."""
_LINK_ELEMENT = re.compile(
    rb"\s*<<\s*/K\s*\[[^\]]{1,4096}\]\s*/P \d{1,10} 0 R\s*/Pg \d{1,10} 0 R\s*"
    rb"/S\s*/Link\s*/Type\s*/StructElem\s*>>\s*"
)
"""The element of the structure tree to which such a link belongs."""


class PdfFault(StrEnum):
    """Why a PDF is not one of ours.

    STRUCTURE: it has a byte that does not belong in the form in which we write a PDF. ACTIVE: it holds something that
    can act or lead elsewhere. ATTACHMENT: it holds another file than ``audit.json``.
    """

    STRUCTURE = "pdf-structure"
    ACTIVE = "pdf-active"
    ATTACHMENT = "pdf-attachment"


@dataclass(slots=True)
class _PdfParts:
    """What the pass over the file has found. ``objects``: for each offset, the number of the object there."""

    objects: dict[int, int] = field(default_factory=dict)
    tables: dict[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    references: list[int] = field(default_factory=list)
    names: Counter[bytes] = field(default_factory=Counter)
    attached: list[bytes] = field(default_factory=list)


def find_pdf_fault(stream: BinaryIO) -> PdfFault | None:
    """Find the first fault of the PDF in ``stream``, a seekable file; None for a PDF in our form.

    No content raises an error; an OSError passes through. Memory does not grow with the file, except by a few bytes for
    each object.
    """
    try:
        found = _read(PdfBytes(stream))
    except UnreadablePdf:
        return PdfFault.STRUCTURE
    if not _FORBIDDEN.isdisjoint(found.names):
        return PdfFault.ACTIVE
    if not _has_our_attachment(found):
        return PdfFault.ATTACHMENT
    is_ours = _UNUSED.isdisjoint(found.names) and _tables_agree(found)
    return None if is_ours else PdfFault.STRUCTURE


def _read(pdf: PdfBytes) -> _PdfParts:
    found = _PdfParts()
    pdf.skip_header()
    while not pdf.is_at_end():
        offset = pdf.offset
        if (table := pdf.read_table()) is not None:
            found.tables[offset] = table
            trailer = pdf.read_trailer()
            _take_names(found, trailer.names, trailer.body)
            found.references += trailer.references
        else:
            read = pdf.read_object()
            found.objects[offset] = read.number
            names = read.names if read.has_stream else _without_mail_link(read.names, read.body)
            _take_names(found, names, read.body)
            if read.has_stream and b"F" in read.names:  # its bytes would come from another file
                raise UnreadablePdf
    return found


def _take_names(found: _PdfParts, names: list[bytes], body: bytes) -> None:
    found.names.update(names)
    if not {b"Filespec", b"EmbeddedFiles"}.isdisjoint(names):
        found.attached.append(body)


def _without_mail_link(names: list[bytes], body: bytes) -> list[bytes]:
    """The names of an object, without those with which it links to an e-mail address."""
    allowed = list(_LINK_NAMES) if _MAIL_LINK.fullmatch(body) else [b"Link"] if _LINK_ELEMENT.fullmatch(body) else []
    left = list(names)
    for name in allowed:
        left.remove(name)  # the object matches a form in which it has these names
    return left


def _has_our_attachment(found: _PdfParts) -> bool:
    if not any(found.names[name] for name in _ONCE):
        return True
    once = all(found.names[name] == 1 for name in _ONCE)
    bodies = b"\n".join(found.attached)
    return once and _ATTACHED.search(bodies) is not None and _NAMED.search(bodies) is not None


def _tables_agree(found: _PdfParts) -> bool:
    """Whether every table, and every reference to a table, leads to what the pass over the file has found there."""
    listed = (entry for table in found.tables.values() for entry in table)
    return (
        bool(found.tables)
        and all(found.objects.get(offset) == number for number, offset in listed)
        and all(reference in found.tables for reference in found.references)
    )
