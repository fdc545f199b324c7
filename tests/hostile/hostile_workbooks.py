"""Workbooks with topics that cost a reader as much as the limits allow, and one that was the slowest without them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from s11desk.topics.workbook.reading.workbook_bounds import MAX_PART_BYTES
from tests.topics.test_hostile_workbooks import HOSTILE, filled, with_part

_SHEET = "xl/worksheets/sheet1.xml"
_NEARLY = MAX_PART_BYTES - 100_000
_FORMATS = 900_000


def _one_row(start: bytes, again: bytes, end: bytes) -> bytes:
    return filled("worksheet", start + again * (_NEARLY // len(again)) + end, 1)


def _many_attributes() -> bytes:
    attributes = b" ".join(b'a%d="1"' % number for number in range(_NEARLY // 12))
    return with_part(_SHEET, filled("worksheet", b"<row " + attributes + b"/>", 1))


WAYS: Mapping[str, Callable[[], bytes]] = {
    "a row of empty cells": lambda: with_part(_SHEET, _one_row(b"<row>", b"<c/>", b"</row>")),
    "a row of many attributes": _many_attributes,
    "empty shared texts": lambda: with_part("xl/sharedStrings.xml", filled("sst", b"<si/>", _NEARLY)),
    "formats of cells": lambda: with_part(
        "xl/styles.xml", filled("styleSheet", b"<cellXfs>" + b"<xf/>" * (_FORMATS // 5) + b"</cellXfs>", 1)
    ),
    "rows that never end": lambda: with_part(_SHEET, filled("worksheet", b"<row>", _NEARLY)),
    "refused: many names": HOSTILE["many names"],
}
