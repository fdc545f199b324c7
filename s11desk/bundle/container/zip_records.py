"""The three zip records of a container. Each depends only on the name, size, CRC and offset of a file.

Source: PKWARE APPNOTE.TXT 6.3.x, sections 4.3.7, 4.3.12 and 4.3.16. Every choice that it leaves is fixed here: no
compression, every date is 1980-01-01 00:00, every file is a plain file made on FAT, no extra field, no comment, one
disk.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import msgspec

VERSION_NEEDED = 10
VERSION_MADE_BY = 20
FIRST_DAY = 0x0021
"""1980-01-01, the first day that MS-DOS can express."""


class LocalFields(NamedTuple):
    """The fields of a local file header, which precedes the content of a file (APPNOTE 4.3.7)."""

    signature: bytes = b"PK\x03\x04"
    version_needed: int = VERSION_NEEDED
    flags: int = 0
    method: int = 0
    time: int = 0
    date: int = FIRST_DAY
    crc: int = 0
    compressed_size: int = 0
    size: int = 0
    name_length: int = 0
    extra_length: int = 0


class CentralFields(NamedTuple):
    """The fields of a file header in the central directory (APPNOTE 4.3.12)."""

    signature: bytes = b"PK\x01\x02"
    version_made_by: int = VERSION_MADE_BY
    version_needed: int = VERSION_NEEDED
    flags: int = 0
    method: int = 0
    time: int = 0
    date: int = FIRST_DAY
    crc: int = 0
    compressed_size: int = 0
    size: int = 0
    name_length: int = 0
    extra_length: int = 0
    comment_length: int = 0
    disk: int = 0
    internal_attributes: int = 0
    external_attributes: int = 0
    offset: int = 0


class EndFields(NamedTuple):
    """The fields of the end of central directory record (APPNOTE 4.3.16)."""

    signature: bytes = b"PK\x05\x06"
    disk: int = 0
    directory_disk: int = 0
    entries_on_disk: int = 0
    entries: int = 0
    directory_size: int = 0
    directory_offset: int = 0
    comment_length: int = 0


Fields = LocalFields | CentralFields | EndFields

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
USED_FIELDS = struct.Struct("<16xL4xLH")
"""The fields of a central header that a reader uses: CRC, size and length of the name. All others follow from these."""
CRC_OFFSET = struct.calcsize("<4s5H")
"""Offset of the CRC in a local header: the only field that is not known before the file is read."""


# The constant start of every header is packed only once, because a large return has thousands of headers.
_LOCAL_HEAD = LOCAL.pack(*LocalFields())[:CRC_OFFSET]
_LOCAL_REST = struct.Struct("<3L2H")
_CENTRAL_HEAD = CENTRAL.pack(*CentralFields())[: CRC_OFFSET + 2]
_CENTRAL_REST = struct.Struct("<3L5H2L")


class DirectoryEntry(msgspec.Struct, frozen=True, gc=False):
    """The values of a file from which all its headers follow. ``offset``: of its local header; ``size`` in bytes."""

    name: str
    offset: int
    size: int
    crc: int

    @property
    def data_offset(self) -> int:
        """The offset of the first byte of the content, after the local header."""
        return self.offset + LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        """The offset of the first byte after the content."""
        return self.data_offset + self.size


def local_header(file: DirectoryEntry) -> bytes:
    """Make the local file header of ``file``, with its name."""
    rest = _LOCAL_REST.pack(file.crc, file.size, file.size, len(file.name), 0)
    return _LOCAL_HEAD + rest + file.name.encode("ascii")


def central_header(file: DirectoryEntry) -> bytes:
    """Make the header of ``file`` in the central directory, with its name."""
    rest = _CENTRAL_REST.pack(file.crc, file.size, file.size, len(file.name), 0, 0, 0, 0, 0, file.offset)
    return _CENTRAL_HEAD + rest + file.name.encode("ascii")


def end_record(*, entries: int, directory_size: int, directory_offset: int) -> bytes:
    """Make the record that ends the file. Size and offset of the central directory are in bytes."""
    fields = EndFields(
        entries_on_disk=entries, entries=entries, directory_size=directory_size, directory_offset=directory_offset
    )
    return END.pack(*fields)


def crc_bytes(crc: int) -> bytes:
    """Write a CRC as a local header does: four bytes, the least significant first."""
    return struct.pack("<L", crc)
