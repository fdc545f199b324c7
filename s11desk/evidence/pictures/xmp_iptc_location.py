"""The location in the XMP and IPTC data of a photograph: finds it, and fills it with spaces.

Sources: Adobe, "XMP Specification Part 2" (the namespaces exif and photoshop); IPTC Photo Metadata Standard 2023.1
(place names); IPTC-NAA Information Interchange Model 4.2, record 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["iptc_has_location", "iptc_without_location", "xmp_has_location", "xmp_without_location"]

_NAMES = (
    rb"GPS(?!TimeStamp|DateStamp|DateTime|VersionID)\w{1,40}|City|State|Country|CountryCode|Location|Sublocation|"
    rb"LocationCreated|LocationShown|ProvinceState|CountryName|WorldRegion|LocationName|LocationId"
)
_OPENING = re.compile(rb"<([\w.\-]{1,40}:(?:%s))\b[^<>]{0,2000}>" % _NAMES)
_ATTRIBUTE = re.compile(rb"\s[\w.\-]{1,40}:(?:%s)\s{0,9}=\s{0,9}(?:\"[^\"<]*\"|'[^'<]*')" % _NAMES)
_MAX_ELEMENTS = 500

_DATA_SET = b"\x1c\x02"
_LOCATION_DATA_SETS = frozenset({26, 27, 90, 92, 95, 100, 101})
"""Content location code and name, city, sublocation, province or state, country code and name."""


def xmp_has_location(xmp: bytes) -> bool:
    """Whether the XMP data, in UTF-8, says where the picture was taken or what place it shows."""
    return next(_spans(xmp), None) is not None


def xmp_without_location(xmp: bytes) -> bytes:
    """The same data, of the same length, with spaces instead of every location. The XML stays well-formed."""
    changed = bytearray(xmp)
    for start, end in _spans(xmp):
        changed[start:end] = b" " * (end - start)
    return bytes(changed)


def _spans(xmp: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of each element and attribute about a location. The search ends at one that is not closed."""
    at = 0
    for _ in range(_MAX_ELEMENTS):
        opening = _OPENING.search(xmp, at)
        if opening is None:
            break
        at = opening.end()
        if not opening[0].endswith(b"/>"):
            closing = xmp.find(b"</%s" % opening[1], at)
            at = xmp.find(b">", closing) + 1 if closing >= 0 else 0
        if at <= 0:
            break
        yield opening.start(), at
    yield from (found.span() for found in _ATTRIBUTE.finditer(xmp))


def iptc_has_location(block: bytes) -> bool:
    """Whether a block of IPTC data has a location."""
    return any(block[start:end].strip(b" \0") for start, end in _values(block))


def iptc_without_location(block: bytes) -> bytes:
    """The same data, of the same length, with spaces instead of the names of locations."""
    changed = bytearray(block)
    for start, end in _values(block):
        changed[start:end] = b" " * (end - start)
    return bytes(changed)


def _values(block: bytes) -> list[tuple[int, int]]:
    """Start and end of each value about a location. A data set has a marker, its number, its length and its value."""
    found, at = [], block.find(_DATA_SET)
    while 0 <= at <= len(block) - 5:
        number, length = block[at + 2], int.from_bytes(block[at + 3 : at + 5])
        if length < 0x8000 and at + 5 + length <= len(block):
            if number in _LOCATION_DATA_SETS:
                found.append((at + 5, at + 5 + length))
            at = block.find(_DATA_SET, at + 5 + length)
        else:
            at = block.find(_DATA_SET, at + 1)
    return found
