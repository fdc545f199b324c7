"""Finds the type of a file by its content and its extension together, or the reason to refuse it.

A topic pack may allow only the types in :data:`CHECKABLE`: this program can recognise their content reliably.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

import filetype

from s11desk.domain.topic_limits import EVIDENCE_TYPES
from s11desk.errors.evidence_errors import (
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceEncrypted,
    EvidenceHasMacros,
    EvidenceHasProgram,
    EvidenceMislabelled,
    EvidenceReachesOut,
    EvidenceRightsManaged,
    EvidenceTooLarge,
    EvidenceTypeRefused,
)
from s11desk.evidence import office97_check, package_check, pdf_check, picture_check, text_check
from s11desk.evidence.display_names import shown
from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import EMPTY, UNKNOWN, FileProblem, Findings

CHECKABLE = frozenset(EVIDENCE_TYPES)
"""Extensions in lower case. It leaves out rtf, because programs embedded in it cannot be found reliably, and types that
no agency is known to send."""

_EXAMINERS: tuple[Callable[[Content], Findings | None], ...] = (
    picture_check.examine,
    office97_check.examine,
    package_check.examine,
    pdf_check.examine,
    text_check.examine,
)
_ARCHIVES = {"7z", "rar", "gz", "tar", "bz2", "xz", "Z", "lz", "lz4", "lzo", "zst", "br", "cab", "ar", "deb", "rpm"}
_PROGRAMS = {"exe": "a Windows program", "elf": "a Linux program", "swf": "a Flash film", "wasm": "a program"}
_PROGRAM_STARTS = (
    *(b"MZ", b"ZM", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xfe\xed\xfa"),
    *(b"L\0\0\0\x01\x14\x02\0", b"!<arch>\n", b"#!"),
)
"""Windows programs and libraries; Linux; Java and macOS; then a shortcut of Windows, a library, a script."""
_BY_MIME = {"video": "a video", "audio": "a sound recording", "image": "a picture of another kind"}


def sniff(stream: BinaryIO, name: str, allowed: tuple[str, ...]) -> str:
    """The type of the file ``name`` with the bytes ``stream``: its extension in lower case, without the dot.

    ``allowed``: lower-case extensions from the pack. Raises ``EvidenceTypeRefused``, ``EvidenceEmpty``,
    ``EvidenceMislabelled``, ``EvidenceEncrypted``, ``EvidenceHasMacros`` or ``EvidenceDamaged``.
    """
    extension = check_extension(name, allowed)
    findings = examine(stream)
    if findings == EMPTY:
        raise EvidenceEmpty(name=name)
    if extension not in findings.types:
        raise EvidenceMislabelled(name=name, extension=extension, detected=findings.noun)
    refuse_problem(name, findings)
    return extension


def refuse_problem(name: str, findings: Findings) -> None:
    """Raise the error for what a rule of content found in the file ``name``; nothing without a problem."""
    match findings.problem:
        case FileProblem.LOCKED:
            raise EvidenceEncrypted(name=name)
        case FileProblem.RIGHTS_MANAGED:
            raise EvidenceRightsManaged(name=name)
        case FileProblem.MACROS:
            raise EvidenceHasMacros(name=name)
        case FileProblem.PROGRAM:
            raise EvidenceHasProgram(name=name, program=shown(findings.detail))
        case FileProblem.REMOTE:
            raise EvidenceReachesOut(name=name, address=shown(findings.detail))
        case FileProblem.DAMAGED:
            raise EvidenceDamaged(name=name)
        case None:
            return


def check_extension(name: str, allowed: tuple[str, ...]) -> str:
    """The extension of ``name`` in lower case. Raises ``EvidenceTypeRefused`` with the allowed extensions."""
    extension = PurePath(name).suffix[1:].lower()
    wanted = tuple(kind for kind in allowed if kind in CHECKABLE)
    if extension not in wanted:
        raise EvidenceTypeRefused(name=name, extension=extension, allowed=wanted)
    return extension


def check_size(name: str, size: int, limit: int) -> None:
    """Check a size in bytes. Raises ``EvidenceEmpty`` or ``EvidenceTooLarge``."""
    if size == 0:
        raise EvidenceEmpty(name=name)
    if size > limit:
        raise EvidenceTooLarge(name=name, size=size, limit=limit)


def examine(stream: BinaryIO) -> Findings:
    """The findings on the bytes of ``stream``, without regard to the file's name."""
    content = Content(stream)
    if content.size == 0:
        return EMPTY
    found = (examiner(content) for examiner in _EXAMINERS)
    return next((findings for findings in found if findings is not None), None) or _other(content)


def examine_type(stream: BinaryIO) -> Findings:
    """As :func:`examine`, but a PDF is not searched for programs: that would take as long as reading all of it."""
    content = Content(stream)
    return Findings("a PDF document", frozenset({"pdf"})) if pdf_check.begins_as_pdf(content) else examine(stream)


def begins_as_program(stream: BinaryIO) -> bool:
    """Whether the first bytes are those of a program, a library or a shortcut. Plain text may begin in the same way."""
    return Content(stream).at(0, 8).startswith(_PROGRAM_STARTS)


def _other(content: Content) -> Findings:
    """The findings on a kind of file that no pack may allow, with the best available name for it."""
    kind = filetype.guess(content.at(0, 8192))
    if kind is None:
        return UNKNOWN
    if kind.extension in _ARCHIVES:
        return Findings("an archive")
    noun = _PROGRAMS.get(kind.extension) or _BY_MIME.get(kind.mime.partition("/")[0])
    return Findings(noun) if noun else UNKNOWN
