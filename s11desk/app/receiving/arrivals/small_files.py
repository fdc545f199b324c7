"""Files that are small enough to be read together: their content is in memory, so every step sees the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from s11desk.app.receiving.arrivals.found_files import FoundFile, FoundKind
from s11desk.app.returns.verifying.verify_many import MOST_BYTES
from s11desk.bundle.file_start import starts_as_return
from s11desk.files.regular_files import read_small
from s11desk.signing.envelope.envelope_start import is_envelope

TOGETHER = 96
"""At most so many files are verified with one call. A few such groups are recorded in one transaction."""
_BYTES_TOGETHER = 8 * 1024 * 1024
_HEAD = 4096


class SmallFile(msgspec.Struct, frozen=True):
    """A file in memory, of ``size`` bytes. ``is_return``: it begins as a return does, so it is kept in any case.

    ``content``: empty once nothing needs it any more.
    """

    file: FoundFile
    content: bytes
    sha256: str
    is_return: bool
    size: int

    def without_content(self) -> SmallFile:
        """This file, for what is done once it is verified and written."""
        return msgspec.structs.replace(self, content=b"")


@dataclass(frozen=True, slots=True)
class FileGroup:
    """Files that are taken in together. ``small``: their content, in the order of ``files``; empty for one file alone.

    A large file is alone, and what is encrypted, and what cannot be opened.
    """

    files: tuple[FoundFile, ...]
    small: tuple[SmallFile, ...] = ()


def file_groups(files: Sequence[FoundFile]) -> Iterator[FileGroup]:
    """Put the files into groups, in their order. Each is read when its turn comes."""
    waiting: list[SmallFile] = []
    size = 0
    for file in files:
        small = _read_small(file)
        if waiting and (small is None or len(waiting) == TOGETHER or size + small.size > _BYTES_TOGETHER):
            yield _group(waiting)
            waiting, size = [], 0
        if small is None:
            yield FileGroup((file,))
        else:
            waiting.append(small)
            size += small.size
    if waiting:
        yield _group(waiting)


def _group(small: Sequence[SmallFile]) -> FileGroup:
    return FileGroup(tuple(one.file for one in small), tuple(small))


def _read_small(file: FoundFile) -> SmallFile | None:
    """The file, or None if it has to be taken in alone."""
    if file.kind is not FoundKind.FILE:
        return None
    try:
        content = read_small(file.path, MOST_BYTES)
    except OSError:  # taken in alone, it gets a sentence, or it is large
        return None
    head = content[:_HEAD]
    if is_envelope(head):
        return None
    return SmallFile(file, content, hashlib.sha256(content).hexdigest(), starts_as_return(head), len(content))
