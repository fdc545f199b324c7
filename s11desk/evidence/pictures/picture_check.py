"""Examines pictures: PNG, JPEG, GIF, WebP and HEIC. It follows the lengths in the file to see whether it is whole.

Sources: PNG, ISO/IEC 15948; JPEG, ITU-T T.81 annex B; GIF89a specification; WebP, RFC 9649; HEIF, ISO/IEC 14496-12.
"""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import FileProblem, Findings
from s11desk.evidence.pictures.jpeg_segments import START_OF_SCAN, jpeg_segments

MAX_PARTS = 1_000_000
"""A picture with more chunks, segments or blocks counts as damaged; no real picture has so many."""

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_GIF = (b"GIF87a", b"GIF89a")
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_END_OF_IMAGE = b"\xff\xd9"


def examine(content: Content) -> Findings | None:
    """The findings for a picture of a known kind; None for anything else."""
    head = content.at(0, 12)
    if head.startswith(_PNG):
        return _damaged_unless(Findings("a PNG picture", frozenset({"png"})), _png_is_whole(content))
    if head.startswith(_JPEG) and head[2:3] == b"\xff":
        return _damaged_unless(Findings("a JPEG picture", frozenset({"jpg", "jpeg"})), _jpeg_is_whole(content))
    if head.startswith(_GIF):
        return _damaged_unless(Findings("a GIF picture", frozenset({"gif"})), _gif_is_whole(content))
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return _damaged_unless(Findings("a WebP picture", frozenset({"webp"})), _webp_is_whole(content))
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return _damaged_unless(Findings("a HEIC picture", frozenset({"heic"})), _heic_is_whole(content))
    return None


def _damaged_unless(findings: Findings, is_whole: bool) -> Findings:  # noqa: FBT001 - the name says what it means
    return findings.with_problem(None if is_whole else FileProblem.DAMAGED)


def _png_is_whole(content: Content) -> bool:
    """Whether the chunks lead from IHDR to IEND."""
    if content.at(12, 4) != b"IHDR":
        return False
    offset = len(_PNG)
    for _ in range(MAX_PARTS):
        header = content.at(offset, 8)
        if len(header) < 8:
            return False
        offset += int.from_bytes(header[:4]) + 12
        if header[4:] == b"IEND":
            return offset <= content.size
    return False


def _jpeg_is_whole(content: Content) -> bool:
    """Whether the first scan is reached and an end-of-image marker follows it.

    Inside a scan every 0xFF of the data is followed by 0x00, so the marker cannot occur there by chance. Bytes after
    the marker are ignored, because telephones append videos.
    """
    scans = (each for each in jpeg_segments(content, 0, MAX_PARTS) if each.marker == START_OF_SCAN)
    scan = next(scans, None)
    return scan is not None and next(content.positions(_END_OF_IMAGE, scan.start - 3), None) is not None


def _gif_is_whole(content: Content) -> bool:
    """Whether no block is cut short. The final 0x3B is not required, because many good files lack it."""
    screen = content.at(0, 13)
    if len(screen) < 13:
        return False
    offset, left = 13 + _colour_table(screen[10]), iter(range(MAX_PARTS))
    for _ in left:
        match content.at(offset, 1):
            case b"!":
                offset = _after_sub_blocks(content, offset + 2, left)
            case b",":
                offset = _after_picture(content, offset, left)
            case _:
                return offset <= content.size
    return False


def _colour_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_picture(content: Content, offset: int, left: Iterator[int]) -> int:
    descriptor = content.at(offset, 10)
    if len(descriptor) < 10:
        return content.size + 1
    return _after_sub_blocks(content, offset + 10 + _colour_table(descriptor[9]) + 1, left)


def _after_sub_blocks(content: Content, offset: int, left: Iterator[int]) -> int:
    """The offset after a chain of sub-blocks; an offset after the file's end if the chain does not end.

    ``left`` counts all blocks of the file.
    """
    for _ in left:
        length = content.at(offset, 1)
        if not length:
            return content.size + 1
        offset += 1 + length[0]
        if length == b"\0":
            return offset
    return content.size + 1


def _webp_is_whole(content: Content) -> bool:
    return int.from_bytes(content.at(4, 4), "little") + 8 <= content.size


def _heic_is_whole(content: Content) -> bool:
    """Whether the description and the picture data are there. Bytes that telephones append after them are ignored."""
    offset, missing = 0, {b"meta", b"mdat"}
    for _ in range(MAX_PARTS):
        if offset == content.size or not missing:
            return True
        kind, length = content.at(offset + 4, 4), _box_length(content, offset)
        if length < 8 or offset + length > content.size:
            return False
        missing.discard(kind)
        offset += length
    return False


def _box_length(content: Content, offset: int) -> int:
    """The length in bytes, with the header.

    In the file, 1 means that the length is in the 8 bytes after the kind, and 0 that the box ends with the file.
    """
    length = int.from_bytes(content.at(offset, 4))
    if length == 1:
        return int.from_bytes(content.at(offset + 8, 8))
    return length or content.size - offset
