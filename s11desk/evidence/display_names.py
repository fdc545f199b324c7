"""A file's own name, kept as data and made safe to show."""

from __future__ import annotations

import re
from pathlib import PurePath

from s11desk.domain.clean_text import REPLACEMENT, clean_text, mark_turns

LONGEST_NAME = 255
"""Characters. No file system in use allows a longer name, so only a crafted one is ever shortened."""

_SUFFIX_KEPT = 16
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_BREAKS = re.compile("[\n\r\t\u2028\u2029]")


def display_name(path: PurePath) -> str:
    """The last component of ``path`` as people are shown it: composed (NFC), nothing hidden, at most 255 characters.

    A character that hides or rearranges text, or that no file format can carry, is visibly replaced. A folder written
    with backslashes, which other systems take for part of the name, is left out: it may name a person.
    """
    last = path.name.rstrip("\\").rpartition("\\")[2]
    name = clean_text(mark_turns(_BREAKS.sub(REPLACEMENT, last)))
    return name if len(name) <= LONGEST_NAME else _shortened(name)


def _shortened(name: str) -> str:
    suffix = PurePath(name).suffix[-_SUFFIX_KEPT:]
    return name[: LONGEST_NAME - len(suffix) - 1] + _ELLIPSIS + suffix
