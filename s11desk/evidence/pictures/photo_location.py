"""The location where a photograph was taken: finds it in a picture, and removes it without a change to the pixels.

Telephones write it into the EXIF data, other programs into XMP and IPTC as well. All changes keep the length of the
file, so that every offset in it stays right; no byte of the picture's own data changes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from s11desk.evidence.file_content import Content
from s11desk.evidence.pictures.jpeg_segments import jpeg_segments
from s11desk.evidence.pictures.tiff_location import tiff_has_location, tiff_without_location
from s11desk.evidence.pictures.xmp_iptc_location import (
    iptc_has_location,
    iptc_without_location,
    xmp_has_location,
    xmp_without_location,
)

__all__ = ["PHOTO_TYPES", "has_photo_location", "remove_photo_location"]

PHOTO_TYPES = frozenset({"jpg", "jpeg", "png", "webp", "heic", "gif"})
"""The types of picture that may say where they were taken."""


_EXIF = b"Exif\0\0"
_NONE_BEFORE = bytes(4)
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\0"
_XMP_MORE_HEADER = len(_XMP_MORE) + 40
_IPTC = b"8BIM\x04\x04"
_PACKET = (b"<rdf:RDF", b"</rdf:RDF>")
_FILM_LOCATION = b"\xa9xyz"
_MAX_BLOCK = 1 << 20
_MAX_CHUNK = 32 << 20
_MAX_PARTS = 10_000
_MAX_PICTURES = 32
_RAW_PROFILE = re.compile(rb"Raw profile type (?:exif|app1|xmp|iptc|8bim)\0", re.IGNORECASE)
_COMMENT = b"Comment\0"


@dataclass(frozen=True, slots=True)
class _Block:
    """A part of the file with data about the picture, and the same data without the location.

    ``checked``: whether a checksum (of a PNG) over the four bytes before and the block follows it.
    """

    start: int
    raw: bytes
    cleaned: bytes
    checked: bool = False


def has_photo_location(stream: BinaryIO) -> bool:
    """Whether the picture in ``stream`` says where it was taken. False if it is not a picture."""
    return next(_changed_blocks(Content(stream)), None) is not None


def remove_photo_location(stream: BinaryIO) -> bool:
    """Remove the location from the picture in ``stream``, in place. Returns whether there was one."""
    blocks = tuple(_changed_blocks(Content(stream)))
    for block in blocks:
        stream.seek(block.start)
        stream.write(block.cleaned)
        if block.checked:
            kind = block.cleaned[:4]
            stream.write(zlib.crc32(kind + block.cleaned[4:]).to_bytes(4))
    stream.flush()
    return bool(blocks)


def _changed_blocks(content: Content) -> Iterator[_Block]:
    return (block for block in _blocks(content) if block.cleaned != block.raw)


def _blocks(content: Content) -> Iterator[_Block]:
    head = content.at(0, 16)
    if head.startswith(b"\xff\xd8"):
        yield from _jpeg_blocks(content)
        yield from _film_blocks(content)
    elif head.startswith(b"\x89PNG"):
        yield from _png_blocks(content)
    elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        yield from _webp_blocks(content)
    elif head[4:8] == b"ftyp":
        yield from _heic_blocks(content)
        yield from _film_blocks(content)
    elif head.startswith(b"GIF8"):
        yield from _xmp_packets(content)


def _tiff(start: int, raw: bytes) -> _Block:
    return _Block(start, raw, tiff_without_location(raw) if tiff_has_location(raw) else raw)


def _xmp(start: int, raw: bytes) -> _Block:
    return _Block(start, raw, xmp_without_location(raw) if xmp_has_location(raw) else raw)


def _jpeg_blocks(content: Content) -> Iterator[_Block]:
    """The segments of every picture in the file: a JPEG of several pictures has data about each."""
    for start in islice(content.positions(b"\xff\xd8\xff"), _MAX_PICTURES):
        for each in jpeg_segments(content, start, _MAX_PARTS):
            if each.marker in (0xE1, 0xED):
                yield from _segment_blocks(each.start, content.at(each.start, each.length))


def _segment_blocks(start: int, raw: bytes) -> Iterator[_Block]:
    if raw.startswith(_EXIF[:-1]):  # some programs pad with another byte than zero
        yield _tiff(start + len(_EXIF), raw[len(_EXIF) :])
    elif raw.startswith(_XMP):
        yield _xmp(start + len(_XMP), raw[len(_XMP) :])
    elif raw.startswith(_XMP_MORE):
        yield _xmp(start + _XMP_MORE_HEADER, raw[_XMP_MORE_HEADER:])
    else:
        at = raw.find(_IPTC)
        if at >= 0:
            name = at + len(_IPTC)
            begin = name + (raw[name] + 2 & ~1 if name < len(raw) else 0) + 4
            size = int.from_bytes(raw[begin - 4 : begin])
            block = raw[begin : begin + size]
            yield _Block(start + begin, block, iptc_without_location(block) if iptc_has_location(block) else block)


def _png_blocks(content: Content) -> Iterator[_Block]:
    at = 8
    for _ in range(_MAX_PARTS):
        header = content.at(at, 8)
        if len(header) < 8 or header[4:] == b"IEND":
            return
        length, kind = int.from_bytes(header[:4]), header[4:]
        if kind in (b"eXIf", b"iTXt", b"zTXt", b"tEXt") and length <= _MAX_CHUNK:
            raw = content.at(at + 8, length)
            yield _Block(at + 4, kind + raw, _clean_chunk(kind, raw), checked=True)
        at += length + 12


def _clean_chunk(kind: bytes, raw: bytes) -> bytes:
    """The chunk with its kind, without the location. A compressed one becomes as many spaces in a comment."""
    if kind == b"eXIf":
        mark = _EXIF if raw.startswith(_EXIF) else b""
        tiff = raw.removeprefix(mark)
        return kind + mark + (tiff_without_location(tiff) if tiff_has_location(tiff) else tiff)
    if kind == b"iTXt" and raw.startswith(b"XML:com.adobe.xmp\0\0"):
        return kind + (xmp_without_location(raw) if xmp_has_location(raw) else raw)
    keyword, _, text = raw.partition(b"\0")
    has_location = b"gps" in keyword.lower() or _has_packed_location(kind, raw, text)
    return (
        b"tEXt" + _COMMENT.ljust(len(raw), b" ")[: len(raw)]
        if has_location and len(raw) >= len(_COMMENT)
        else kind + raw
    )


def _has_packed_location(kind: bytes, raw: bytes, text: bytes) -> bool:
    """Whether a profile in hexadecimal digits (as ImageMagick writes it), or compressed XMP, has one."""
    if kind == b"iTXt" and raw.startswith(b"XML:com.adobe.xmp\0\1"):
        return xmp_has_location(_inflate(raw.partition(b"\0\1\0")[2].lstrip(b"\0")))
    if not _RAW_PROFILE.match(raw):
        return False
    lines = _plain_text(kind, text).split(b"\n")
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", b"".join(lines[3:]))
    profile = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    return tiff_has_location(profile.removeprefix(_EXIF)) or xmp_has_location(profile) or iptc_has_location(profile)


def _plain_text(kind: bytes, text: bytes) -> bytes:
    """The text of a chunk, unpacked; ``text`` is what follows its keyword (ISO/IEC 15948, 11.3.4)."""
    if kind == b"zTXt":
        return _inflate(text[1:])
    if kind == b"iTXt":
        plain = b"".join(text[2:].split(b"\0", 2)[2:])  # behind the language and the translated keyword
        return _inflate(plain) if text[:1] == b"\1" else plain
    return text


def _inflate(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(raw, _MAX_BLOCK)
    except zlib.error:
        return b""


def _webp_blocks(content: Content) -> Iterator[_Block]:
    at = 12
    for _ in range(_MAX_PARTS):
        header = content.at(at, 8)
        if len(header) < 8:
            return
        length = int.from_bytes(header[4:], "little")
        if header[:4] == b"EXIF":
            raw = content.at(at + 8, min(length, _MAX_BLOCK))
            skipped = len(_EXIF) if raw.startswith(_EXIF) else 0
            yield _tiff(at + 8 + skipped, raw[skipped:])
        elif header[:4] == b"XMP ":
            yield _xmp(at + 8, content.at(at + 8, min(length, _MAX_BLOCK)))
        at += 8 + length + length % 2


def _heic_blocks(content: Content) -> Iterator[_Block]:
    """A HEIC keeps its metadata among the picture data, at no fixed offset. Its first bytes show where it is.

    The field before them gives the number of bytes to skip; not every program writes "Exif" there (ISO/IEC 23008-12,
    A.2.1).
    """
    for before, begin in ((_EXIF, b""), (_NONE_BEFORE, b"II*\0"), (_NONE_BEFORE, b"MM\0*")):
        for found in islice(content.positions(before + begin), _MAX_PICTURES):
            start = found + len(before)
            yield _tiff(start, content.at(start, _MAX_BLOCK))
    yield from _xmp_packets(content)


def _xmp_packets(content: Content) -> Iterator[_Block]:
    for start in islice(content.positions(_PACKET[0]), _MAX_PICTURES):
        packet, end, _ = content.at(start, _MAX_BLOCK).partition(_PACKET[1])
        if end:
            yield _xmp(start, packet)


def _film_blocks(content: Content) -> Iterator[_Block]:
    """A telephone may append a short film, with the location in a box of its own. Source: QuickTime File Format."""
    for at in islice(content.positions(_FILM_LOCATION), _MAX_PICTURES):
        size = int.from_bytes(content.at(at - 4, 4)) if at >= 4 else 0
        if 12 <= size <= 256:
            raw = content.at(at + 8, size - 8)
            yield _Block(at + 8, raw, bytes(len(raw)))
