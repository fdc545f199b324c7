"""Puts the compressed streams of a received PDF into one that we made, so that the rest can be compared by bytes.

A stream with another compression has another length, and everything after it another offset. So the lengths and the
tables of offsets (``xref``, ISO 32000-1, 7.5.4) are written again too. If the received PDF has the same content, the
result is equal to it, up to the digits of its signatures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from s11desk.bundle.comparison.inflate import ZLIB, inflate

SamePicture = Callable[[bytes, bytes], bool]
"""Whether two JPEG files show the same picture."""

_STREAM = re.compile(rb">>\s*stream\r?\n")
_LENGTH = b"/Length "
_NUMBER = re.compile(rb"\d{1,10}")
_TABLES = re.compile(rb"\nxref\n.*?startxref\n\d+\n", re.DOTALL)
_OFFSETS = re.compile(rb"(?<=\n)\d{10}(?= \d{5} n)|(?<=/Prev )\d+|(?<=startxref\n)\d+")


class _Different(Exception):  # noqa: N818 - a finding, not a fault of the program
    """The received PDF has other content."""


@dataclass(slots=True)
class _MergedPdf:
    """The result so far, and how far each offset in the made PDF has moved: ``moved[n]`` from ``offsets[n]`` on."""

    written: bytearray
    offsets: list[int] = field(default_factory=lambda: [0])
    moved: list[int] = field(default_factory=lambda: [0])

    def note(self, offset: int) -> None:
        self.offsets.append(offset)
        self.moved.append(len(self.written) - offset)

    def new_offset(self, offset: int) -> int:
        return offset + self.moved[bisect_right(self.offsets, offset) - 1]


def merge_streams(made: bytes, received: bytes, start: int, is_same_picture: SamePicture) -> bytes | None:
    """``made`` with the compressed streams of ``received``; None if a stream has other content.

    Both begin with the same ``start`` bytes, which stay. Streams are looked for in the order of ``made``.
    """
    merged, offset = _MergedPdf(bytearray(made[:start])), start
    try:
        while (found := _STREAM.search(made, offset)) is not None:
            offset = _copy_stream(merged, made, received, offset, found.end(), is_same_picture)
    except _Different:
        return None
    _write_rest(merged, made, offset)
    return bytes(merged.written)


def _copy_stream(
    merged: _MergedPdf, made: bytes, received: bytes, offset: int, begin: int, is_same_picture: SamePicture
) -> int:
    """Copy the stream whose data is at ``begin`` in ``made``. Returns the offset after it in ``made``."""
    digits = made.rindex(_LENGTH, offset, begin) + len(_LENGTH)
    own = _number(made, digits)
    _write_rest(merged, made, offset, digits)
    theirs = _number(received, len(merged.written))
    merged.written += b"%d" % theirs
    merged.note(digits + len(b"%d" % own))
    merged.written += made[digits + len(b"%d" % own) : begin]
    data = received[len(merged.written) : len(merged.written) + theirs]
    if not _is_same(made[offset:begin], made[begin : begin + own], data, is_same_picture):
        raise _Different
    merged.written += data
    merged.note(begin + own)
    return begin + own


def _number(content: bytes, offset: int) -> int:
    found = _NUMBER.match(content, offset)
    if found is None or (found[0].startswith(b"0") and found[0] != b"0"):
        raise _Different
    return int(found[0])


def _is_same(before: bytes, own: bytes, theirs: bytes, is_same_picture: SamePicture) -> bool:
    if own == theirs:
        return True
    head = before[before.rindex(b" obj") :]
    if b"/FlateDecode" in head:
        content = inflate(own, 16 * 1024 * len(own), ZLIB)
        return content is not None and inflate(theirs, len(content), ZLIB) == content
    return b"/DCTDecode" in head and is_same_picture(own, theirs)


def _write_rest(merged: _MergedPdf, made: bytes, offset: int, stop: int | None = None) -> None:
    """Write what is not a stream, with the new offsets in its tables."""
    rest = made[offset:stop]

    def moved_table(table: re.Match[bytes]) -> bytes:
        return _OFFSETS.sub(lambda found: _shift_offset(merged, found[0]), table[0])

    merged.written += _TABLES.sub(moved_table, rest) if len(merged.moved) > 1 else rest


def _shift_offset(merged: _MergedPdf, digits: bytes) -> bytes:
    return b"%0*d" % (len(digits) if len(digits) == 10 else 1, merged.new_offset(int(digits)))
