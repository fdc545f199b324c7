"""Compound files, the container of Word, Excel and PowerPoint 97-2003, read by olefile. Source: [MS-CFB].

olefile follows every chain that a file holds, as often as the file says. A hostile file would keep it busy for hours or
fill the memory, so this module limits how many bytes olefile may read at each step.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from olefile import MAGIC, STGTY_EMPTY, STGTY_ROOT, STGTY_STREAM, OleFileIO
from olefile.olefile import FREESECT

from s11desk.evidence.file_content import Content

__all__ = ["MAGIC", "CompoundFile", "CompoundFileError"]

_SECTOR_SIZES = (512, 4096)
_TABLE_SLACK = 1 << 20
_DIRECTORY_LIMIT = 4 << 20
_SMALL_STREAMS_LIMIT = 16 << 20

_PARSING_ERRORS = (OSError, ValueError, IndexError, OverflowError, RecursionError, TypeError, struct.error)
"""The errors that olefile raises for a number that makes no sense where it is."""


class CompoundFileError(Exception):
    """A sector, a chain or an entry is not where the file says, or olefile has to read too much to find it."""


class CompoundFile:
    """Reads ``content`` as a compound file. Raises :class:`CompoundFileError` here and in :meth:`read`."""

    def __init__(self, content: Content) -> None:
        self._content = content
        try:
            self._file = _LimitedOleFile(content)
        except _PARSING_ERRORS as error:
            raise CompoundFileError from error
        if self._file.sectorsize not in _SECTOR_SIZES or self._file.root.entry_type != STGTY_ROOT:
            raise CompoundFileError
        self._top: dict[str, Any] = {entry.name.lower(): entry for entry in self._file.root.kids}

    def __contains__(self, name: str) -> bool:
        """Whether ``name`` (in lower case) is directly under the root. Names inside embedded documents do not count."""
        return name in self._top

    def names(self) -> frozenset[str]:
        """The names of all storages and streams in lower case, at any depth, even outside the directory tree."""
        return frozenset(entry.name.lower() for entry in self._file.direntries if entry.entry_type != STGTY_EMPTY)

    def read(self, name: str, limit: int) -> bytes:
        """The first ``limit`` bytes of the stream ``name`` under the root; or fewer if the file ends earlier."""
        entry = self._top[name]
        size = min(entry.size, limit, self._content.size)
        try:
            return self._file.read_stream(entry.isectStart, size, is_small=entry.is_minifat)
        except _PARSING_ERRORS as error:
            raise CompoundFileError from error

    def read_all(self, name: str, limit: int) -> Iterator[bytes]:
        """The first ``limit`` bytes of every stream called ``name`` (in lower case), at any depth.

        A stream that cannot be read is left out, because the programs of the document cannot read it either.
        """
        for entry in self._file.direntries:
            if entry.entry_type == STGTY_STREAM and entry.name.lower() == name:
                size = min(entry.size, limit, self._content.size)
                with suppress(*_PARSING_ERRORS, CompoundFileError):
                    yield self._file.read_stream(entry.isectStart, size, is_small=entry.is_minifat)

    def has_all_sectors(self) -> bool:
        """Whether every sector that the table gives to a stream begins inside the file."""
        table: array[int] = self._file.fat
        size = self._file.sectorsize
        beyond = max(0, -(-self._content.size // size) - 1)
        return all(entry == FREESECT for entry in table[beyond:])

    def is_whole(self, name: str) -> bool:
        """Whether every sector of the stream ``name`` begins inside the file."""
        entry = self._top[name]
        if entry.is_minifat:
            return len(self.read(name, entry.size)) >= int(entry.size)
        table: array[int] = self._file.fat
        sector: int = entry.isectStart
        sectors: int = -(-entry.size // self._file.sectorsize)
        if sectors > len(table):
            return False
        for _ in range(sectors):
            if sector >= len(table):
                return False
            sector = table[sector]
        return True


class _LimitedStream:
    """A file for olefile. It raises if olefile asks for more than ``allowed`` bytes, even past the end of the file."""

    closed = False

    def __init__(self, content: Content) -> None:
        self._content = content
        self._offset = 0
        self.allowed = content.size // 64 + _TABLE_SLACK
        """At first enough for the header and twice the allocation table, which takes 4 bytes for 512 of the file."""

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._offset = offset + (self._content.size if whence == os.SEEK_END else 0)
        return self._offset

    def tell(self) -> int:
        return self._offset

    def read(self, size: int) -> bytes:
        if size > self.allowed:
            raise CompoundFileError
        self.allowed -= size
        raw = self._content.at(self._offset, size)
        self._offset += len(raw)
        return raw


class _LimitedOleFile(OleFileIO):  # type: ignore[misc] # olefile has no types
    """olefile without the steps whose time or memory a file can choose."""

    def __init__(self, content: Content) -> None:
        self._stream = _LimitedStream(content)
        super().__init__(self._stream)

    def loadfat_sect(self, sect: bytes | array[int]) -> Any:
        # olefile copies the whole table for each sector that it adds, so a table longer than the file costs minutes.
        return None if len(self.fat) > self.nb_sect else super().loadfat_sect(sect)

    def loaddirectory(self, sect: int) -> None:
        self._stream.allowed = _DIRECTORY_LIMIT
        super().loaddirectory(sect)
        for index, entry in enumerate(self.direntries):
            if entry is None:
                self._load_direntry(index)

    def _check_duplicate_stream(self, *_: object) -> None:
        """Do nothing. olefile compares each entry with all earlier ones here, and only logs the duplicates."""

    def read_stream(self, start: int, size: int, *, is_small: bool) -> bytes:
        """``size`` bytes of the chain that begins at the sector ``start``. Small streams share one large stream."""
        self._stream.allowed = _SMALL_STREAMS_LIMIT if is_small else size + self.sectorsize
        raw: bytes = self._open(start, size, force_FAT=not is_small).read()
        return raw
