"""Finding the files of copies by their names. One that cannot be examined does not stop the search."""

from __future__ import annotations

import datetime as dt
import os
import stat
from contextlib import suppress
from pathlib import Path

from s11desk.files.presence import is_name_free
from s11desk.files.regular_files import open_regular

ENDING = ".db"

_MAGIC = b"SQLite format 3\0"
_APPLICATION_ID = slice(68, 72)
"""Where a database says which program it belongs to (https://www.sqlite.org/fileformat2.html, 1.3)."""


def database_files(folder: Path) -> tuple[Path, ...]:
    """The databases in ``folder``, by name; links to nothing too. Empty if there is no folder. Raises nothing."""
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        names.extend(entry.name for entry in entries if entry.name.endswith(ENDING) and not entry.name.startswith("."))
    return tuple(folder / name for name in sorted(names) if not _is_folder(folder / name))


def copies_beside(database: Path) -> tuple[Path, ...]:
    """The files beside the drafts that are copies of drafts, by name; links to nothing too. Raises nothing.

    A copy has a name like that of the drafts, or any name and the beginning of our files: sync programs and people add
    an ending of their own, such as ``drafts.db.bak``, or put a word before the name.
    """
    folder, own = database.parent, database.name.casefold()
    found = [path for path in database_files(folder) if database.stem.casefold() in path.name.casefold()]
    with suppress(OSError), os.scandir(folder) as entries:
        others = [folder / entry.name for entry in entries if not entry.name.startswith(".")]
        found += [path for path in others if path not in found and _begins_as_drafts(path)]
    return tuple(sorted(path for path in found if path.name.casefold() != own))


def _begins_as_drafts(path: Path) -> bool:
    """Whether a file begins as ours do. A link is not followed: its end may be the drafts that are open.

    To open and close the drafts would take away the locks of SQLite in the same process.
    """
    with suppress(OSError):
        facts = path.lstat()
        if stat.S_ISREG(facts.st_mode) and facts.st_nlink == 1:
            with open_regular(path) as stream:
                header = stream.read(_APPLICATION_ID.stop)
            return header.startswith(_MAGIC) and header[_APPLICATION_ID] == b"S11D"
    return False


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def free_name(database: Path, now: dt.datetime, kind: str = "-set-aside-") -> Path:
    """A name beside the drafts for drafts that are set aside; no file has it. Raises ``FileUnreadable``."""
    stem = f"{database.stem}{kind}{now:%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{suffix}.db" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in map(database.with_name, names) if is_name_free(path))
