"""What office files need before they may leave: no clock in them, and typed text that is read as it was typed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable

LONGEST_CELL = 32_767
"""Characters a spreadsheet's cell can hold."""
_LINE_HEIGHT = 15.0
_TALLEST_ROW = 409.0
"""Points; no row can be taller."""

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?=</dcterms:)")
_LOOKS_ENCODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def with_own_time(content: bytes, made: dt.datetime) -> bytes:
    """``content``, an office file, with ``made`` as the time of its making, and no other time in it.

    Such a file is a zip archive, and the library that writes it stamps both with the clock.
    """
    stamp = f"{made.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%S}Z".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == _PROPERTIES:
                part = _MOMENT.sub(stamp, part)
            target.writestr(zipfile.ZipInfo(name, _FIXED_DATE), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def cell_text(typed: str) -> str:
    """``typed`` as a cell must hold it: spreadsheets read ``_x0041_`` as "A" (ECMA-376, 22.9.2.19)."""
    return _LOOKS_ENCODED.sub("_x005F_", typed)


def row_height(cells: Iterable[tuple[str, float]]) -> float:
    """About how many points a row of wrapped cells takes, each given with the width of its column in characters.

    Excel measures a row itself when it opens the file; LibreOffice believes what it is told, and without a height shows
    one line of many.
    """
    lines = max((sum(1 + int(len(line) / width) for line in text.split("\n")) for text, width in cells), default=1)
    return min(lines * _LINE_HEIGHT, _TALLEST_ROW)
