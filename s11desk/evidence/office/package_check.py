"""Examines ZIP packages: Word, Excel and PowerPoint since 2007 (OOXML) and OpenDocument files.

Sources: ECMA-376 parts 1 and 2, [MS-OFFMACRO2], OASIS OpenDocument 1.3 part 2. The check reads the central
directory, small parts up to a limit and as plain bytes, and the beginnings of embedded objects
(:mod:`s11desk.evidence.office.package_parts`). It parses no XML, so neither a zip bomb nor an entity bomb can do harm.
"""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from itertools import islice

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import FileProblem, Findings, TooMuchToReadError
from s11desk.evidence.office.package_parts import problem_in_parts

_LOCAL_HEADER = b"PK\x03\x04"
_END_RECORD = b"PK\x05\x06"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER_SIZE = 30
_MAX_ENTRIES = 50_000
_PART_LIMIT = 1 << 20
_MAX_NAMESAKES = 8
"""No program writes two entries of one name. Each has to be read, so a file with thousands counts as damaged."""
_ENCRYPTED = 0x1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # both kinds of package allow only these

# zipfile raises these for a damaged archive, not only its own exception.
_DAMAGE_ERRORS = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error, struct.error)

_PLAIN = Findings("a ZIP archive")
_OOXML = {
    b"wordprocessingml.document.main+xml": ("a Word document", "docx"),
    b"vnd.ms-word.document.macroenabled.main+xml": ("a Word document with macros", "docx"),
    b"spreadsheetml.sheet.main+xml": ("an Excel workbook", "xlsx"),
    b"vnd.ms-excel.sheet.macroenabled.main+xml": ("an Excel workbook with macros", "xlsx"),
    b"presentationml.presentation.main+xml": ("a PowerPoint presentation", "pptx"),
    b"vnd.ms-powerpoint.presentation.macroenabled.main+xml": ("a PowerPoint presentation with macros", "pptx"),
}
# A workbook of the kind "binary" has "macroenabled" in its type even without macros, so only the main types count.
_OOXML_MACRO_SIGNS = (b"macroenabled.main+xml", b"vnd.ms-office.vbaproject", b"macrosheet+xml")
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ("an OpenDocument text", "odt"),
    b"application/vnd.oasis.opendocument.spreadsheet": ("an OpenDocument spreadsheet", "ods"),
    b"application/vnd.oasis.opendocument.presentation": ("an OpenDocument presentation", "odp"),
}
# Office programs write these files into every document that ever had an empty macro library.
_EMPTY_LIBRARIES = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
_ANY_PACKAGE = Findings(_PLAIN.noun, frozenset(kind for _, kind in (*_OOXML.values(), *_OPEN_DOCUMENT.values())))


def examine(content: Content) -> Findings | None:
    """The findings for a ZIP file of any kind; None for anything else."""
    if content.at(0, 4) not in (_LOCAL_HEADER, _END_RECORD):
        return None
    if _has_too_many_entries(content):
        return _PLAIN
    try:
        with zipfile.ZipFile(content.stream) as archive:
            return _examine(content, archive)
    except _DAMAGE_ERRORS:
        return _ANY_PACKAGE.with_problem(FileProblem.DAMAGED)
    except OSError as error:
        if error.errno != errno.EINVAL:  # EINVAL only means that an offset in the file is impossible
            raise
        return _ANY_PACKAGE.with_problem(FileProblem.DAMAGED)


def _has_too_many_entries(content: Content) -> bool:
    """Count the entries first, because zipfile makes an object for each, and a crafted file could have millions."""
    entries = islice(content.positions(_DIRECTORY_ENTRY), _MAX_ENTRIES + 1)
    return sum(1 for _ in entries) > _MAX_ENTRIES


def _examine(content: Content, archive: zipfile.ZipFile) -> Findings:
    entries = archive.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return _ANY_PACKAGE.with_problem(FileProblem.LOCKED)
    findings = _open_document(archive, entries) or _ooxml(archive, entries) or _PLAIN
    is_whole = all(_is_at_its_offset(content, entry) for entry in entries)
    findings = findings.with_problem(None if is_whole else FileProblem.DAMAGED)
    if findings.types and findings.problem is None:
        return _with_parts(findings, archive, entries)
    return findings


def _with_parts(findings: Findings, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Findings:
    try:
        found = problem_in_parts(archive, entries)
    except TooMuchToReadError:
        return findings.with_problem(FileProblem.DAMAGED, rules=2)
    return findings if found is None else findings.with_problem(*found, rules=2)


def _is_at_its_offset(content: Content, entry: zipfile.ZipInfo) -> bool:
    """Whether the whole entry is at the offset that the directory gives; otherwise bytes were lost or added."""
    end = entry.header_offset + _LOCAL_HEADER_SIZE + entry.compress_size
    return content.at(entry.header_offset, 4) == _LOCAL_HEADER and end <= content.size


def _open_document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Findings | None:
    document_type = _OPEN_DOCUMENT.get(_part(archive, entries, "mimetype").strip())
    if document_type is None:
        return None
    noun, kind = document_type
    findings = Findings(noun, frozenset({kind}))
    if b"encryption-data" in _part(archive, entries, "meta-inf/manifest.xml"):
        return findings.with_problem(FileProblem.LOCKED)
    has_macros = any(_is_open_document_macro(entry.filename) for entry in entries)
    return findings.with_problem(FileProblem.MACROS if has_macros else None)


def _is_open_document_macro(name: str) -> bool:
    folder, _, rest = name.partition("/")
    return folder in ("Basic", "Scripts") and not name.endswith("/") and not rest.endswith(_EMPTY_LIBRARIES)


def _ooxml(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Findings | None:
    content_types = _part(archive, entries, "[content_types].xml")
    kinds = [kind for sign, kind in _OOXML.items() if sign in content_types]
    if not kinds:
        return None
    names = (entry.filename.lower() for entry in entries)
    has_macros = any(sign in content_types for sign in _OOXML_MACRO_SIGNS) or any(
        name.endswith("vbaproject.bin") or "macrosheets/" in name for name in names
    )
    return Findings(
        kinds[0][0], frozenset(kind for _, kind in kinds), problem=FileProblem.MACROS if has_macros else None
    )


def _part(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], name: str) -> bytes:
    """The first bytes of all entries called ``name``, in lower case. Of two such entries, programs may read either one.

    XML may also be in UTF-16, which is reduced to its ASCII letters.
    """
    raw = bytearray()
    named = [entry for entry in entries if entry.filename.lower() == name]
    if len(named) > _MAX_NAMESAKES:
        raise zipfile.BadZipFile
    for entry in named:
        if entry.compress_type not in _COMPRESSIONS:
            raise zipfile.BadZipFile
        with archive.open(entry) as part:
            raw += part.read(_PART_LIMIT)
    return bytes(raw).replace(b"\0", b"").lower()
