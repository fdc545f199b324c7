"""File sizes, counts, numbers and lists, as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

Each = TypeVar("Each")
_KB, _MB, _GB = 1_000, 1_000_000, 1_000_000_000


def file_size(size: int) -> str:
    """``size`` bytes in the decimal units of a file manager: ``850 bytes``, ``12 KB``, ``3.4 MB``, ``10 MB``."""
    if size < _KB:
        return f"{size} bytes"
    if round(size / _KB) < _KB:
        return f"{size / _KB:.0f} KB"
    unit, name = (_MB, "MB") if round(size / _MB, 1) < _KB else (_GB, "GB")
    return f"{size / unit:.1f} {name}".replace(".0 ", " ")


def exact_size(size: int) -> str:
    """``size`` to the byte, for two sizes that would otherwise look equal: ``10,000,001 bytes``."""
    return f"{size:,} bytes"


def sizes_apart(size: int, limit: int) -> tuple[str, str]:
    """A file's size and the limit that it is above. Both are to the byte if they would otherwise read the same."""
    shown = file_size(size), file_size(limit)
    return shown if shown[0] != shown[1] else (exact_size(size), exact_size(limit))


def number_text(number: float | None) -> str:
    """A number that a person gave, without ``.0`` if it is whole; empty for ``None``."""
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else repr(number)


def percent_text(percent: int) -> str:
    """Whole per cent as English writes it, without a space: ``75%``."""
    return f"{percent}%"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 file``, ``2 files``. ``many`` is needed only for an irregular plural."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def first_few(all_of_them: Sequence[Each], most: int) -> tuple[list[Each], int]:
    """The first ``most`` of some, and how many more there are: never one, because to name it takes as much room."""
    shown = list(all_of_them) if len(all_of_them) <= most + 1 else list(all_of_them[:most])
    return shown, len(all_of_them) - len(shown)


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as a list in a sentence: ``PDF, PNG or JPG``."""
    *others, final = list(words) or [""]
    return f"{', '.join(others)} {last} {final}" if others else final
