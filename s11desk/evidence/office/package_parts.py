"""Examines the parts of a ZIP package: programs among them, objects that carry one, and parts fetched from elsewhere.

Each part is unpacked only as far as its kind needs, and all together up to a limit that no real document reaches. A
file beyond it is refused: a part that was not examined could be the program.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from contextlib import suppress

from s11desk.evidence.findings import FileProblem, TooMuchToReadError
from s11desk.evidence.office.compound_file import MAGIC
from s11desk.evidence.office.embedded_objects import FoundProblem, problem_in_object
from s11desk.evidence.office.remote_parts import remote_address
from s11desk.evidence.program_names import is_program_name, looks_like_program

__all__ = ["problem_in_parts"]

_HEAD = 256
_RELATIONS = 8 << 20
_OBJECT = 64 << 20
_IN_ALL = 256 << 20
_MAX_PARTS = 20_000
_MAX_ENTRIES = 50_000
_MAX_DEPTH = 3
_ZIP = b"PK\x03\x04"
_HARMLESS = (
    ".xml",
    ".vml",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".emf",
    ".wmf",
    ".tif",
    ".tiff",
    ".svg",
    ".odttf",
    ".fntdata",
)
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error, OSError)


def problem_in_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> FoundProblem | None:
    """The first problem in the parts of a package. A part that cannot be unpacked has none: no program can read it.

    Raises :class:`TooMuchToReadError`.
    """
    return _Parts().problem_in(archive, entries, 0)


class _Parts:
    """The parts of one file, and those of the packages inside it. ``left``: bytes that may still be unpacked."""

    def __init__(self) -> None:
        self.left = _IN_ALL
        self.parts = _MAX_PARTS

    def problem_in(self, archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], depth: int) -> FoundProblem | None:
        for entry in entries:
            name = entry.filename
            if is_program_name(name):
                return FileProblem.PROGRAM, name.rpartition("/")[2]
            if depth and name.lower().endswith("vbaproject.bin"):
                return FileProblem.MACROS, ""
            if name.endswith("/"):
                continue
            found = self._problem_of(archive, entry, depth)
            if found is not None:
                return found
        return None

    def _problem_of(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> FoundProblem | None:
        name = entry.filename.lower()
        if name.endswith(".rels"):
            address = remote_address(self._whole(archive, entry, _RELATIONS))
            return None if address is None else (FileProblem.REMOTE, address)
        if name.endswith(_HARMLESS):
            return None
        self.parts -= 1
        if self.parts < 0:
            raise TooMuchToReadError
        head = self._unpack(archive, entry, _HEAD)
        if looks_like_program(head):
            return FileProblem.PROGRAM, entry.filename.rpartition("/")[2]
        if head.startswith(MAGIC):
            return problem_in_object(self._whole(archive, entry, _OBJECT))
        if head.startswith(_ZIP):
            return self._problem_in_package(self._whole(archive, entry, _OBJECT), depth + 1)
        return None

    def _problem_in_package(self, raw: bytes, depth: int) -> FoundProblem | None:
        if depth > _MAX_DEPTH or raw.count(b"PK\x01\x02") > _MAX_ENTRIES:
            raise TooMuchToReadError
        with suppress(*_UNREADABLE), zipfile.ZipFile(io.BytesIO(raw)) as inner:
            return self.problem_in(inner, inner.infolist(), depth)
        return None

    def _whole(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
        raw = self._unpack(archive, entry, limit + 1)
        if len(raw) > limit:
            raise TooMuchToReadError
        return raw

    def _unpack(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
        """The first ``limit`` bytes of a part."""
        raw = b""
        with suppress(*_UNREADABLE), archive.open(entry) as part:
            raw = part.read(limit)
        self.left -= len(raw) + _HEAD
        if self.left < 0:
            raise TooMuchToReadError
        return raw
