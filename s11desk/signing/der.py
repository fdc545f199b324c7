"""Just enough DER to take a signature apart and put it together again, in the few lines that are fast.

Taking apart need not be strict, because whoever reads puts together what was read and compares the bytes. It knows
definite lengths and tags of one octet; a value that uses anything else is no value of ours.
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
    """One value: its identifier octet, its content, and both with the length between, as they stood."""

    identifier: int
    content: bytes
    encoded: bytes


def context(number: int) -> int:
    """The identifier octet of a constructed, context-specific value: ``[number]`` in ASN.1."""
    return 0xA0 | number


def wrap(identifier: int, *contents: bytes) -> bytes:
    """One DER value around ``contents``."""
    content = b"".join(contents)
    size = len(content)
    if size < _LONG:
        return bytes((identifier, size)) + content
    octets = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((identifier, _LONG | len(octets))) + octets + content


def wrap_set(identifier: int, members: list[bytes]) -> bytes:
    """A SET OF in DER: members in ascending order of their encodings (X.690, 11.6)."""
    return wrap(identifier, *sorted(members))


def elements(content: bytes) -> list[Element]:
    """The values that stand one after another in ``content``. Raises ValueError."""
    found = []
    start, total = 0, len(content)
    while start < total:
        length = content[start + 1] if start + 1 < total else _LONG
        # Most values are short: their length is that one octet.
        inside, end = (start + 2, start + 2 + length) if length < _LONG else _extent(content, start)
        if end > total:
            raise ValueError("a value longer than what is there")
        found.append(Element(content[start], content[inside:end], content[start:end]))
        start = end
    return found


def only(content: bytes, *identifiers: int) -> Element:
    """The one value that ``content`` consists of. Raises ValueError for none, for more, and for another kind."""
    (element,) = elements(content)
    if element.identifier not in identifiers:
        raise ValueError("unexpected kind of value")
    return element


def members(content: bytes, identifier: int) -> list[Element]:
    """What stands inside the one value that ``content`` consists of. Raises ValueError."""
    return elements(only(content, identifier).content)


def first_length(content: bytes) -> int:
    """How many octets the first value in ``content`` takes. Raises ValueError."""
    _, end = _extent(content, 0)
    return end


def _extent(content: bytes, start: int) -> tuple[int, int]:
    """Where the content of the value at ``start`` begins, and where it ends."""
    head = content[start : start + 2]
    if len(head) < 2 or head[1] == _LONG:
        raise ValueError("no definite length")
    inside = start + 2
    if head[1] < _LONG:
        return inside, inside + head[1]
    octets = content[inside : inside + head[1] - _LONG]
    inside += head[1] - _LONG
    return inside, inside + int.from_bytes(octets)
