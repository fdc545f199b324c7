"""Temporary files that a killed program left: in the home, and in the folders where this program wrote a file.

The next write in a folder removes them there. A folder in which nobody writes again keeps them, so the home remembers
the folders, and the person can remove what is older than a day.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from s11desk.app.home.paths import Home
from s11desk.errors import UserError
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.partial_files import abandoned_files, clear_abandoned
from s11desk.files.regular_files import open_regular

MIN_AGE = 24 * 3600.0
"""Seconds. A younger file may belong to a program that is still running."""
_MAX_FOLDERS = 50
_MAX_LIST_SIZE = 1_000_000


@dataclass(frozen=True, slots=True)
class Leftover:
    """A temporary file of a program that was killed; ``size`` in bytes."""

    path: Path
    size: int


def remember_folder(home: Home, folder: Path) -> None:
    """Remember that a file is about to be written into ``folder``. Raises nothing: it is not needed for the file."""
    text = str(folder.absolute())
    if text in _folders_in_list(home) or folder.is_relative_to(home.folder):
        return
    with suppress(UserError, UnicodeEncodeError):  # a name that is not text cannot be remembered
        make_folder(home.folder, private=True)
        with list_lock(home.written_folders):
            folders = (*_folders_in_list(home), text)[-_MAX_FOLDERS:]
            write_bytes(home.written_folders, msgspec.json.encode(folders), private=True)


def is_remembered(home: Home, folder: Path) -> bool:
    """Whether this home wrote a file into ``folder`` before."""
    return str(folder) in _folders_in_list(home) or folder.is_relative_to(home.folder)


def find_leftovers(home: Home) -> tuple[Leftover, ...]:
    """Find the leftovers that are older than a day. A folder that cannot be read counts as empty."""
    return tuple(Leftover(path, size) for folder in _folders(home) for path, size in abandoned_files(folder, MIN_AGE))


def remove_leftovers(home: Home) -> tuple[Leftover, ...]:
    """Remove the files of :func:`find_leftovers` that no program has open. Returns those that are still there."""
    for folder in {leftover.path.parent for leftover in find_leftovers(home)}:
        clear_abandoned(folder, MIN_AGE)
    return find_leftovers(home)


def _folders(home: Home) -> list[Path]:
    inside = [Path(folder) for folder, _, _ in os.walk(home.folder)]
    return [
        *inside,
        *(Path(folder) for folder in _folders_in_list(home) if not Path(folder).is_relative_to(home.folder)),
    ]


def _folders_in_list(home: Home) -> tuple[str, ...]:
    try:
        with open_regular(home.written_folders) as stream:
            return msgspec.json.decode(stream.read(_MAX_LIST_SIZE), type=tuple[str, ...])
    except (OSError, ValueError, RecursionError):  # missing or damaged: the list is only a convenience
        return ()
