"""Rules for every office file that we write: a fixed time inside, and typed text that programs show as it was typed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable

MAX_CELL_LENGTH = 32_767
"""Characters that a cell of a spreadsheet can hold."""
_LINE_HEIGHT = 15.0
_TALLEST_ROW = 409.0
"""Points; no row can be taller."""

_UNIX = 3
"""The system that is written into the archive, on every system: a return of one is compared byte for byte on another
(APPNOTE.TXT 6.3.10, 4.4.2.2)."""

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_TIMESTAMP = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</dcterms:)")
_LOOKS_ENCODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def with_fixed_time(content: bytes, made_at: dt.datetime) -> bytes:
    """Return the office file ``content`` with ``made_at`` as the only time in it.

    An office file is a zip archive; the library that writes it puts the current time into both.
    """
    stamp = f"{_in_utc(made_at):%Y-%m-%dT%H:%M:%S}Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == _PROPERTIES:
                part = _TIMESTAMP.sub(stamp, part)
            entry = zipfile.ZipInfo(name, _FIXED_DATE)
            entry.create_system = _UNIX
            target.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _in_utc(moment: dt.datetime) -> dt.datetime:
    """``moment`` in UTC. A stranger's return may state a time that is before the first day of the calendar there."""
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        return moment


def cell_text(typed: str) -> str:
    """Escape ``typed`` for a cell: spreadsheets read ``_x0041_`` as "A" (ECMA-376, 22.9.2.19)."""
    return _LOOKS_ENCODED.sub("_x005F_", typed)


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """Estimate the height of a row of wrapped cells, in points. ``cells``: text and width of the column in characters.

    Excel measures a row itself when it opens the file. LibreOffice uses the height in the file; without one it shows
    only the first line.
    """
    lines = max((sum(1 + int(len(line) / width) for line in text.split("\n")) for text, width in cells), default=1)
    return min(lines * _LINE_HEIGHT, _TALLEST_ROW)
