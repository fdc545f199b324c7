"""The three zip records a container is made of, each a function of name, size, CRC and place alone.

Source: PKWARE APPNOTE.TXT 6.3.x, sections 4.3.7, 4.3.12 and 4.3.16. Everything it leaves open is fixed here: nothing
is compressed, every date is 1980-01-01 00:00, every file a plain one made on FAT, no extra field, no comment, one disk.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

import msgspec

VERSION_NEEDED = 10
VERSION_MADE_BY = 20
FIRST_DAY = 0x0021
"""1980-01-01, the first day MS-DOS knows."""


class LocalFields(NamedTuple):
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
TAKEN = struct.Struct("<16xL4xLH")
"""Of a central header what a reader takes: CRC, size and length of the name. All the rest follows from these."""
CRC_AT = struct.calcsize("<4s5H")
"""Where in a local header the CRC stands: the one thing not known before the file was read."""


# What every header begins with, and the rest of it: a large return has thousands.
_LOCAL_HEAD = LOCAL.pack(*LocalFields())[:CRC_AT]
_LOCAL_REST = struct.Struct("<3L2H")
_CENTRAL_HEAD = CENTRAL.pack(*CentralFields())[: CRC_AT + 2]
_CENTRAL_REST = struct.Struct("<3L5H2L")


class Listed(msgspec.Struct, frozen=True, gc=False):
    """What every header of a file follows from. ``offset``: of its local header; ``size`` in bytes."""

    name: str
    offset: int
    size: int
    crc: int

    @property
    def data_offset(self) -> int:
        return self.offset + LOCAL.size + len(self.name)

    @property
    def end(self) -> int:
        return self.data_offset + self.size


def local_header(file: Listed) -> bytes:
    rest = _LOCAL_REST.pack(file.crc, file.size, file.size, len(file.name), 0)
    return _LOCAL_HEAD + rest + file.name.encode("ascii")


def central_header(file: Listed) -> bytes:
    rest = _CENTRAL_REST.pack(file.crc, file.size, file.size, len(file.name), 0, 0, 0, 0, 0, file.offset)
    return _CENTRAL_HEAD + rest + file.name.encode("ascii")


def end_record(*, entries: int, directory_size: int, directory_offset: int) -> bytes:
    fields = EndFields(
        entries_on_disk=entries, entries=entries, directory_size=directory_size, directory_offset=directory_offset
    )
    return END.pack(*fields)


def crc_bytes(crc: int) -> bytes:
    return struct.pack("<L", crc)
