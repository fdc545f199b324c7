"""Private folders inside the home for temporary files, such as the parts of a return or a copy to look at.

A killed program cannot remove its folder. The next program that makes a return removes it.
"""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.durable import make_folder

ABANDONED_AFTER = 24 * 3600
"""Seconds. An older folder was left by a killed program."""


@contextmanager
def work_folder(home: Home, now: dt.datetime) -> Iterator[Path]:
    """Yield a private folder, and remove it afterwards. First removes abandoned folders."""
    remove_abandoned(home, now)
    folder = new_work_folder(home)
    try:
        yield folder
    finally:
        remove_folder(folder)


def new_work_folder(home: Home, prefix: str = "") -> Path:
    """Make a private folder that stays until someone removes it. Its name begins with ``prefix``."""
    folder = home.work / f"{prefix}{secrets.token_hex(6)}"
    make_folder(folder, private=True)
    return folder


def work_folders(home: Home, prefix: str = "") -> tuple[Path, ...]:
    """The folders whose names begin with ``prefix``."""
    return tuple(home.work.glob(f"{prefix}*"))


def remove_abandoned(home: Home, now: dt.datetime, prefix: str = "") -> None:
    """Remove the folders that nobody has changed for a day."""
    for folder in work_folders(home, prefix):
        with suppress(OSError):  # another program has just removed it
            if folder.stat().st_mtime < now.timestamp() - ABANDONED_AFTER:
                remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder with everything in it. A file that another program has open stays until the next clean-up."""
    shutil.rmtree(folder, ignore_errors=True)
