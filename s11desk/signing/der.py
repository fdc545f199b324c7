"""Read and write the little DER that our signatures and envelopes use, fast.

Reading is not strict: every reader writes the values again and compares the bytes. It knows only definite lengths and
tags of one byte, because our own values use no others.
"""

from __future__ import annotations

import msgspec

INTEGER = 0x02
OCTET_STRING = 0x04
UTC_TIME = 0x17
GENERALIZED_TIME = 0x18
SEQUENCE = 0x30
SET = 0x31

_LONG = 0x80


class Element(msgspec.Struct, frozen=True, gc=False):
    """One value: its identifier byte, its content, and the exact bytes of the whole value."""

    identifier: int
    content: bytes
    encoded: bytes


def context(number: int) -> int:
    """The identifier byte of a constructed, context-specific value: ``[number]`` in ASN.1."""
    return 0xA0 | number


def wrap(identifier: int, *contents: bytes) -> bytes:
    """Make one DER value around ``contents``."""
    content = b"".join(contents)
    size = len(content)
    if size < _LONG:
        return bytes((identifier, size)) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((identifier, _LONG | len(octets))) + octets + content


def wrap_set(identifier: int, members: list[bytes]) -> bytes:
    """Make a SET OF in DER, with its members in ascending order of their encodings (X.690, 11.6)."""
    return wrap(identifier, *sorted(members))


def elements(content: bytes) -> list[Element]:
    """Read the values that follow one another in ``content``. Raises ValueError."""
    found = []
    start, total = 0, len(content)
    while start < total:
        length = content[start + 1] if start + 1 < total else _LONG
        # Most values are short, and this one byte is their length.
        inside, end = (start + 2, start + 2 + length) if length < _LONG else _extent(content, start)
        if end > total:
            raise ValueError("a value longer than what is there")
        found.append(Element(content[start], content[inside:end], content[start:end]))
        start = end
    return found


def only(content: bytes, *identifiers: int) -> Element:
    """Read the one value in ``content``. Raises ValueError for none, for more, and for a value of another kind."""
    (element,) = elements(content)
    if element.identifier not in identifiers:
        raise ValueError("unexpected kind of value")
    return element


def members(content: bytes, identifier: int) -> list[Element]:
    """Read the values inside the one value in ``content``. Raises ValueError."""
    return elements(only(content, identifier).content)


def first_length(content: bytes) -> int:
    """The number of bytes that the first value in ``content`` takes. Raises ValueError."""
    _, end = _extent(content, 0)
    return end


def _extent(content: bytes, start: int) -> tuple[int, int]:
    """The offsets of the first byte of the content of the value at ``start``, and of the byte after it."""
    head = content[start : start + 2]
    if len(head) < 2 or head[1] == _LONG:
        raise ValueError("no definite length")
    inside = start + 2
    if head[1] < _LONG:
        return inside, inside + head[1]
    octets = content[inside : inside + head[1] - _LONG]
    inside += head[1] - _LONG
    return inside, inside + int.from_bytes(octets)
