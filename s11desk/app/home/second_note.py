"""Which copy of a home wrote to a second place last.

A home that is copied as a folder has the choice of its original. Each would take the other's backups for its own older
ones, and remove them. So each time a home writes a new backup there it draws a mark, and keeps it in the home and in
the place.
"""

from __future__ import annotations

import secrets
from pathlib import Path

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.app.home.paths import Home
from s11desk.app.home.second_choice import SecondPlace, choice_path, read_second_place, remember_second_place
from s11desk.files.durable import write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import read_small

NAME = "last-home.json"
_FORMAT = 1
_MOST_BYTES = 100_000
"""A larger file is no note."""


class SecondNote(msgspec.Struct, frozen=True):
    """``mark``: of the home that wrote last; empty in a note of a newer program."""

    format: int
    mark: object = ""


def is_others(folder: Path, chosen: SecondPlace) -> bool:
    """Whether another copy of this home, or a newer program, wrote to the second place since this one did."""
    note = _read(folder)
    return note is not None and (note.format > _FORMAT or note.mark not in chosen.marks)


def claim_second_place(home: Home, folder: Path) -> None:
    """Record that this home writes a new backup into ``folder`` now: in the home, and then there.

    A home that is killed between the two still knows the mark that is there. Raises what writing raises.
    """
    with list_lock(choice_path(home)):  # two programs may be at this home
        chosen, note, mark = read_second_place(home), _read(folder), secrets.token_hex(8)
        if chosen is None:
            return
        before = tuple(one for one in chosen.marks if note is not None and one == note.mark)
        remember_second_place(home, msgspec.structs.replace(chosen, marks=(*before, mark)))
        content = msgspec.json.encode(SecondNote(_FORMAT, mark))
        write_bytes(folder / NAME, msgspec.json.format(content, indent=2) + b"\n")


def _read(folder: Path) -> SecondNote | None:
    """None if there is none, or one that no program wrote."""
    try:
        return msgspec.json.decode(read_small(folder / NAME, _MOST_BYTES), type=SecondNote)
    except (OSError, *JSON_DAMAGE):
        return None
