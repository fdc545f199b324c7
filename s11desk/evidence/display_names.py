"""Makes the name of a person's file safe to store and to show."""

from __future__ import annotations

import re
from pathlib import PurePath

from s11desk.domain.text.clean_text import REPLACEMENT, clean_line, clean_text, replace_direction_controls

MAX_NAME_LENGTH = 255
"""In characters. No common file system allows a longer name, so only a crafted name is ever shortened."""

MAX_SHOWN_LENGTH = 80
"""Characters of a text from inside a file: enough to recognise it."""

_SUFFIX_KEPT = 16
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_BREAKS = re.compile("[\n\r\t\u2028\u2029]")


def display_name(path: PurePath) -> str:
    """The last component of ``path`` for people: in composed form (NFC), nothing hidden, at most 255 characters.

    A character that hides or rearranges text, or that cannot be stored, is visibly replaced. A folder written with
    backslashes, which other systems treat as a part of the name, is left out: it may contain a person's name.
    """
    last = path.name.rstrip("\\").rpartition("\\")[2]
    name = clean_text(replace_direction_controls(_BREAKS.sub(REPLACEMENT, last)))
    return name if len(name) <= MAX_NAME_LENGTH else _shorten(name)


def shortened_line(text: str) -> str:
    """The last ``MAX_SHOWN_LENGTH`` characters of a text from inside a file, on one line, with nothing hidden."""
    return clean_line(replace_direction_controls(text))[-MAX_SHOWN_LENGTH:]


def _shorten(name: str) -> str:
    suffix = PurePath(name).suffix[-_SUFFIX_KEPT:]
    return name[: MAX_NAME_LENGTH - len(suffix) - 1] + _ELLIPSIS + suffix
