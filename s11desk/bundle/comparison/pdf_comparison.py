"""Give a PDF that we made the compressed streams of a received one, so that the rest can be compared byte for byte.

A stream with another compression has another length, and everything behind it another place. So the lengths and the
tables of places (``xref``, ISO 32000-1, 7.5.4) are written again too. If the received PDF has the same content, the
result is equal to it, up to the digits of its signatures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from s11desk.bundle.comparison.inflating import ZLIB, inflate

SamePicture = Callable[[bytes, bytes], bool]
"""Whether two JPEG files show the same picture."""

_STREAM = re.compile(rb">>\s*stream\r?\n")
_LENGTH = b"/Length "
_NUMBER = re.compile(rb"\d{1,10}")
_TABLES = re.compile(rb"\nxref\n.*?startxref\n\d+\n", re.DOTALL)
_PLACES = re.compile(rb"(?<=\n)\d{10}(?= \d{5} n)|(?<=/Prev )\d+|(?<=startxref\n)\d+")


class _Different(Exception):  # noqa: N818 - a finding, not a fault of the program
    """The received PDF has other content."""


@dataclass(slots=True)
class _Adoption:
    """The result so far, and how far each place in the made PDF has moved: ``moved[n]`` from ``places[n]`` on."""

    written: bytearray
    places: list[int] = field(default_factory=lambda: [0])
    moved: list[int] = field(default_factory=lambda: [0])

    def note(self, place: int) -> None:
        self.places.append(place)
        self.moved.append(len(self.written) - place)

    def place_of(self, place: int) -> int:
        return place + self.moved[bisect_right(self.places, place) - 1]


def with_streams_of(made: bytes, received: bytes, start: int, is_same_picture: SamePicture) -> bytes | None:
    """``made`` with the compressed streams of ``received``; None if a stream has other content.

    Both begin with the same ``start`` bytes, which stay. Streams are looked for in the order of ``made``.
    """
    adoption, place = _Adoption(bytearray(made[:start])), start
    try:
        while (found := _STREAM.search(made, place)) is not None:
            place = _adopt_stream(adoption, made, received, place, found.end(), is_same_picture)
    except _Different:
        return None
    _write_rest(adoption, made, place)
    return bytes(adoption.written)


def _adopt_stream(
    adoption: _Adoption, made: bytes, received: bytes, place: int, begin: int, is_same_picture: SamePicture
) -> int:
    """Adopt the stream whose data is at ``begin`` in ``made``. Returns the place behind it in ``made``."""
    digits = made.rindex(_LENGTH, place, begin) + len(_LENGTH)
    own = _number(made, digits)
    _write_rest(adoption, made, place, digits)
    theirs = _number(received, len(adoption.written))
    adoption.written += b"%d" % theirs
    adoption.note(digits + len(b"%d" % own))
    adoption.written += made[digits + len(b"%d" % own) : begin]
    data = received[len(adoption.written) : len(adoption.written) + theirs]
    if not _is_same(made[place:begin], made[begin : begin + own], data, is_same_picture):
        raise _Different
    adoption.written += data
    adoption.note(begin + own)
    return begin + own


def _number(content: bytes, place: int) -> int:
    found = _NUMBER.match(content, place)
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


def _write_rest(adoption: _Adoption, made: bytes, place: int, stop: int | None = None) -> None:
    """Write what is not a stream, with the places in its tables as they are now."""
    rest = made[place:stop]

    def moved_table(table: re.Match[bytes]) -> bytes:
        return _PLACES.sub(lambda found: _moved(adoption, found[0]), table[0])

    adoption.written += _TABLES.sub(moved_table, rest) if len(adoption.moved) > 1 else rest


def _moved(adoption: _Adoption, digits: bytes) -> bytes:
    return b"%0*d" % (len(digits) if len(digits) == 10 else 1, adoption.place_of(int(digits)))
