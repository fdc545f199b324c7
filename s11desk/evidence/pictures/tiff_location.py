"""The location in the EXIF data of a photograph: finds it, and removes it without moving any other byte.

EXIF data is a TIFF file inside the picture: a table of entries (IFD), one of which points to the table with it.
Source: CIPA DC-008 (Exif 3.0), 4.6.3 and 4.6.6; TIFF 6.0, section 2.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["tiff_has_location", "tiff_without_location"]

_GPS = 0x8825
_ENTRY = 12
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 129: 1}
_MAX_ENTRIES = 1_000
_MAX_TABLES = 16
_VERSION, _DATES = 0x0000, (0x0007, 0x001D)
_LOCATION_TAGS = frozenset(range(0x0001, 0x0020)) - {*_DATES}
"""Entries of the table that say where the camera was or what it looked at; time and version do not."""


@dataclass(frozen=True, slots=True)
class _Table:
    """An IFD: where its entries begin, and how many there are."""

    start: int
    count: int


def tiff_has_location(tiff: bytes) -> bool:
    """Whether the EXIF data says where the picture was taken."""
    return any(_has_location(tiff, order, table) for order, table in _location_tables(tiff))


def tiff_without_location(tiff: bytes) -> bytes:
    """The same data, of the same length, without the location.

    Removes the entry that leads to the table, and fills the table and its values with zeros. All other offsets stay
    right, even those in the notes of the camera's maker.
    """
    changed = bytearray(tiff)
    for order, table in list(_location_tables(tiff)):
        for start, end in _extent(tiff, order, table):
            changed[start:end] = bytes(end - start)
    for order, table in list(_tables(tiff)):
        _drop_entry(changed, tiff, order, table)
    return bytes(changed)


def _has_location(tiff: bytes, order: str, table: _Table) -> bool:
    return any(tag in _LOCATION_TAGS for tag, _, _, _ in _entries(tiff, order, table))


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


def _location_tables(tiff: bytes) -> Iterator[tuple[str, _Table]]:
    for order, table in _tables(tiff):
        for tag, _, _, at in _entries(tiff, order, table):
            if tag == _GPS:
                (offset,) = struct.unpack_from(f"{order}I", tiff, at + 8)
                location = _table(tiff, order, offset)
                if location is not None:
                    yield order, location


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
    """Remove the entries that lead to the location from a table. The entries after them move up."""
    kept = [at for tag, _, _, at in _entries(tiff, order, table) if tag != _GPS]
    if len(kept) == table.count:
        return
    end = table.start + table.count * _ENTRY
    entries = b"".join(tiff[at : at + _ENTRY] for at in kept)
    rest = tiff[end : end + 4].ljust(4, b"\0")
    filled = (entries + rest).ljust(end + 4 - table.start, b"\0")
    changed[table.start - 2 : table.start] = struct.pack(f"{order}H", len(kept))
    changed[table.start : end + 4] = filled[: len(changed) - table.start]
