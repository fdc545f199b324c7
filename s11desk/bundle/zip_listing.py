"""Lists the files in any zip, to find what a file is that is not a return. It trusts nothing in the zip.

Python's own reader raises for a name that is not UTF-8, believes every count, and makes an object for each entry. This
one returns None for what it cannot read, and its work has a limit. Source: APPNOTE.TXT 6.3.x, 4.3.7, 4.3.12 and 4.3.16.
"""

from __future__ import annotations

import os
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from s11desk.bundle.container.zip_records import (
    CENTRAL,
    END,
    FIRST_DAY,
    LOCAL,
    VERSION_MADE_BY,
    CentralFields,
    EndFields,
    LocalFields,
)

_MAX_COMMENT_SIZE = 0xFFFF
_MAX_DIRECTORY = 4 << 20
_MAX_FILES = 20_000
_UTF_8 = 0x800
_LOCKED = 0x1
_STORED, _DEFLATED = 0, 8
_READ = 1 << 12


@dataclass(frozen=True, slots=True)
class ListedFile:
    """One entry of a zip's directory. ``name``: with ``/`` between folders; bytes that are not text are replaced.

    ``is_like_ours``: its header has the values that this program writes into every header. ``is_locked``: it is
    encrypted under a password. ``packed_size``: bytes in the zip, as its directory says.
    """

    name: str
    method: int
    offset: int
    is_like_ours: bool
    is_locked: bool = False
    packed_size: int = 0


def list_zip(stream: BinaryIO) -> tuple[ListedFile, ...] | None:
    """List the entries of the zip in ``stream``, a seekable file.

    None if it is not a zip, or damaged, or very large.
    """
    size = stream.seek(0, os.SEEK_END)
    start = max(0, size - END.size - _MAX_COMMENT_SIZE)
    stream.seek(start)
    tail = stream.read(END.size + _MAX_COMMENT_SIZE)
    at = tail.rfind(EndFields().signature)
    if at < 0 or len(tail) - at < END.size:
        return None
    end = EndFields._make(END.unpack_from(tail, at))
    before = start + at - end.directory_size
    if before < 0 or end.directory_size > _MAX_DIRECTORY:
        return None
    stream.seek(before)
    return _entries(stream.read(end.directory_size), before - end.directory_offset)


def first_bytes(stream: BinaryIO, file: ListedFile, limit: int) -> bytes:
    """The first ``limit`` bytes of one entry; nothing if they cannot be read. ``limit`` is at most a few thousand."""
    if not _go_to_content(stream, file):
        return b""
    raw = stream.read(_READ)
    if file.method == _STORED:
        return raw[:limit]
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, limit) if file.method == _DEFLATED else b""
    except zlib.error:
        return b""


def whole_content(stream: BinaryIO, file: ListedFile, limit: int) -> bytes:
    """One entry, unpacked; nothing if it cannot be read or has more than ``limit`` bytes.

    At most ``limit`` bytes and a few more are unpacked, whatever the zip says of its size.
    """
    if file.packed_size > limit or not _go_to_content(stream, file):
        return b""
    raw = stream.read(file.packed_size)
    if file.method == _STORED:
        return raw
    try:
        unpacked = zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, limit + 1) if file.method == _DEFLATED else b""
    except zlib.error:
        return b""
    return unpacked if len(unpacked) <= limit else b""


def _go_to_content(stream: BinaryIO, file: ListedFile) -> bool:
    """Go to the first byte of an entry's content. False if there is no entry."""
    stream.seek(file.offset)
    header = stream.read(LOCAL.size)
    if len(header) < LOCAL.size or not header.startswith(LocalFields().signature):
        return False
    fields = LocalFields._make(LOCAL.unpack(header))
    stream.seek(file.offset + LOCAL.size + fields.name_length + fields.extra_length)
    return True


def _entries(directory: bytes, shift: int) -> tuple[ListedFile, ...] | None:
    """The entries of a directory.

    ``shift``: the number of bytes before the zip, as in a program that unpacks itself.
    """
    files: list[ListedFile] = []
    position = 0
    while position + CENTRAL.size <= len(directory) and len(files) <= _MAX_FILES:
        fields = CentralFields._make(CENTRAL.unpack_from(directory, position))
        if fields.signature != CentralFields().signature:
            return None
        position += CENTRAL.size
        raw = directory[position : position + fields.name_length]
        position += fields.name_length + fields.extra_length + fields.comment_length
        if fields.offset + shift < 0:
            return None
        is_ours, is_locked = _is_like_ours(fields), bool(fields.flags & _LOCKED)
        place = (fields.method, fields.offset + shift)
        files.append(ListedFile(_name(raw, fields.flags), *place, is_ours, is_locked, fields.compressed_size))
    return tuple(files) if position == len(directory) and files else None


def _name(raw: bytes, flags: int) -> str:
    encoding = "utf-8" if flags & _UTF_8 else "cp437"
    return raw.decode(encoding, "replace").replace("\\", "/")


def _is_like_ours(fields: CentralFields) -> bool:
    stated = (fields.version_made_by, fields.flags, fields.method, fields.time, fields.date, fields.extra_length)
    return stated == (VERSION_MADE_BY, 0, _STORED, 0, FIRST_DAY, 0)
