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
    """``desk``: the id of the desk and of its copies. ``place``: the id of this folder. ``mark``: of who wrote last.

    Of what a newer program wrote, ``desk`` and ``place`` are empty unless they are texts there, and ``mark`` is.
    """

    format: int
    desk: str
    place: str
    mark: str

    @property
    def is_newer(self) -> bool:
        """Whether a newer program wrote it. Then nothing in its folder is this program's to change."""
        return self.format > _FORMAT


class _AnyNote(msgspec.Struct, frozen=True):
    """What a note of any program has. In a newer one the rest may have another form."""

    format: int
    desk: object = ""
    place: object = ""


def read_note(folder: Path) -> PlaceNote | None:
    """The note in a folder; None if there is none, or one that no program wrote."""
    try:
        content = read_small(folder / NAME, _MOST_BYTES)
        note = msgspec.json.decode(content, type=_AnyNote)
        if note.format <= _FORMAT:
            return msgspec.json.decode(content, type=PlaceNote)
    except (OSError, *JSON_DAMAGE):
        return None
    desk, place = (one if isinstance(one, str) else "" for one in (note.desk, note.place))
    return PlaceNote(note.format, desk, place, "")


def write_note(folder: Path, desk: str, place: str, mark: str) -> None:
    """Write the note. Raises what writing raises."""
    content = msgspec.json.encode(PlaceNote(_FORMAT, desk, place, mark))
    write_bytes(folder / NAME, msgspec.json.format(content, indent=2) + b"\n")


def new_mark() -> str:
    """A mark or an id that nobody else draws."""
    return secrets.token_hex(8)
