"""The note in a folder elsewhere with backups: of which desk they are, and which copy of that desk wrote there last.

A path says neither: a stick gets another drive letter, and a desk that is copied as a folder has all that its original
has. So each time a desk writes there it draws a mark, and keeps it in its register and in the note.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.files.durable import write_bytes
from s11desk.files.regular_files import read_small

NAME = "place-of-backups.json"
_FORMAT = 1
_MOST_BYTES = 100_000
"""A larger file is no note: a stick may have anything on it, and all of it would be read into memory."""


class PlaceNote(msgspec.Struct, frozen=True):
    """``desk``: the id of the desk and of its copies. ``place``: the id of this folder. ``mark``: of who wrote last."""

    format: int
    desk: str
    place: str
    mark: str


def read_note(folder: Path) -> PlaceNote | None:
    """The note in a folder; None if there is none that can be read. One of a newer program has no mark that fits."""
    try:
        note = msgspec.json.decode(read_small(folder / NAME, _MOST_BYTES), type=PlaceNote)
    except (OSError, *JSON_DAMAGE):
        return None
    return note if note.format == _FORMAT else msgspec.structs.replace(note, mark="")


def write_note(folder: Path, desk: str, place: str, mark: str) -> None:
    """Write the note. Raises what writing raises."""
    content = msgspec.json.encode(PlaceNote(_FORMAT, desk, place, mark))
    write_bytes(folder / NAME, msgspec.json.format(content, indent=2) + b"\n")


def new_mark() -> str:
    """A mark or an id that nobody else draws."""
    return secrets.token_hex(8)
