"""Finds programs in a PDF: attached ones, ones that it starts, and the payload of a rights management wrapper.

A *link* to a program on the web and the address that a form is sent to are not programs in the file, so they do not
count: only file specifications with an embedded file (ISO 32000-2, 7.11.4) and launch actions (12.6.4.5) do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.evidence.pdf.pdf_lock import PdfLock
from s11desk.evidence.pdf.pdf_objects import Owner, PdfObjects
from s11desk.evidence.pdf.pdf_values import PdfDictionary, PdfName, PdfString, PdfValue, text_of
from s11desk.evidence.program_names import is_program_name, looks_like_program, starts_interpreter

__all__ = ["FoundProgram", "RightsWrapper", "find_program"]

_NAMES = (b"UF", b"F", b"DOS", b"Mac", b"Unix")
_HEAD = 256
_WEB_ENDINGS = ("com", "app", "sh", "py", "pl", "rs", "zip", "mov")
"""Endings that are also those of web addresses: a mistyped link becomes a launch action."""
_FIRST_ENDINGS = """
bat chm cmd cpl dll exe hta jar js jse lnk msi msp pif ps1 reg scr vb vbe vbs wsf wsh docm dotm xlsm pptm
"""
_FIRST_RULES = frozenset(_FIRST_ENDINGS.split())
"""The endings that the first rules knew, in names that were not hidden."""


@dataclass(frozen=True, slots=True)
class FoundProgram:
    """A program: its name, and the first rules on content that refuse it (:data:`~.findings.CONTENT_RULES`)."""

    name: str
    rules: int


@dataclass(frozen=True, slots=True)
class RightsWrapper:
    """The PDF only wraps an encrypted document (7.6.7), and says that the reader has no access to it."""


def find_program(objects: PdfObjects, lock: PdfLock) -> FoundProgram | RightsWrapper | None:
    """The first program that the PDF carries or starts. Raises ``TooMuchToReadError``."""
    program: FoundProgram | None = None
    for found, owner in objects.dictionaries_with(b"EF", b"Launch", b"EncryptedPayload"):
        if PdfName(b"EncryptedPayload") in (*found.all(b"AFRelationship"), *found.all(b"Type")):
            return RightsWrapper()
        if program is None and found.all(b"EF"):
            program = _attached_program(objects, lock, found, owner)
        if program is None and PdfName(b"Launch") in found.all(b"S"):
            names = _launched_names(objects, lock, found, owner)
            program = next((_program_named(name) for name in names if _starts_program(name)), None)
    return program


def _attached_program(objects: PdfObjects, lock: PdfLock, found: PdfDictionary, owner: Owner) -> FoundProgram | None:
    names = tuple(_file_names(objects, lock, found, owner))
    named = next((_program_named(name) for name in names if is_program_name(name)), None)
    if named is None and any(_embeds_program(objects, value, owner) for value in found.all(b"EF")):
        return FoundProgram(names[0] if names else "", 2)
    return named


def _program_named(name: str) -> FoundProgram:
    return FoundProgram(name, 1 if name.rpartition(".")[2].lower() in _FIRST_RULES else 2)


def _file_names(objects: PdfObjects, lock: PdfLock, found: PdfDictionary, owner: Owner) -> Iterator[str]:
    for key in _NAMES:
        for value in found.all(key):
            yield from _texts(objects, lock, value, owner)


def _texts(objects: PdfObjects, lock: PdfLock, value: PdfValue, owner: Owner) -> Iterator[str]:
    """The text of a string, decrypted: strings in object streams are not encrypted again."""
    for string, where in objects.resolve(value, owner):
        if isinstance(string, PdfString):
            yield text_of(lock.string(string.raw, where.number, where.generation))


def _embeds_program(objects: PdfObjects, value: PdfValue, owner: Owner) -> bool:
    """Whether the embedded file itself begins as a program does, whatever its name."""
    files = (pair for pair in objects.resolve(value, owner) if isinstance(pair[0], PdfDictionary))
    streams = ((stream, where) for found, where in files for _, stream in _entries(found))
    return any(
        looks_like_program(head) for stream, where in streams for head in objects.stream_head(stream, where, _HEAD)
    )


def _entries(value: PdfValue) -> tuple[tuple[bytes, PdfValue], ...]:
    return value.entries if isinstance(value, PdfDictionary) else ()


def _launched_names(objects: PdfObjects, lock: PdfLock, action: PdfDictionary, owner: Owner) -> Iterator[str]:
    """What a launch action opens: ``/F``, or ``/F`` in the part for one system. With ``/P`` it runs with arguments."""
    for value in action.all(b"F"):
        yield from _names_of(objects, lock, value, owner)
    for key in (b"Win", b"Mac", b"Unix"):
        for value in action.all(key):
            for part, where in objects.resolve(value, owner):
                if isinstance(part, PdfDictionary):
                    arguments = [text for given in part.all(b"P") for text in _texts(objects, lock, given, where)]
                    for name in (name for given in part.all(b"F") for name in _names_of(objects, lock, given, where)):
                        yield f"{name}.exe" if any(text.strip() for text in arguments) else name
                else:
                    yield from _names_of(objects, lock, part, where)


def _names_of(objects: PdfObjects, lock: PdfLock, value: PdfValue, owner: Owner) -> Iterator[str]:
    """The names of a file specification, which is a string or a dictionary (7.11.3)."""
    for found, where in objects.resolve(value, owner):
        if isinstance(found, PdfDictionary):
            yield from _file_names(objects, lock, found, where)
        else:
            yield from _texts(objects, lock, found, where)


def _starts_program(name: str) -> bool:
    is_address = name.strip(" .\0").lower().endswith(tuple(f".{ending}" for ending in _WEB_ENDINGS))
    return starts_interpreter(name) or (is_program_name(name) and not is_address)
