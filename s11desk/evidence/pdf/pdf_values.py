"""Reads the values of a PDF: names, strings, references, lists and dictionaries. Source: ISO 32000-2, 7.3.

The reader is as tolerant as the programs that show PDFs, and takes a time in proportion to the bytes: a string without
its end counts as one stray character, and what is nested too deeply is left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["PdfDictionary", "PdfName", "PdfReference", "PdfString", "PdfValue", "dictionaries_in", "parse_values"]

_MAX_DEPTH = 100
_MAX_STRING = 1 << 16
_MAX_OPEN_STRINGS = 16
"""The number of strings that may lack their end. Each of them costs one search through the bytes after it."""


@dataclass(frozen=True, slots=True)
class PdfName:
    """A name without its slash and its escapes: ``/E#46`` is ``EF``."""

    name: bytes


@dataclass(frozen=True, slots=True)
class PdfString:
    """The bytes of a string without its escapes, which may still be encrypted."""

    raw: bytes


@dataclass(frozen=True, slots=True)
class PdfReference:
    """A reference to the object with this number."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True)
class PdfDictionary:
    """The entries of a dictionary in the order of the file. Of a key that occurs twice, readers may take either."""

    entries: tuple[tuple[bytes, PdfValue], ...]

    def all(self, key: bytes) -> tuple[PdfValue, ...]:
        """Every value of ``key``."""
        return tuple(value for name, value in self.entries if name == key)

    def get(self, key: bytes) -> PdfValue:
        """The first value of ``key``; None if there is none."""
        return next(iter(self.all(key)), None)


PdfValue = PdfName | PdfString | PdfReference | PdfDictionary | tuple["PdfValue", ...] | int | None
"""``int``: a whole number. None: a value that no check needs."""

_TOKEN: Final = re.compile(
    rb"[\0\t\n\f\r ]+|%[^\r\n]*|(?P<open><<|\[)|(?P<close>>>|\])|<(?P<hex>[0-9A-Fa-f\0\t\n\f\r ]*)>"
    rb"|/(?P<name>[^\0\t\n\f\r ()<>\[\]{}/%]*)|(?P<quote>\()|(?P<word>[^\0\t\n\f\r ()<>\[\]{}/%]+)|.",
    re.DOTALL,
)
_IN_STRING: Final = re.compile(rb"[^()\\]+|\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
_ESCAPES: Final = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\n": b"",
    b"\r": b"",
    b"\r\n": b"",
}
_ENDS: Final = frozenset({b"obj", b"endobj", b"stream", b"endstream", b"xref", b"startxref"})
_NAME_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_NUMBER: Final = re.compile(rb"[+-]?\d{1,10}")

_Item = PdfValue | bytes
"""While reading: a value, or a bare word."""


def parse_values(raw: bytes) -> tuple[PdfValue, ...]:
    """The values from the start of ``raw`` to the next ``endobj``, ``stream`` or the like; to its end if none comes."""
    stack: list[tuple[bytes, list[_Item]]] = [(b"", [])]
    for kind, text in _tokens(raw):
        items = stack[-1][1]
        match kind:
            case "open" if len(stack) <= _MAX_DEPTH:
                stack.append((text, []))
            case "close" if len(stack) > 1:
                opened, content = stack.pop()
                stack[-1][1].append(_dictionary(content) if opened == b"<<" else _values(content))
            case "name":
                items.append(PdfName(_NAME_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), text)))
            case "string":
                items.append(PdfString(text))
            case "word":
                _add_word(items, text)
    while len(stack) > 1:
        opened, content = stack.pop()
        stack[-1][1].append(_dictionary(content) if opened == b"<<" else _values(content))
    return _values(stack[0][1])


def dictionaries_in(values: tuple[PdfValue, ...]) -> Iterator[PdfDictionary]:
    """Every dictionary among ``values``, at any depth."""
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        if isinstance(value, PdfDictionary):
            yield value
            waiting.extend(inner for _, inner in value.entries)
        elif isinstance(value, tuple):
            waiting.extend(value)


def text_of(raw: bytes) -> str:
    """The text of a string: UTF-16 or UTF-8 with its mark, otherwise one character for each byte (7.9.2.2).

    Never fails.
    """
    for mark, encoding in ((codecs.BOM_UTF16_BE, "utf-16-be"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        if raw.startswith(mark):
            return raw[2:].decode(encoding, "replace")
    return raw.removeprefix(codecs.BOM_UTF8).decode(
        "utf-8" if raw.startswith(codecs.BOM_UTF8) else "latin-1", "replace"
    )


def _tokens(raw: bytes) -> Iterator[tuple[str, bytes]]:
    at, open_strings = 0, 0
    while at < len(raw) and (found := _TOKEN.match(raw, at)):
        at = found.end()
        match found.lastgroup:
            case "quote" if open_strings < _MAX_OPEN_STRINGS:
                string, end = _read_string(raw, at)
                at, open_strings = end or at, open_strings + (not end)
                yield from [("string", string)] if end else []
            case "hex":
                digits = b"".join(found["hex"].replace(b"\0", b"").split())
                yield "string", bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
            case "word" if found["word"] in _ENDS:
                return
            case "open" | "close" | "name" | "word" as kind:
                yield kind, found[kind]
            case _:
                pass


def _read_string(raw: bytes, start: int) -> tuple[bytes, int]:
    """The string whose bracket is before ``start``, and the offset after its end: 0 if it has none."""
    pieces, depth, at = bytearray(), 1, start
    while at - start < _MAX_STRING and (found := _IN_STRING.match(raw, at)):
        at, text = found.end(), found[0]
        depth += (text == b"(") - (text == b")")
        if depth == 0:
            return bytes(pieces), at
        pieces += _unescape(text[1:]) if text.startswith(b"\\") else text
    return b"", 0


def _unescape(text: bytes) -> bytes:
    return bytes([int(text, 8) & 0xFF]) if text[:1] in b"01234567" else _ESCAPES.get(text, text)


def _add_word(items: list[_Item], word: bytes) -> None:
    """Add a number, or make a reference of the two numbers before an ``R``."""
    match items[-2:]:
        case [int(number), int(generation)] if word == b"R":
            items[-2:] = [PdfReference(number, generation)]
        case _:
            items.append(int(word) if _NUMBER.fullmatch(word) else word)


def _values(items: list[_Item]) -> tuple[PdfValue, ...]:
    return tuple(None if isinstance(item, bytes) else item for item in items)


def _dictionary(items: list[_Item]) -> PdfDictionary:
    """The entries among ``items``. A value that is missing is skipped, so that the next key is not taken for it."""
    entries: list[tuple[bytes, PdfValue]] = []
    for value, before in zip(items[1:], items, strict=False):
        if isinstance(before, PdfName):
            entries.append((before.name, None if isinstance(value, bytes) else value))
    return PdfDictionary(tuple(entries))
