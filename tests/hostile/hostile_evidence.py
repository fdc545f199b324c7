"""Files of evidence that ask their reader for endless work: one function for each way."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable

from PIL import Image

_OBJECTS = b"%d 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream endobj\n"


def broken_streams(count: int) -> bytes:
    """A PDF of compressed streams, each of which breaks after 4 MB."""
    deflate = zlib.compressobj()
    packed = deflate.compress(bytes((4 << 20) - 1)) + deflate.flush(zlib.Z_FULL_FLUSH) + b"\xff" * 4
    streams = b"".join(_OBJECTS % (number, len(packed), packed) for number in range(count))
    return b"%PDF-1.7\n" + streams + b"startxref\n0\n%%EOF"


def many_attachments(size: int) -> bytes:
    """A PDF with the beginning of a file's name again and again."""
    return b"%PDF-1.7\n" + b"/F(a" * (size // 4) + b"startxref"


def one_name(count: int) -> bytes:
    """An office file with ``count`` lists of its parts, each a megabyte when it is unpacked."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for _ in range(count):
            package.writestr("[Content_Types].xml", bytes(1 << 20), compresslevel=1)
    return out.getvalue()


def many_entries(count: int) -> bytes:
    """A zip whose directory has ``count`` entries of one byte."""
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    stated = count & 0xFFFF
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, stated, stated, len(entry) * count, 34, 0)
    return b"PK\x03\x04" + bytes(30) + entry * count + end


def gif_blocks(size: int) -> bytes:
    """A GIF in which every block holds nearly as many parts as a whole picture may have."""
    block = b"!\xf9" + b"\x01a" * 999_000 + b"\0"
    return b"GIF89a\x01\0\x01\0\0\0\0" + block * (size // len(block) + 1) + b";"


def jpeg_marks(size: int) -> bytes:
    """A JPEG with the mark of its end all over the part before the picture."""
    segment = b"\xff\xe0\xff\xff" + b"\xff\xd9" * 32_766 + b"\0"
    return b"\xff\xd8" + segment * (size // len(segment) + 1) + b"\xff\xda\0\x02"


def png_chunks(size: int) -> bytes:
    """A PNG of empty chunks."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(17) + b"\0\0\0\0tEXt0000" * (size // 12)


def progressive_picture(width: int, height: int) -> bytes:
    """A JPEG in ten scans, each of which goes over all pixels."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, "JPEG", progressive=True, quality=30)
    return out.getvalue()


def repeated_scans(width: int, height: int, times: int) -> bytes:
    """A progressive JPEG in which the last scan comes again and again."""
    picture = progressive_picture(width, height)
    last = picture[picture.rindex(b"\xff\xda") : -2]
    return picture[:-2] + last * times + picture[-2:]


WAYS: dict[str, Callable[[int], bytes]] = {
    "streams that break after 4 MB": lambda size: broken_streams(size // 4_200),
    "attachments without end": many_attachments,
    "one name for many parts": lambda size: one_name(size // 4_700),
    "a directory without files": lambda size: many_entries(min(size // 47, 49_000)),
    "blocks of a GIF": gif_blocks,
    "marks in a JPEG": jpeg_marks,
    "chunks of a PNG": png_chunks,
    "text": lambda size: b"a b," * (size // 4),
}
"""Each way, as a function of the size in bytes that the file has about."""
