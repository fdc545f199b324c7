"""The small lists that the program keeps in the home as JSON: anything can have happened to such a file."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from s11desk.files.presence import Presence, file_presence

JSON_DAMAGE = (msgspec.MsgspecError, ValueError, RecursionError)
"""What msgspec raises for bytes that are no JSON of the wanted type: also for other encodings, and for deep nesting."""


def set_unread_aside(path: Path) -> None:
    """Give a list that cannot be read another name, beside those of other times, so that a new one can be written.

    A newer program may have written it. Raises nothing.
    """
    names = [path.with_name(f"{path.stem}-unread{f'-{number}' if number > 1 else ''}.json") for number in range(1, 100)]
    with suppress(OSError):
        path.replace(next((name for name in names if file_presence(name) is Presence.NO), names[0]))
