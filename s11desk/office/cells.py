"""Typed text in the cells of a workbook: shown as it was typed, in a row that is high enough."""

from __future__ import annotations

import re
from collections.abc import Iterable

MAX_CELL_LENGTH = 32_767
"""Characters that a cell of a spreadsheet can hold."""
_LINE_HEIGHT = 15.0
_TALLEST_ROW = 409.0
"""Points; no row can be taller."""
_LOOKS_ENCODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


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
