"""The segments of a JPEG, from its first marker to the picture's own data. Source: ITU-T T.81, B.1."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from s11desk.evidence.file_content import Content

__all__ = ["START_OF_SCAN", "JpegSegment", "jpeg_segments"]

START_OF_SCAN = 0xDA

_STEP = 256
_MAX_STRAY = 1 << 16
"""Bytes between the segments of a JPEG, which readers skip. No camera leaves so many."""
_WITHOUT_LENGTH = {0x01, *range(0xD0, 0xD8)}


@dataclass(frozen=True, slots=True)
class JpegSegment:
    """``start``: the offset of its content, behind marker and length. ``length``: that of the content, in bytes."""

    marker: int
    start: int
    length: int


def jpeg_segments(content: Content, start: int, most: int) -> Iterator[JpegSegment]:
    """The segments of the picture that begins at ``start``; the last is that with :data:`START_OF_SCAN`.

    Some cameras leave bytes between segments; they are skipped, as every reader does. It ends early where the file
    does, and after ``most`` segments.
    """
    offset, stray = start + 2, 0
    for _ in range(most):
        header = content.at(offset, 4)
        if len(header) < 4 or stray > _MAX_STRAY:
            return
        marker, length = header[1], int.from_bytes(header[2:])
        if header[0] != 0xFF or marker == 0:
            skipped = _next_marker(content, offset + 1) - offset
            offset, stray = offset + skipped, stray + skipped
        elif marker == 0xFF:
            offset += 1
        elif marker in _WITHOUT_LENGTH:
            offset += 2
        else:
            yield JpegSegment(marker, offset + 4, max(0, length - 2))
            if marker == START_OF_SCAN:
                return
            offset += 2 + length


def _next_marker(content: Content, offset: int) -> int:
    """The offset of the next byte that may begin a marker."""
    at = content.at(offset, _STEP).find(b"\xff")
    return offset + (at if at >= 0 else _STEP)
