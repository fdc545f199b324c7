"""Reads the bytes of a PDF in order: header, objects, cross-reference tables, trailers, and nothing between them.

It accepts only the syntax that this program's writers use: classic tables, streams with a direct length, names without
escapes, strings whose inner brackets are escaped. It reads in pieces, so memory does not grow with the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import BinaryIO

_PIECE = 1 << 20
_SHORT = 1 << 10
_MAX_BODY = 1 << 22
"""Bytes of one object without its stream. The largest of ours lists the pages."""
_MAX_BODIES = 1 << 26
"""Bytes of all objects without their streams. A thousand questions take a tenth of it."""
_MAX_OBJECTS = 500_000

_SPACE = rb"[\0\t\n\f\r ]"
_NAME = rb"/[^\0\t\n\f\r ()<>\[\]{}/%]*+"
_STRING = rb"\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f\0\t\n\f\r ]*+>"
_COMMENT = rb"%[A-Za-z ()\-.:/]{0,100}\n"
"""Letters only: a program that looks for objects everywhere could find one in a comment with numbers."""
_VALUES = re.compile(
    rb"(?:" + _NAME + rb"|[\0\t\n\f\r 0-9+.\-\[\]]++|<<|>>|" + _STRING + rb"|" + _COMMENT + rb""
    rb"|(?:R|true|false|null)(?![A-Za-z]))*+",
    re.DOTALL,
)
_WORD = re.compile(rb"(?:endobj|stream|startxref)(?![A-Za-z])")
_NAMES = re.compile(_NAME)
_STRINGS = re.compile(_STRING, re.DOTALL)
_HEADER = re.compile(rb"%PDF-1\.[0-7]\r?\n(?:%[^\r\n]{0,200}\r?\n)?")
_SPACES = re.compile(_SPACE + rb"*+")
_OBJECT = re.compile(rb"(\d{1,10}) (\d{1,5}) obj\b")
_TABLE = re.compile(rb"xref\s+")
_SECTION = re.compile(rb"(\d{1,10}) (\d{1,10}) ?\r?\n")
_ENTRY = 20
_ENTRIES = re.compile(rb"(?:\d{10} \d{5} [fn](?: \r| \n|\r\n))*")
_TRAILER = re.compile(rb"\s*trailer\s")
_END = re.compile(rb"\s*startxref\s+(\d{1,10})\s+%%EOF\s*")
_STREAM = re.compile(rb"\r?\n")
_AFTER_STREAM = re.compile(rb"\s{0,2}endstream\s+endobj\s*")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\d|\s+\d+\s+R)")
_PREVIOUS = re.compile(rb"/Prev\s+(\d{1,10})(?!\d)")
_ESCAPED = {b"application#2Fjson"}
"""The only name in our files that needs an escape."""


class UnreadablePdf(Exception):  # noqa: N818 - a finding about the file, not an error of the program
    """The bytes are not in the form in which this program writes a PDF."""


@dataclass(frozen=True, slots=True)
class PdfObject:
    """One object: its number, all names in it, its bytes without a stream, and whether it has a stream."""

    number: int
    names: list[bytes]
    body: bytes
    has_stream: bool


@dataclass(frozen=True, slots=True)
class PdfTrailer:
    """One trailer. ``references``: the offsets of tables that it names."""

    names: list[bytes]
    body: bytes
    references: list[int]


class PdfBytes:
    """The bytes of ``stream`` from ``offset`` on. Each method reads the next part or raises :class:`UnreadablePdf`."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._size = stream.seek(0, 2)
        self._start = 0
        self._piece = b""
        self.offset = 0
        self._bodies = 0
        self._objects = 0
        self._rows = 0

    def is_at_end(self) -> bool:
        """Whether all bytes are read."""
        return self.offset == self._size

    def skip_header(self) -> None:
        """Read the line with the version, and the line of binary bytes after it."""
        self._require(_HEADER)

    def read_object(self) -> PdfObject:
        """Read an object with its stream, and the space after it."""
        head = self._require(_OBJECT)
        names, body, word = self._read_body()
        if word == b"stream":
            self._skip_stream(names, body)
        elif word == b"endobj":
            self._require(_SPACES)
        else:
            raise UnreadablePdf
        return PdfObject(int(head[1]), names, body, word == b"stream")

    def read_table(self) -> tuple[tuple[int, int], ...] | None:
        """Read a cross-reference table: for each object in use, its number and offset. None if none comes next."""
        if self._match(_TABLE) is None:
            return None
        self._require(_TABLE)
        entries: list[tuple[int, int]] = []
        while (section := self._match(_SECTION)) is not None:
            self.offset += section.end() - section.start()
            entries += self._read_section(int(section[1]), int(section[2]))
        return tuple(entries)

    def read_trailer(self) -> PdfTrailer:
        """Read a trailer, and the offset of the table behind it."""
        self._require(_TRAILER)
        names, body, word = self._read_body()
        if word != b"startxref":
            raise UnreadablePdf
        self.offset -= len(word)
        references = [int(self._require(_END)[1]), *(int(found[1]) for found in _PREVIOUS.finditer(body))]
        if names.count(b"Prev") != len(references) - 1:
            raise UnreadablePdf
        return PdfTrailer(names, body, references)

    def _read_section(self, first: int, count: int) -> list[tuple[int, int]]:
        self._rows += count
        if self._rows > _MAX_OBJECTS:
            raise UnreadablePdf
        raw = self._bytes(count * _ENTRY)
        if len(raw) != count * _ENTRY or _ENTRIES.fullmatch(raw) is None:
            raise UnreadablePdf
        self.offset += len(raw)
        lines = ((number, raw[number * _ENTRY : (number + 1) * _ENTRY]) for number in range(count))
        return [(first + number, int(line[:10])) for number, line in lines if line[17:18] == b"n"]

    def _read_body(self) -> tuple[list[bytes], bytes, bytes]:
        """Read up to a word that is not a value. Returns the names, the bytes before the word, and the word."""
        for size in (_SHORT, _MAX_BODY):
            start = self._fill(size)
            end = _end_of_values(self._piece, start)
            word = _WORD.match(self._piece, end)
            if word is not None and (word.end() < len(self._piece) or self._has_all()):
                self.offset += word.end() - start
                body = self._piece[start:end]
                return self._names(body), body, word[0]
        raise UnreadablePdf

    def _names(self, body: bytes) -> list[bytes]:
        self._bodies += len(body)
        self._objects += 1
        if self._bodies > _MAX_BODIES or self._objects > _MAX_OBJECTS:
            raise UnreadablePdf
        names = [name[1:] for name in _NAMES.findall(_STRINGS.sub(b" ", body))]
        if any(b"#" in name and name not in _ESCAPED for name in names):
            raise UnreadablePdf
        return names

    def _has_all(self) -> bool:
        """Whether the piece in memory reaches to the end of the file."""
        return self._start + len(self._piece) == self._size

    def _skip_stream(self, names: list[bytes], body: bytes) -> None:
        lengths = _LENGTH.findall(body)
        if len(lengths) != 1 or names.count(b"Length") != 1:
            raise UnreadablePdf
        self._require(_STREAM)
        self.offset += int(lengths[0])
        if self.offset > self._size:
            raise UnreadablePdf
        self._require(_AFTER_STREAM)

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        start = self._fill(_SHORT)
        return pattern.match(self._piece, start)

    def _require(self, pattern: re.Pattern[bytes]) -> re.Match[bytes]:
        found = self._match(pattern)
        if found is None:
            raise UnreadablePdf
        self.offset += found.end() - found.start()
        return found

    def _bytes(self, size: int) -> bytes:
        """Up to ``size`` bytes from ``offset`` on."""
        start = self._fill(size)
        return self._piece[start : start + size]

    def _fill(self, size: int) -> int:
        """Read ``size`` bytes from ``offset`` on into memory, or all bytes left. Returns their index in the piece."""
        start = self.offset - self._start
        is_short = start + size > len(self._piece) and self._start + len(self._piece) < self._size
        if not 0 <= start <= len(self._piece) or is_short:
            self._stream.seek(self.offset)
            self._start, self._piece = self.offset, self._stream.read(max(size, _PIECE))
            return 0
        return start


def _end_of_values(piece: bytes, start: int) -> int:
    found = _VALUES.match(piece, start)
    return start if found is None else found.end()
