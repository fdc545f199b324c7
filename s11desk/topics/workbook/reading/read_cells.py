"""Reads one cell of a workbook as text, and what Excel holds in it.

Excel shows a number in the format of its cell: it holds 0.75 and shows 75 %. An author sees what is shown, so a cell
that looks otherwise than what it holds is marked as such.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

_PLAIN_FORMATS = {"general", "standard", "@", ""}
_LOCALE = re.compile(r"^\[\$[^\]]*\]")
_DIGITS = re.compile(r"(?P<thousands>#,##)?0(?:\.(?P<decimals>0+))?")
"""The formats that only set the digits. Any other is taken for one that shows something else."""
_EXACT_BELOW = 10**15
"""Excel keeps fifteen digits of a number."""
_ENCODED = re.compile("_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, as workbooks write it (ECMA-376 part 1, 22.9.2.19)."""


class CellKind(StrEnum):
    """What Excel holds in a cell. ``SHOWN_OTHERWISE``: a number that looks otherwise, such as 75 % for 0.75."""

    TEXT = "text"
    NUMBER = "number"
    SHOWN_OTHERWISE = "shown-otherwise"
    BOOLEAN = "boolean"
    DATE = "date"
    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that is not empty. ``text``: a date as YYYY-MM-DD, a whole number without decimals, yes or no."""

    text: str
    kind: CellKind = CellKind.TEXT


def read_cell(cell: object) -> SheetCell | None:
    """What is in ``cell``, a cell of openpyxl; None if it is empty or blank."""
    value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if kind == "f":
        return SheetCell(_formula_text(value), CellKind.FORMULA)
    if kind == "e":
        return SheetCell(str(value), CellKind.ERROR)
    match value:
        case bool():
            return SheetCell("yes" if value else "no", CellKind.BOOLEAN)
        case dt.datetime() | dt.date():
            return SheetCell(value.isoformat()[:10], CellKind.DATE)
        case dt.time() | dt.timedelta():
            return SheetCell(str(value), CellKind.DATE)
        case int() | float():
            return _read_number(value, _number_format(cell))
        case _:
            return _read_text(str(value))


def _number_format(cell: object) -> str:
    """The format of the cell; empty for a workbook without formats, in which openpyxl finds none."""
    try:
        return str(getattr(cell, "number_format", ""))
    except IndexError:
        return ""


def _read_text(value: str) -> SheetCell | None:
    text = _ENCODED.sub(lambda match: chr(int(match[1], 16)), value).replace("\r\n", "\n").replace("\r", "\n")
    return SheetCell(text) if text.strip() else None


def _read_number(value: float, number_format: str) -> SheetCell:
    is_whole = float(value).is_integer()
    text = str(int(value)) if is_whole else repr(value)
    is_same = abs(value) < _EXACT_BELOW and _shown(value, text, number_format) == text
    return SheetCell(text, CellKind.NUMBER if is_same else CellKind.SHOWN_OTHERWISE)


def _shown(value: float, text: str, number_format: str) -> str:
    """What Excel shows of the number; empty if this function does not know the format."""
    code = _LOCALE.sub("", number_format)
    if code.lower() in _PLAIN_FORMATS:
        return text
    digits = _DIGITS.fullmatch(code)
    if digits is None:
        return ""
    return f"{value:{',' if digits['thousands'] else ''}.{len(digits['decimals'] or '')}f}"


def _formula_text(value: object) -> str:
    """The formula as typed. openpyxl holds one over several cells as an object with its text."""
    text = getattr(value, "text", None) or (value if isinstance(value, str) else "")
    return text if len(text) > 1 else "="
