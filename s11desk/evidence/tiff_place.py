"""The place where a photograph was taken, in its EXIF data: finds it, and removes it without moving any other byte.

EXIF data is a TIFF file inside the picture: a table of entries (IFD), one of which leads to the table with the place.
Source: CIPA DC-008 (Exif 3.0), 4.6.3 and 4.6.6; TIFF 6.0, section 2.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["has_place", "without_place"]

_GPS = 0x8825
_ENTRY = 12
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}
_MAX_ENTRIES = 1_000
_MAX_TABLES = 16
_VERSION, _DATES = 0x0000, (0x0007, 0x001D)
_ABOUT_PLACE = frozenset(range(0x0001, 0x0020)) - {*_DATES}
"""Entries of the table that say where the camera was or what it looked at; time and version say no place."""


@dataclass(frozen=True, slots=True)
class _Table:
    """An IFD: where its entries begin, and how many there are."""

    start: int
    count: int


def has_place(tiff: bytes) -> bool:
    """Whether the EXIF data says where the picture was taken."""
    return any(_tells_place(tiff, order, table) for order, table in _place_tables(tiff))


def without_place(tiff: bytes) -> bytes:
    """The same data, of the same length, without the place.

    The entry that leads to the table is taken out, and the table with what it refers to is filled with zeros. All other
    offsets stay right, also those of the maker's own notes.
    """
    changed = bytearray(tiff)
    for order, table in list(_place_tables(tiff)):
        for start, end in _extent(tiff, order, table):
            changed[start:end] = bytes(end - start)
    for order, table in list(_tables(tiff)):
        _drop_entry(changed, tiff, order, table)
    return bytes(changed)


def _tells_place(tiff: bytes, order: str, table: _Table) -> bool:
    return any(tag in _ABOUT_PLACE for tag, _, _, _ in _entries(tiff, order, table))


def _tables(tiff: bytes) -> Iterator[tuple[str, _Table]]:
    """The main tables of the data, which are a chain: the picture's, then the thumbnail's."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return
    (at,) = struct.unpack_from(f"{order}I", tiff, 4)
    seen: set[int] = set()
    while len(seen) < _MAX_TABLES and at not in seen and (table := _table(tiff, order, at)) is not None:
        seen.add(at)
        yield order, table
        end = table.start + table.count * _ENTRY
        at = struct.unpack_from(f"{order}I", tiff, end)[0] if end + 4 <= len(tiff) else 0


def _table(tiff: bytes, order: str, at: int) -> _Table | None:
    if not 8 <= at <= len(tiff) - 2:
        return None
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    fits = (len(tiff) - at - 2) // _ENTRY
    return _Table(at + 2, min(count, fits, _MAX_ENTRIES)) if count else None


def _entries(tiff: bytes, order: str, table: _Table) -> Iterator[tuple[int, int, int, int]]:
    """Tag, type, number of values, and the offset of the entry itself."""
    for index in range(table.count):
        at = table.start + index * _ENTRY
        tag, kind, number = struct.unpack_from(f"{order}HHI", tiff, at)
        yield tag, kind, number, at


def _place_tables(tiff: bytes) -> Iterator[tuple[str, _Table]]:
    for order, table in _tables(tiff):
        for tag, _, _, at in _entries(tiff, order, table):
            if tag == _GPS:
                (offset,) = struct.unpack_from(f"{order}I", tiff, at + 8)
                place = _table(tiff, order, offset)
                if place is not None:
                    yield order, place


def _extent(tiff: bytes, order: str, table: _Table) -> Iterator[tuple[int, int]]:
    """The bytes of a table and of the values that it refers to, as far as they are inside the data."""
    for _, kind, number, at in _entries(tiff, order, table):
        size = _SIZES.get(kind, 1) * number
        if size > 4:
            (offset,) = struct.unpack_from(f"{order}I", tiff, at + 8)
            if 8 <= offset <= offset + size <= len(tiff):
                yield offset, offset + size
    yield table.start - 2, min(len(tiff), table.start + table.count * _ENTRY)


def _drop_entry(changed: bytearray, tiff: bytes, order: str, table: _Table) -> None:
    """Take the entries that lead to the place out of a table: what follows in the table moves up."""
    kept = [at for tag, _, _, at in _entries(tiff, order, table) if tag != _GPS]
    if len(kept) == table.count:
        return
    end = table.start + table.count * _ENTRY
    entries = b"".join(tiff[at : at + _ENTRY] for at in kept)
    rest = tiff[end : end + 4].ljust(4, b"\0")
    filled = (entries + rest).ljust(end + 4 - table.start, b"\0")
    changed[table.start - 2 : table.start] = struct.pack(f"{order}H", len(kept))
    changed[table.start : end + 4] = filled[: len(changed) - table.start]
