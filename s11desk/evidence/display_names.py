"""A file's own name, kept as data and made safe to show."""

from __future__ import annotations

import re
from pathlib import PurePath

from s11desk.domain.clean_text import REPLACEMENT, clean_text

LONGEST_NAME = 255
"""Characters. No file system in use allows a longer name, so only a crafted one is ever shortened."""

_SUFFIX_KEPT = 16
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# Line breaks, tabs, and the characters with the Unicode property Bidi_Control: "reportfdp.exe" can be made to read
# "reportexe.pdf" with them.
_MISLEADING = re.compile("[\n\r\t\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def display_name(path: PurePath) -> str:
    """The last component of ``path`` as people are shown it: composed (NFC), nothing hidden, at most 255 characters.

    A character that hides or rearranges text, or that no file format can carry, is visibly replaced. A folder written
    with backslashes, which other systems take for part of the name, is left out: it may name a person.
    """
    last = path.name.rstrip("\\").rpartition("\\")[2]
    name = clean_text(_MISLEADING.sub(REPLACEMENT, last))
    return name if len(name) <= LONGEST_NAME else _shortened(name)


def _shortened(name: str) -> str:
    suffix = PurePath(name).suffix[-_SUFFIX_KEPT:]
    return name[: LONGEST_NAME - len(suffix) - 1] + _ELLIPSIS + suffix
