"""Finds the type of a file by its content and its extension together, or the reason to refuse it.

A topic pack may allow only the types in :data:`CHECKABLE`: this program can recognise their content reliably.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

import filetype

from s11desk.domain.topics.topic_limits import EVIDENCE_TYPES
from s11desk.errors import UserError
from s11desk.errors.evidence_errors import (
    EvidenceConvertible,
    EvidenceDamaged,
    EvidenceEmpty,
    EvidenceEncrypted,
    EvidenceHasMacros,
    EvidenceHasProgram,
    EvidenceMislabelled,
    EvidenceNeedsResaving,
    EvidenceReachesOut,
    EvidenceRightsManaged,
    EvidenceStandIn,
    EvidenceTooLarge,
    EvidenceTypeRefused,
    OfficeProgram,
)
from s11desk.evidence import text_check
from s11desk.evidence.display_names import shortened_line
from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import EMPTY, UNKNOWN, FileProblem, Findings
from s11desk.evidence.office import office97_check, package_check
from s11desk.evidence.pdf import pdf_check
from s11desk.evidence.pictures import picture_check
from s11desk.evidence.stand_ins import stand_in
from s11desk.reader_process.run_in_reader import run_in_reader

CHECKABLE = frozenset(EVIDENCE_TYPES)
"""Extensions in lower case. It leaves out rtf, because programs embedded in it cannot be found reliably, and types that
no agency is known to send."""

JPEG_TYPES = ("jpg", "jpeg")
SAME_TYPES = {
    **dict.fromkeys((*JPEG_TYPES, "jpe", "jfif", "jif", "pjpeg", "mpo"), JPEG_TYPES),
    **dict.fromkeys(("heif", "hif"), ("heic",)),
}
"""For an extension, the usual ones of the same type."""
CONVERTIBLE_TYPES = frozenset({"heic", "webp"})
"""Pictures of which :func:`s11desk.evidence.pictures.jpeg_copy.write_jpeg_copy` makes a JPEG."""
TEXT_TYPES = frozenset({"txt", "csv"})
"""A text under a wrong name looks like the remains of another file, so the program suggests no other name for it."""
RESAVING = {
    **dict.fromkeys(("doc", "docx", "rtf", "odt"), OfficeProgram.WORD),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv"), OfficeProgram.EXCEL),
    **dict.fromkeys(("ppt", "pptx", "odp"), OfficeProgram.POWERPOINT),
}
"""The program that can save a file with this extension again, if it is in another format that the program opens."""

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
_OLD_DOCUMENTS = {
    **dict.fromkeys((b"\xdb\xa5", b"\x9b\xa5", b"\x31\xbe", b"\xfe\x37"), "a very old Word document"),
    b"\xffWPC": "a WordPerfect document",
    **dict.fromkeys((b"\t\0\4\0", b"\t\0\6\0", b"\t\2\6\0", b"\t\4\6\0"), "a very old Excel workbook"),
}
"""The first bytes of formats of before 1995, which office programs still open."""
_BY_MIME = {"video": "a video", "audio": "a sound recording", "image": "a picture of another kind"}


@run_in_reader
def sniff_type(stream: BinaryIO, name: str, allowed: tuple[str, ...]) -> str:
    """The type of the file ``name`` with the bytes ``stream``: its extension in lower case, without the dot.

    A second extension of a type counts as the usual one: ``photo.jfif`` is a "jpg". ``allowed``: lower-case extensions
    from the pack. Raises ``EvidenceEmpty``, ``EvidenceTypeRefused``, ``EvidenceMislabelled``, ``EvidenceConvertible``,
    ``EvidenceNeedsResaving``, ``EvidenceStandIn``, or what :func:`refuse_problem` raises.

    The rule of type decides which type a file has. It is the same for every return. :func:`refuse_problem` applies the
    rules of content, which grow with each version (:data:`~s11desk.evidence.findings.CONTENT_RULES`).
    """
    findings = examine(stream)
    kind = usual_extension(name, allowed)
    if findings == EMPTY:
        raise EvidenceEmpty(name=name)
    if kind not in findings.types or kind not in _checkable(allowed):
        raise _wrong_kind(name, findings, allowed)
    refuse_problem(name, findings)
    return kind


def _wrong_kind(name: str, findings: Findings, allowed: tuple[str, ...]) -> UserError:
    """The error for a file whose content does not belong to its name, or to the question: with the best way out."""
    stand_in_kind = stand_in(name)
    if stand_in_kind is not None:
        return EvidenceStandIn(name=name, stand_in=stand_in_kind)
    if findings.problem is None and findings.types != TEXT_TYPES:
        suitable = next((kind for kind in _checkable(allowed) if kind in findings.types), None)
        if suitable is not None:
            return EvidenceMislabelled(name, _extension(name), findings.noun, suggested=with_extension(name, suitable))
        jpeg = next((kind for kind in _checkable(allowed) if kind in JPEG_TYPES), None)
        if jpeg is not None and findings.types & CONVERTIBLE_TYPES:
            return EvidenceConvertible(name=name, detected=findings.noun, converted=with_extension(name, jpeg))
    program = RESAVING.get(_extension(name))
    if program is not None and findings.resaving and any(RESAVING.get(kind) is program for kind in _checkable(allowed)):
        return EvidenceNeedsResaving(name=name, detected=findings.noun, program=program)
    if usual_extension(name, allowed) not in _checkable(allowed):
        return EvidenceTypeRefused(name=name, extension=_extension(name), allowed=_checkable(allowed))
    return EvidenceMislabelled(name=name, extension=_extension(name), detected=findings.noun)


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
            raise EvidenceHasProgram(name=name, program=shortened_line(findings.detail))
        case FileProblem.REMOTE:
            raise EvidenceReachesOut(name=name, address=shortened_line(findings.detail))
        case FileProblem.DAMAGED:
            raise EvidenceDamaged(name=name)
        case None:
            return


def usual_extension(name: str, allowed: tuple[str, ...]) -> str:
    """The extension of ``name`` in lower case; for a second extension of a type, the one of it that is allowed."""
    extension = _extension(name)
    same = SAME_TYPES.get(extension, ())
    return extension if extension in allowed else next((kind for kind in same if kind in allowed), extension)


def with_extension(name: str, extension: str) -> str:
    """``name`` with ``extension`` in place of its own, or after it if it has none."""
    return str(PurePath(name).with_suffix(f".{extension}"))


def kept_name(name: str, kind: str) -> str:
    """The name under which a file of the type ``kind`` is kept, so that its ending is that of its type."""
    return name if _extension(name) == kind else with_extension(name, kind)


def check_extension(name: str, allowed: tuple[str, ...]) -> str:
    """The usual extension of ``name``. Raises ``EvidenceTypeRefused`` with the allowed extensions."""
    extension = usual_extension(name, allowed)
    if extension not in _checkable(allowed):
        raise EvidenceTypeRefused(name=name, extension=_extension(name), allowed=_checkable(allowed))
    return extension


def _checkable(allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(kind for kind in allowed if kind in CHECKABLE)


def _extension(name: str) -> str:
    return PurePath(name).suffix[1:].lower()


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
    old = next((noun for start, noun in _OLD_DOCUMENTS.items() if content.at(0, 8).startswith(start)), None)
    if old is not None:
        return Findings(old, resaving=True)
    kind = filetype.guess(content.at(0, 8192))
    if kind is None:
        return UNKNOWN
    if kind.extension in _ARCHIVES:
        return Findings("an archive")
    noun = _PROGRAMS.get(kind.extension) or _BY_MIME.get(kind.mime.partition("/")[0])
    return Findings(noun) if noun else UNKNOWN
