"""What a program does to a disk, in order. Paths are relative to the folder that is recorded; ``file`` numbers a file.

A file keeps its number when it is renamed. A path that is used again after its file was removed gets a new number.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Created:
    """A file got its first name."""

    file: int
    path: str


@dataclass(frozen=True, slots=True)
class FolderMade:
    path: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A file got one more name."""

    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Renamed:
    source: str
    path: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A file or an empty folder lost this name."""

    path: str


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes in the middle of a file."""

    file: int
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """All of a file at this moment; which of the writes before it are on the disk is not known."""

    file: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """A file got this size."""

    file: int
    size: int


@dataclass(frozen=True, slots=True)
class Flushed:
    """What was done to a file is on the disk."""

    file: int


@dataclass(frozen=True, slots=True)
class FolderFlushed:
    """The names in a folder are on the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The program told a person that this is kept. ``claim`` names a check of ``subject`` and ``value``."""

    claim: str
    subject: str
    value: str = ""


NameChange = Created | FolderMade | Linked | Renamed | Removed
ContentChange = Written | Filled | Cut
Event = NameChange | ContentChange | Flushed | FolderFlushed | Acknowledged
