"""Builds compound files ([MS-CFB]) byte by byte: those of Word, Excel and PowerPoint, and impossible ones."""

from __future__ import annotations

import struct
from typing import Any, TypeAlias

Nested: TypeAlias = dict[str, dict[str, Any]]
"""By their names, storages with streams (bytes) and storages."""
SECTOR = 512
PIECE = 64
CUT_OFF = 4096
IN_HEADER, PLACES = 109, 127
END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
STORAGE, STREAM, ROOT = 1, 2, 5

WORD = {"WordDocument": struct.pack("<HH6xH", 0xA5EC, 0xC1, 0).ljust(CUT_OFF, b"\0"), "1Table": b"\0" * 40}
WORD_ENCRYPTED = {"WordDocument": struct.pack("<HH6xH", 0xA5EC, 0xC1, 0x0100).ljust(CUT_OFF, b"\0")}
PACKAGE_ENCRYPTED = {"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": b"\x07" * 5000}
MESSAGE = {"__properties_version1.0": b"\0" * 32}


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def sheet(kind: int) -> bytes:
    """A BoundSheet8 record: offset, state, kind (0 for a sheet, 1 for an Excel 4 macro sheet), name."""
    return record(0x0085, struct.pack("<IBBBB", 999, 0, kind, 1, 0) + b"S")


def workbook(*records: bytes) -> dict[str, bytes]:
    begin, end = record(0x0809, b"\0" * 16), record(0x000A)
    return {"Workbook": (begin + b"".join(records) + end).ljust(CUT_OFF, b"\0")}


def slides(*, has_macros: bool = False, is_encrypted: bool = False) -> dict[str, bytes]:
    atom = struct.pack("<HHIIII", 0x0002, 0x0400, 12, 3 if has_macros else 0, has_macros, 2)
    container = struct.pack("<HHI", 0x001F, 0x03FF, len(atom)) + atom
    token = 0xF3D1C4DF if is_encrypted else 0xE391C05F
    return {
        "Current User": struct.pack("<HHIII", 0, 0x0FF6, 20, 20, token) + b"\0" * 12,
        "PowerPoint Document": (b"\x0f\0\xe8\x03" + b"\0" * 700 + container).ljust(CUT_OFF, b"\0"),
    }


class CompoundFileWriter:
    """Writes ``streams`` (content by name) and the ``nested`` ones, each group of which is in its own storage.

    A storage may have storages.
    """

    def __init__(self, streams: dict[str, bytes], nested: Nested | None = None) -> None:
        self._sectors: list[bytes] = []
        self._table: list[int] = []
        self._small = b""
        self._small_table: list[int] = []
        self._entries: list[tuple[str, int, int, int, int, int]] = [("Root Entry", ROOT, FREE, FREE, END, 0)]
        first = self._level(streams, nested or {})
        self._entries[0] = ("Root Entry", ROOT, FREE, first, self._chain(self._small), len(self._small))

    def raw(self) -> bytes:
        directory = self._chain(b"".join(self._packed(*entry) for entry in self._entries))
        small_table = self._chain(struct.pack(f"<{len(self._small_table)}I", *self._small_table), fill=b"\xff")
        at = len(self._sectors)
        places = range(at, at + self._table_sectors())
        more = range(places.stop, places.stop - (-max(0, len(places) - IN_HEADER) // PLACES))
        table = struct.pack(f"<{len(self._table)}I", *self._table) + struct.pack("<I", TABLE) * len(places)
        body = b"".join(self._sectors) + table.ljust(SECTOR * len(places), b"\xff") + self._more_places(places, more)
        header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
        header += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, len(places), directory, 0, CUT_OFF)
        header += struct.pack("<IIII", small_table, 1, more.start if more else END, len(more))
        header += struct.pack(f"<{len(places[:IN_HEADER])}I", *places[:IN_HEADER])
        return header.ljust(SECTOR, b"\xff") + body

    def _table_sectors(self) -> int:
        """The number of sectors of the allocation table. It also lists its own sectors and those of its places."""
        count = 1
        while count * 128 < len(self._table) + count + max(0, count - IN_HEADER) // PLACES + 1:
            count += 1
        return count

    @staticmethod
    def _more_places(places: range, more: range) -> bytes:
        """The places that do not fit into the header, in a separate chain of sectors."""
        raw = b""
        for number in range(len(more)):
            first = IN_HEADER + number * PLACES
            listed = struct.pack(f"<{len(places[first : first + PLACES])}I", *places[first : first + PLACES])
            following = more[number + 1] if number + 1 < len(more) else END
            raw += listed.ljust(SECTOR - 4, b"\xff") + struct.pack("<I", following)
        return raw

    def _level(self, streams: dict[str, bytes], nested: Nested) -> int:
        """Add the entries as a chain of right siblings, and return the first one's place, or FREE if there is none."""
        following = FREE
        for name, content in streams.items():
            start = self._small_chain(content) if len(content) < CUT_OFF else self._chain(content)
            self._entries.append((name, STREAM, following, FREE, start, len(content)))
            following = len(self._entries) - 1
        for name, inner in nested.items():
            within = {at: one for at, one in inner.items() if isinstance(one, bytes)}
            child = self._level(within, {at: one for at, one in inner.items() if isinstance(one, dict)})
            self._entries.append((name, STORAGE, following, child, 0, 0))
            following = len(self._entries) - 1
        return following

    def _chain(self, content: bytes, fill: bytes = b"\0") -> int:
        pieces = [content[at : at + SECTOR].ljust(SECTOR, fill) for at in range(0, len(content), SECTOR)]
        return self._linked(pieces, self._sectors, self._table)

    def _small_chain(self, content: bytes) -> int:
        first, count = len(self._small_table), -(-len(content) // PIECE)
        self._small += content.ljust(count * PIECE, b"\0")
        self._small_table += [*range(first + 1, first + count), END][: count or 0]
        return first if count else END

    @staticmethod
    def _linked(pieces: list[bytes], sectors: list[bytes], table: list[int]) -> int:
        if not pieces:
            return END
        first = len(sectors)
        sectors += pieces
        table += [*range(first + 1, first + len(pieces)), END]
        return first

    @staticmethod
    def _packed(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        written = name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII36sIQ", written, len(written) + 2, kind, 1, FREE, right, child, bytes(36), start, size
        )


def compound(streams: dict[str, bytes], nested: dict[str, dict[str, bytes]] | None = None) -> bytes:
    return CompoundFileWriter(streams, nested).raw()
