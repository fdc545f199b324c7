"""Private folders inside the home, for files that are needed only for a while: a return being made, a copy to look at.

A program that is killed cannot remove its folder. The next one that makes a return does.
"""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.durable import make_folder

ABANDONED_AFTER = 24 * 3600
"""Seconds. A program that was killed left a folder that is older."""


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
        if folder.stat().st_mtime < now.timestamp() - ABANDONED_AFTER:
            remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder with everything in it; what another program holds open stays until the next time."""
    shutil.rmtree(folder, ignore_errors=True)
