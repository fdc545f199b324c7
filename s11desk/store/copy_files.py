"""Finding the files of copies by their names. One that cannot be examined does not stop the search."""

from __future__ import annotations

import datetime as dt
import os
import stat
from contextlib import suppress
from pathlib import Path

from s11desk.durable import is_name_free

ENDING = ".db"


def database_files(folder: Path) -> tuple[Path, ...]:
    """The databases in ``folder``, by name; links to nothing too. Empty if there is no folder. Raises nothing."""
    names: list[str] = []
    with suppress(OSError), os.scandir(folder) as entries:
        names.extend(entry.name for entry in entries if entry.name.endswith(ENDING) and not entry.name.startswith("."))
    return tuple(folder / name for name in sorted(names) if not _is_folder(folder / name))


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False


def free_name(database: Path, now: dt.datetime) -> Path:
    """A name beside the drafts for drafts that are set aside; no file has it. Raises ``FileUnreadable``."""
    stem = f"{database.stem}-set-aside-{now:%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{suffix}.db" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in map(database.with_name, names) if is_name_free(path))
