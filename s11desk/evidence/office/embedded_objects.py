"""Finds programs and links to the web in the objects that a document carries: OLE packages, embedded documents.

Word, Excel and PowerPoint wrap a file of any other kind into a package (the stream ``\\x01Ole10Native``). Sources:
[MS-OLEDS] 2.3.6, [MS-OSHARED] 2.3.7.1, [MS-PPT] 2.10.34, [MS-OFFCRYPTO] 2.2.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import TypeVar

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import FileProblem, TooMuchToReadError
from s11desk.evidence.office.compound_file import MAGIC, CompoundFile, CompoundFileError
from s11desk.evidence.program_names import is_program_name, looks_like_program

__all__ = ["FoundProblem", "is_rights_managed", "problem_in_compound", "problem_in_object", "problem_in_presentation"]

FoundProblem = tuple[FileProblem, str]
"""A problem, and the name or address that shows it."""

_Object = TypeVar("_Object")
_PACKAGE = "\x01ole10native"
_LINK = "\x01ole"
_URL_MONIKER = bytes.fromhex("e0c9ea79f9bace118c8200aa004ba90b")
_VBA_NAMES = {"vba", "_vba_project", "_vba_project_cur"}
_MAX_OBJECTS = 5_000
_HEAD = 8192
_UNPACKED_EACH = 64 << 20
_UNPACKED_IN_ALL = 256 << 20
_SLIDE_OBJECT = re.compile(rb"(?P<kind>\x10\0|\0\0)\x11\x10(?P<length>.{4})", re.DOTALL)


def is_rights_managed(file: CompoundFile) -> bool:
    """Whether the names are those of a protected document, of which others see only a page that says so."""
    return any(name.lstrip("\t\x06").startswith("drm") for name in file.names())


def problem_in_compound(file: CompoundFile, *, counts_macros: bool) -> FoundProblem | None:
    """The first problem in the objects of a compound file. Raises ``CompoundFileError`` and ``TooMuchToReadError``.

    ``counts_macros``: whether macros count as well, because the file itself is embedded in a document.
    """
    for raw in _all_of(file.read_all(_PACKAGE, _HEAD)):
        program = _packaged_program(raw)
        if program is not None:
            return FileProblem.PROGRAM, program
    for raw in _all_of(file.read_all(_LINK, _HEAD)):
        _, moniker, address = raw.partition(_URL_MONIKER)
        if moniker:
            return FileProblem.REMOTE, address[4:].decode("utf-16-le", "replace").partition("\0")[0]
    if counts_macros and not _VBA_NAMES.isdisjoint(file.names()):
        return FileProblem.MACROS, ""
    return None


def problem_in_presentation(document: bytes) -> FoundProblem | None:
    """The first problem in the objects of a PowerPoint 97-2003 presentation, given its main stream.

    Raises ``TooMuchToReadError``.
    """
    left = _UNPACKED_IN_ALL
    for found in _all_of(_SLIDE_OBJECT.finditer(document)):
        length = int.from_bytes(found["length"], "little")
        raw = document[found.end() : found.end() + min(length, _UNPACKED_EACH)]
        content = _inflate(raw[4:], _UNPACKED_EACH + 1) if found["kind"] == b"\x10\0" else raw
        left -= max(len(content), _HEAD)
        if left < 0 or len(content) > _UNPACKED_EACH:
            raise TooMuchToReadError
        problem = problem_in_object(content)
        if problem is not None:
            return problem
    return None


def problem_in_object(content: bytes) -> FoundProblem | None:
    """The first problem in an embedded object that may be a compound file. A damaged one has none: nobody can open it.

    Raises ``TooMuchToReadError``.
    """
    if not content.startswith(MAGIC):
        return None
    try:
        return problem_in_compound(CompoundFile(Content(io.BytesIO(content))), counts_macros=True)
    except CompoundFileError:
        return None


def _all_of(objects: Iterable[_Object]) -> Iterator[_Object]:
    """The objects one after another, up to a number that no real document has."""
    for number, each in enumerate(objects):
        if number >= _MAX_OBJECTS:
            raise TooMuchToReadError
        yield each


def _packaged_program(raw: bytes) -> str | None:
    """The name of the program in a package; None for another file. Names come first, then the file itself."""
    names, at = [], 6
    for _ in range(2):
        end = raw.find(b"\0", at)
        if end < 0:
            break
        names.append(raw[at:end].decode("cp1252", "replace"))
        at = end + 1
    path_size = int.from_bytes(raw[at + 4 : at + 8], "little")
    names.append(raw[at + 8 : at + 8 + min(path_size, _HEAD)].rstrip(b"\0").decode("cp1252", "replace"))
    program = next((name for name in names if is_program_name(name)), None)
    content = raw[at + 8 + path_size + 4 :] if path_size < _HEAD else b""
    if program is None and looks_like_program(content[:256]):
        program = names[0]
    return None if program is None else re.split(r"[\\/]", program)[-1]


def _inflate(raw: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, limit)
    except zlib.error:
        return b""
