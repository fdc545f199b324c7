"""Finds the objects of a PDF that matter, even in compressed object streams, and follows references. ISO 32000-2, 7.5.

It does not trust the file's own tables, because programs that show PDFs search a broken file themselves and may find
other objects than the tables name. Each step has a limit: a crafted file could keep the program busy for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from s11desk.evidence.file_content import Content
from s11desk.evidence.findings import TooMuchToReadError
from s11desk.evidence.pdf.pdf_filters import UnknownFilterError, decode_stream
from s11desk.evidence.pdf.pdf_values import (
    PdfDictionary,
    PdfName,
    PdfReference,
    PdfValue,
    dictionaries_in,
    parse_values,
)

__all__ = ["Owner", "PdfObjects"]

_OBJECT = 1 << 16
_READ_IN_ALL = 24 << 20
_READ_AT_LEAST = 2048
_UNPACKED_EACH = 4 << 20
_UNPACKED_IN_ALL = 64 << 20
_MAX_OBJECTS = 1_000_000
_MAX_STREAMS = 10_000
_MAX_STEPS = 8
_MAX_NAME = 256
_ENDS = (b"endobj", b"endstream", b"trailer")

_HEADER = re.compile(rb"(?<![0-9])(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+obj")
_NUMBERS = re.compile(rb"[0-9\0\t\n\f\r ]*")
_DIGITS = 10
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)?")
_ESCAPED = rb"[^\0\t\n\f\r ()<>\[\]{}/%#]*#[0-9A-Fa-f]{2}[^\0\t\n\f\r ()<>\[\]{}/%]*"


@dataclass(frozen=True, slots=True)
class Owner:
    """The object that holds a value. Its numbers are needed to decrypt; ``number`` is 0 inside an object stream."""

    number: int
    generation: int
    offset: int


@dataclass(frozen=True, slots=True)
class _ObjectStream:
    """An object stream: its dictionary, and the object that holds it."""

    dictionary: PdfDictionary
    owner: Owner


NO_OWNER = Owner(0, 0, 0)

Decrypt = Callable[[bytes, int, int], bytes]


class PdfObjects:
    """The objects of ``content``. ``decrypt_stream`` takes a stream's bytes and the numbers of its object."""

    def __init__(self, content: Content, decrypt_stream: Decrypt) -> None:
        self._content = content
        self._decrypt = decrypt_stream
        self._left = _READ_IN_ALL

    def dictionaries_with(self, *names: bytes) -> Iterator[tuple[PdfDictionary, Owner]]:
        """Every dictionary in an object that has one of ``names``, as a key or as a value, however it is written.

        Raises :class:`TooMuchToReadError`.
        """
        for owner, values in self._objects_with(names):
            yield from ((found, owner) for found in dictionaries_in(values))
        for _, raw in self._unpack_object_streams():
            if any(_is_one_of(found[0], names) for found in _pattern(names).finditer(raw)):
                self._spend(len(raw))
                yield from ((found, NO_OWNER) for found in dictionaries_in(parse_values(raw)))

    def resolve(self, value: PdfValue, owner: Owner) -> Iterator[tuple[PdfValue, Owner]]:
        """Yield the value itself; for a reference, every object with its number: readers may take any."""
        waiting = [(value, owner, 0)]
        while waiting:
            found, where, steps = waiting.pop()
            if not isinstance(found, PdfReference):
                yield found, where
            elif steps < _MAX_STEPS:
                waiting.extend((inner, offset, steps + 1) for inner, offset in self._object(found.number))

    def stream_head(self, value: PdfValue, owner: Owner, size: int) -> Iterator[bytes]:
        """The first ``size`` bytes of each stream to which ``value`` refers, without its filters."""
        for found, where in self.resolve(value, owner):
            if isinstance(found, PdfDictionary):
                yield self._unpack_or_nothing(found, where, size)

    def _unpack_object_streams(self) -> Iterator[tuple[_ObjectStream, bytes]]:
        """Each object stream (7.5.7) and what it holds. Of a damaged stream, the part before the damage.

        Unpacks them at each call, because all of them together may not fit into memory.
        """
        left = _UNPACKED_IN_ALL
        for stream in self._stream_dictionaries:
            raw = self._unpack_or_nothing(stream.dictionary, stream.owner, min(left, _UNPACKED_EACH))
            left -= max(len(raw), _OBJECT)
            if left <= 0:
                raise TooMuchToReadError
            yield stream, raw

    @cached_property
    def _stream_dictionaries(self) -> tuple[_ObjectStream, ...]:
        streams: list[_ObjectStream] = []
        for owner, values in self._objects_with((b"ObjStm",)):
            found = (one for one in dictionaries_in(values[:1]) if PdfName(b"ObjStm") in one.all(b"Type"))
            streams.extend(_ObjectStream(one, owner) for one in found)
            if len(streams) > _MAX_STREAMS:
                raise TooMuchToReadError
        return tuple(streams)

    def _unpack_or_nothing(self, found: PdfDictionary, owner: Owner, limit: int) -> bytes:
        """As :meth:`_unpack`; nothing for a filter that few programs know, because readers cannot use it either."""
        try:
            return self._unpack(found, owner, limit)
        except UnknownFilterError:
            return b""

    def _unpack(self, found: PdfDictionary, owner: Owner, limit: int) -> bytes:
        """Up to ``limit`` bytes of the stream with this dictionary. Raises :class:`UnknownFilterError`."""
        begin = _STREAM.search(self._content.at(owner.offset, _OBJECT))
        if begin is None:
            return b""
        raw = self._read_to_endstream(owner.offset + begin.end(), max(_OBJECT, limit))
        return decode_stream(self._decrypt(raw, owner.number, owner.generation), found, limit)

    def _read_to_endstream(self, start: int, limit: int) -> bytes:
        size = _OBJECT
        while True:
            raw = self._content.at(start, min(size, limit))
            end = raw.find(b"endstream")
            if end >= 0 or size >= limit or len(raw) < size:
                return raw if end < 0 else raw[:end]
            size *= 8

    def _objects_with(self, names: tuple[bytes, ...]) -> Iterator[tuple[Owner, tuple[PdfValue, ...]]]:
        """The objects outside object streams that mention one of ``names``."""
        wanted, last = _pattern(names), -1
        for offset, window in self._content.windows(_MAX_NAME):
            for found in wanted.finditer(window):
                at = offset + found.start()
                if at > last and _is_one_of(found[0], names):
                    owner, raw = self._object_around(at)
                    last = max(at, owner.offset + len(raw))
                    yield owner, parse_values(raw)

    def _object_around(self, at: int) -> tuple[Owner, bytes]:
        owner = self._owner(at)
        ahead = self._content.at(at, _OBJECT)
        ends = [offset for word in (b"endobj", b"stream") if (offset := ahead.find(word)) >= 0]
        raw = self._content.at(owner.offset, at - owner.offset + min(ends, default=len(ahead)))
        self._spend(max(len(raw), _READ_AT_LEAST))
        return owner, raw

    def _owner(self, at: int) -> Owner:
        """The object around the offset ``at``. It begins after the nearest header or end before that."""
        for span in (_READ_AT_LEAST, _OBJECT):
            start = max(0, at - span)
            before = self._content.at(start, at - start)
            end = max((before.rfind(word) + len(word) for word in _ENDS if word in before), default=0)
            headers = list(_HEADER.finditer(before, end))
            if headers:
                number, generation = (int(digits) for digits in headers[-1].groups())
                return Owner(number, generation, start + headers[-1].end())
            if end:
                break
        return Owner(0, 0, start + end)

    def _object(self, number: int) -> Iterator[tuple[PdfValue, Owner]]:
        for generation, offset in self._offsets.get(number, ()):
            raw = self._content.at(offset, _OBJECT)
            self._spend(len(raw) // 8)
            yield from ((value, Owner(number, generation, offset)) for value in parse_values(raw)[:1])
        for stream, offset in self._offsets_in_streams.get(number, ()):
            raw = self._unpack_or_nothing(stream.dictionary, stream.owner, offset + _OBJECT)[offset:]
            self._spend(offset // 8 + len(raw) // 8)
            yield from ((value, NO_OWNER) for value in parse_values(raw)[:1])

    @cached_property
    def _offsets(self) -> dict[int, list[tuple[int, int]]]:
        """Generation and offset of all objects outside object streams."""
        table: dict[int, list[tuple[int, int]]] = {}
        count = 0
        for offset, window in self._content.windows(32):
            for header in _HEADER.finditer(window):
                count += 1
                if count > _MAX_OBJECTS:
                    raise TooMuchToReadError
                table.setdefault(int(header[1]), []).append((int(header[2]), offset + header.end()))
        return table

    @cached_property
    def _offsets_in_streams(self) -> dict[int, list[tuple[_ObjectStream, int]]]:
        """The object streams with the offset of each of their objects: pairs of numbers come first (7.5.7)."""
        table: dict[int, list[tuple[_ObjectStream, int]]] = {}
        for stream, raw in self._unpack_object_streams():
            pairs = _NUMBERS.match(raw)
            numbers = [int(word[:_DIGITS]) for word in pairs[0].split()] if pairs else []
            for number, at in zip(numbers[::2], numbers[1::2], strict=False):
                table.setdefault(number, []).append((stream, at + (pairs.end() if pairs else 0)))
        return table

    def _spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise TooMuchToReadError


def _pattern(names: tuple[bytes, ...]) -> re.Pattern[bytes]:
    return re.compile(rb"/(?:(?:%s)(?![0-9A-Za-z])|%s)" % (b"|".join(names), _ESCAPED))


def _is_one_of(written: bytes, names: tuple[bytes, ...]) -> bool:
    value = parse_values(written)[:1]
    return bool(value) and isinstance(value[0], PdfName) and value[0].name in names
