"""Compound files, the container of Word, Excel and PowerPoint 97-2003. Source: [MS-CFB].

Only what is asked for is read: the header, the allocation table, the directory, and the beginning of single streams.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from s11desk.evidence.file_content import Content

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA
_NO_ENTRY = 0xFFFFFFFF
_ENTRY = struct.Struct("<64sHBBIII36sIQ")
_DIRECTORY_LIMIT = 8 << 20
_ROOT = 5
_PIECE = 64


class CompoundFileError(Exception):
    """A sector, a chain or an entry lies where the file has none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A storage or stream. ``left``, ``right`` and ``child`` are places in the directory; ``size`` is in bytes."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """Reads ``content`` as a compound file. Raises :class:`CompoundFileError` here and in every method."""

    def __init__(self, content: Content) -> None:
        self._content = content
        header = content.at(0, 512)
        if len(header) < 512:
            raise CompoundFileError
        self._version, sector_shift = struct.unpack_from("<H2xH", header, 26)
        if sector_shift not in (9, 12):
            raise CompoundFileError
        self._sector: int = 1 << sector_shift
        directory, self._cutoff, self._mini_start = struct.unpack_from("<I4xII", header, 48)
        self._table = self._read_table(header)
        self.entries = self._read_directory(directory)

    def top_level(self) -> dict[str, Entry]:
        """The entries directly under the root, by lower-case name; those of embedded documents are not among them."""
        found: dict[str, Entry] = {}
        waiting, seen = [self.entries[0].child], {_NO_ENTRY}
        while waiting:
            place = waiting.pop()
            if place in seen or place >= len(self.entries):
                continue
            seen.add(place)
            entry = self.entries[place]
            found[entry.name.lower()] = entry
            waiting += [entry.left, entry.right]
        return found

    def read(self, entry: Entry, limit: int) -> bytes:
        """The first ``limit`` bytes of the stream ``entry``."""
        size = min(entry.size, limit)
        if entry.size < self._cutoff:
            return self._read_small(entry.start, size)
        return self._read_chain(entry.start, size)

    def is_whole(self, entry: Entry) -> bool:
        """Whether every sector of the stream ``entry`` begins inside the file."""
        if entry.size < self._cutoff:
            return len(self.read(entry, entry.size)) == entry.size
        sectors = self._follow(entry.start, self._table)
        present = sum(1 for sector in sectors if self._offset(sector) < self._content.size)
        return present * self._sector >= entry.size

    def _offset(self, sector: int) -> int:
        return (sector + 1) * self._sector

    def _sector_at(self, sector: int) -> bytes:
        raw = self._content.at(self._offset(sector), self._sector)
        if not raw:
            raise CompoundFileError
        return raw.ljust(self._sector, b"\0")

    def _read_table(self, header: bytes) -> tuple[int, ...]:
        """The allocation table: for each sector the one that follows it."""
        sectors = -(-self._content.size // self._sector)
        needed = -(-sectors * 4 // self._sector)
        raw = b"".join(self._sector_at(sector) for sector in islice(self._table_sectors(header), needed))
        return struct.unpack(f"<{len(raw) // 4}I", raw)

    def _table_sectors(self, header: bytes) -> Iterator[int]:
        """Where the allocation table itself lies: 109 places in the header, more in a chain of its own."""
        yield from (sector for sector in struct.unpack_from("<109I", header, 76) if sector < _LAST_SECTOR)
        (following,) = struct.unpack_from("<I", header, 68)
        for _ in range(self._content.size // self._sector):
            if following >= _LAST_SECTOR:
                return
            *sectors, following = struct.unpack(f"<{self._sector // 4}I", self._sector_at(following))
            yield from (sector for sector in sectors if sector < _LAST_SECTOR)

    def _follow(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        """The sectors of a chain, in order. A chain longer than its table goes round in circles."""
        sector = start
        for _ in range(len(table) + 1):
            if sector >= _LAST_SECTOR:
                return
            if sector >= len(table):
                break
            yield sector
            sector = table[sector]
        raise CompoundFileError

    def _read_chain(self, start: int, size: int) -> bytes:
        sectors = islice(self._follow(start, self._table), -(-size // self._sector))
        return b"".join(map(self._sector_at, sectors))[:size]

    def _read_directory(self, start: int) -> tuple[Entry, ...]:
        raw = self._read_chain(start, _DIRECTORY_LIMIT)
        entries = tuple(self._entry(raw, offset) for offset in range(0, len(raw) - 127, 128))
        if not entries or entries[0].kind != _ROOT:
            raise CompoundFileError
        return entries

    def _entry(self, raw: bytes, offset: int) -> Entry:
        name, length, kind, _, left, right, child, _, start, size = _ENTRY.unpack_from(raw, offset)
        text = name[: max(0, length - 2)].decode("utf-16-le", "replace") if kind else ""
        # Version 3 has 32-bit sizes, and its writers may leave rubbish in the upper half ([MS-CFB] 2.6.1).
        return Entry(text, kind, left, right, child, start, size & 0xFFFFFFFF if self._version == 3 else size)

    def _read_small(self, start: int, size: int) -> bytes:
        """A stream below the cut-off lies in 64-byte pieces inside the root's own stream."""
        if not size:
            return b""
        raw = self._read_chain(self._mini_start, self._content.size)
        table = struct.unpack(f"<{len(raw) // 4}I", raw)
        holder = tuple(self._follow(self.entries[0].start, self._table))
        pieces = islice(self._follow(start, table), -(-size // _PIECE))
        return b"".join(self._piece(holder, number) for number in pieces)[:size]

    def _piece(self, holder: tuple[int, ...], number: int) -> bytes:
        sector, within = divmod(number * _PIECE, self._sector)
        if sector >= len(holder):
            raise CompoundFileError
        return self._content.at(self._offset(holder[sector]) + within, _PIECE)
