"""Word, Excel and PowerPoint 97-2003 documents: the kind, and whether it is encrypted or has macros.

Sources: [MS-DOC] 2.5.2, [MS-XLS] 2.4.28 and 2.4.117, [MS-PPT] 2.3.2 and 2.4.11, [MS-OVBA] 2.2.1, [MS-OFFCRYPTO] 2.3.4.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import FileProblem, Findings, TooMuchToReadError
from s11desk.evidence.office.compound_file import MAGIC, CompoundFile, CompoundFileError
from s11desk.evidence.office.embedded_objects import is_rights_managed, problem_in_compound, problem_in_presentation

_VBA_NAMES = {"vba", "_vba_project", "_vba_project_cur"}
_WORD_ENCRYPTED = 0x0100
_XLS_END, _XLS_PASSWORD, _XLS_SHEET, _XLS_MACRO_SHEET = 0x000A, 0x002F, 0x0085, 1
_XLS_GLOBALS = 4 << 20
_PPT_DOCUMENT = 64 << 20
_PPT_ENCRYPTED = 0xF3D1C4DF
# VBAInfoContainer with its VBAInfoAtom: a reference, then whether there are macros. Most files say "no".
_PPT_MACROS = re.compile(rb"\x1f\0\xff\x03\x14\0\0\0\x02\0\0\x04\x0c\0\0\0.{4}(?!\0\0\0\0)", re.DOTALL)


def examine(content: Content) -> Findings | None:
    """The findings for a compound file of any kind; None for anything else."""
    if content.at(0, 8) != MAGIC:
        return None
    try:
        return _examine(CompoundFile(content))
    except CompoundFileError:
        return Findings("an Office 97-2003 document", frozenset({"doc", "xls", "ppt"}), FileProblem.DAMAGED)


def _examine(file: CompoundFile) -> Findings:
    if "encryptedpackage" in file:
        problem = FileProblem.RIGHTS_MANAGED if is_rights_managed(file) else FileProblem.LOCKED
        return Findings("an encrypted Office document", frozenset({"docx", "xlsx", "pptx"}), problem)
    for stream, examine_stream in _EXAMINERS.items():
        if stream in file:
            return _with_objects(examine_stream(file, stream), file, stream)
    return Findings("an Outlook message" if "__properties_version1.0" in file else "unknown")


def _with_objects(findings: Findings, file: CompoundFile, stream: str) -> Findings:
    if is_rights_managed(file):
        findings = Findings(findings.noun, findings.types, FileProblem.RIGHTS_MANAGED, rules=2)
    has_vba = not _VBA_NAMES.isdisjoint(file.names())
    findings = findings.with_problem(FileProblem.MACROS if has_vba else None)
    findings = findings.with_problem(None if file.is_whole(stream) else FileProblem.DAMAGED)
    try:
        found = problem_in_compound(file, counts_macros=False)
        if found is None and "ppt" in findings.types:
            found = problem_in_presentation(file.read(stream, _PPT_DOCUMENT))
    except TooMuchToReadError:
        return findings.with_problem(FileProblem.DAMAGED, rules=2)
    if found is not None:
        return findings.with_problem(*found, rules=2)
    return findings.with_problem(None if file.has_all_sectors() else FileProblem.DAMAGED, rules=2)


def _word(file: CompoundFile, stream: str) -> Findings:
    header = file.read(stream, 12)
    flags = int.from_bytes(header[10:12], "little")
    return Findings(
        "a Word 97-2003 document", frozenset({"doc"}), FileProblem.LOCKED if flags & _WORD_ENCRYPTED else None
    )


def _excel(file: CompoundFile, stream: str) -> Findings:
    """Read the workbook's own records, which come before those of its sheets."""
    raw = file.read(stream, _XLS_GLOBALS)
    offset, is_encrypted, has_macros = 0, False, False
    while offset + 4 <= len(raw):
        kind, length = struct.unpack_from("<HH", raw, offset)
        if kind == _XLS_END:
            break
        is_encrypted |= kind == _XLS_PASSWORD
        has_macros |= kind == _XLS_SHEET and raw[offset + 9 : offset + 10] == bytes([_XLS_MACRO_SHEET])
        offset += 4 + length
    problem = FileProblem.LOCKED if is_encrypted else FileProblem.MACROS if has_macros else None
    return Findings("an Excel 97-2003 workbook", frozenset({"xls"}), problem)


def _powerpoint(file: CompoundFile, stream: str) -> Findings:
    user = file.read("current user", 16) if "current user" in file else b""
    findings = Findings("a PowerPoint 97-2003 presentation", frozenset({"ppt"}))
    if int.from_bytes(user[12:16], "little") == _PPT_ENCRYPTED:
        return findings.with_problem(FileProblem.LOCKED)
    has_macros = _PPT_MACROS.search(file.read(stream, _PPT_DOCUMENT)) is not None
    return findings.with_problem(FileProblem.MACROS if has_macros else None)


_EXAMINERS: dict[str, Callable[[CompoundFile, str], Findings]] = {
    "worddocument": _word,
    "workbook": _excel,
    "book": _excel,
    "powerpoint document": _powerpoint,
}
