"""What Excel takes as the name of a sheet and as the heading of a column (support.microsoft.com, "Rename a worksheet").

No two of one workbook may be the same, and Excel does not tell capitals from small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from s11desk.wording.plain_text import one_line

MOST_IN_SHEET = 31
"""UTF-16 code units, in which Excel counts: a sign beyond the first 65,536 has two."""
MOST_IN_END = 12
"""Enough for a year such as 2025-26, or a part of a longer text in its place."""
MOST_IN_HEADING = 250
"""Excel takes 255 as the name of a column of a table."""
_NOT_IN_SHEET = re.compile(r"[\[\]:*?/\\]")
_RESERVED = frozenset({"history"})
"""Excel keeps it for itself."""
_NAMELESS = "Sheet"


def sheet_name(title: str, end: str = "") -> str:
    """``title`` as far as Excel takes it for a sheet. ``end``: what the name has after it even if it is cut.

    A title that has ``end`` in itself says it only once.
    """
    rest = title.replace(end, " ") if end else title
    title = rest if rest.strip() else title
    return _named(title, f" {last}" if (last := _plain(end, "-", MOST_IN_END)) else "")


def _named(title: str, end: str) -> str:
    """The name of a sheet. Excel must take ``end`` as it is."""
    name = f"{_whole_words(title, MOST_IN_SHEET - units(end)) or _NAMELESS}{end}"
    return f"{name}_" if name.casefold() in _RESERVED else name


def _whole_words(title: str, most: int) -> str:
    """The beginning of ``title``, cut after a word unless that leaves less than half of what has room."""
    whole, cut = _plain(title, " ", 2 * len(title) + 1), _plain(title, " ", most)
    if len(cut) == len(whole) or whole[len(cut)] == " ":
        return cut
    words = cut.rpartition(" ")[0].rstrip(" '&-–,.")
    return words if 2 * units(words) >= most else cut


def _plain(text: str, instead: str, most: int) -> str:
    """The beginning of ``text`` with ``instead`` of what Excel does not take, and no apostrophe at an end."""
    plain = " ".join(_NOT_IN_SHEET.sub(instead, one_line(text)).split())
    return cut_to(plain.strip(" '"), most).strip(" '")


def unique_sheet_names(titles: Iterable[tuple[str, str]], taken: Iterable[str] = ()) -> tuple[str, ...]:
    """A name for each title, no two the same. ``titles``: each with what its name ends in, such as the year.

    ``taken``: names that other sheets of the workbook have.
    """
    seen = {name.casefold() for name in taken}
    names = []
    for title, end in titles:
        name, number = sheet_name(title, end), 1
        while name.casefold() in seen:
            number += 1
            name = _named(title, f" {_plain(end, '-', MOST_IN_END)}".rstrip() + f" ({number})")
        seen.add(name.casefold())
        names.append(name)
    return tuple(names)


def unique_headings(headings: Iterable[str]) -> tuple[str, ...]:
    """Each heading as one line that a table of Excel takes, no two the same."""
    seen: set[str] = set()
    found = []
    for heading in headings:
        line = cut_to(one_line(" ".join(heading.split())), MOST_IN_HEADING) or "-"
        unique, number = line, 1
        while unique.casefold() in seen:
            number += 1
            end = f" ({number})"
            unique = cut_to(line, MOST_IN_HEADING - units(end)) + end
        seen.add(unique.casefold())
        found.append(unique)
    return tuple(found)


def units(text: str) -> int:
    """How long Excel finds ``text``: its UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut_to(text: str, most: int) -> str:
    """The beginning of ``text`` with at most so many UTF-16 code units and no half sign."""
    if units(text) <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")
