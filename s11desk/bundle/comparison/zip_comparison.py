"""Compare two zip files member by member: same names in the same order, same content, and nothing beside it.

Only the compression may differ (PKWARE APPNOTE 6.3, 4.3.7 local header, 4.3.12 central header, 4.3.16 end record).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from s11desk.bundle.comparison.inflate import RAW, inflate

_LOCAL, _CENTRAL, _END = 30, 46, 22
_LOCAL_SIZE, _CENTRAL_SIZE, _CENTRAL_OFFSET = 18, 20, 42
_SLACK = 64 * 1024
"""Bytes by which a member in another form may be longer than ours."""

Plain = Callable[[bytes], bytes]


def is_same_zip(made: bytes, received: bytes, plain: Plain = bytes) -> bool:
    """Whether ``received`` has the content of ``made``, a zip that we wrote, and is written in the same way.

    ``plain``: leaves out of a member what may differ.
    """
    try:
        return made == received or _merge_data(made, received, plain) == received
    except (struct.error, zipfile.BadZipFile):
        return False


def _merge_data(made: bytes, received: bytes, plain: Plain) -> bytes:
    """``made`` with the compressed data of ``received``; it ends at the first member that has other content."""
    files, directory = bytearray(), bytearray()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        members = archive.infolist()
        offset = archive.start_dir
        for member in members:
            length = _CENTRAL + len(member.filename.encode())
            central = bytearray(made[offset : offset + length])
            offset += length
            if not _add(files, central, archive.read(member), (made, member.header_offset, received), plain):
                return bytes(files)
            directory += central
    end = bytearray(made[-_END:])
    struct.pack_into("<II", end, 12, len(directory), len(files))
    return bytes(files + directory + end)


def _add(files: bytearray, central: bytearray, content: bytes, source: tuple[bytes, int, bytes], plain: Plain) -> bool:
    """Add one member to ``files``, and its sizes and offset to ``central``. False if it has other content."""
    made, offset, received = source
    start = len(files)
    head = bytearray(made[offset : offset + _LOCAL + len(central) - _CENTRAL])
    (packed,) = struct.unpack_from("<I", received, start + _LOCAL_SIZE)
    data = received[start + len(head) : start + len(head) + packed]
    theirs = inflate(data, len(content) + _SLACK, RAW)
    if theirs is None or plain(theirs) != plain(content):
        return False
    sizes = (zlib.crc32(theirs), packed, len(theirs))
    struct.pack_into("<III", head, _LOCAL_SIZE - 4, *sizes)
    struct.pack_into("<III", central, _CENTRAL_SIZE - 4, *sizes)
    struct.pack_into("<I", central, _CENTRAL_OFFSET, start)
    files += head + data
    return True
