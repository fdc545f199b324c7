"""Private folders inside the home for temporary files, such as the parts of a return or a copy to look at.

A killed program cannot remove its folder, and it may hold a signed PDF or a file of evidence. So each folder is locked
while its program lives, and the next program that opens the home removes what no program holds.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from s11desk.app.home.paths import Home
from s11desk.files.durable import make_folder
from s11desk.files.presence import Presence, presence
from s11desk.files.system_errors import writing_errors

if sys.platform != "win32":
    import fcntl

ABANDONED_AFTER = 24 * 3600
"""Seconds. An older folder was left by a killed program, whatever its disk says about locks."""

_LOCKED_NAME = re.compile(r"([a-z]+-)?[0-9a-f]{16}")
"""The name of a folder that its program holds. Earlier versions held none, and their names are shorter."""

_HELD_FILE = "in-use"
"""Windows cannot lock a folder. It cannot remove an open file either, so this file in the folder stays open."""

_held: dict[Path, int] = {}
"""The open folder, or on Windows the open file, of each folder that this program holds."""


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
    """Make a private folder that stays until someone removes it. Its name begins with ``prefix``.

    It gets its name when it is locked, so no program takes it for one that nobody holds. Raises ``DiskFull`` or
    ``FolderUnwritable``.
    """
    folder = home.work / f"{prefix}{secrets.token_hex(8)}"
    made = folder if sys.platform == "win32" else folder.with_name(f".{folder.name}")
    make_folder(made, private=True)
    with writing_errors(folder):
        _held[folder] = _hold(made)
        if made != folder:
            _name(made, folder)
    return folder


def _name(made: Path, folder: Path) -> None:
    """Rename ``made``. A share can lose the answer to that, ask again, and then report that the name is taken."""
    try:
        made.rename(folder)
    except OSError:
        if presence(made) is not Presence.NO or presence(folder) is not Presence.YES:
            remove_folder(folder)
            remove_folder(made)
            raise


def work_folders(home: Home, prefix: str = "") -> tuple[Path, ...]:
    """The folders whose names begin with ``prefix``."""
    return tuple(home.work.glob(f"{prefix}*"))


def remove_unused(home: Home) -> None:
    """Remove each folder that no living program holds. Raises nothing."""
    with suppress(OSError):
        for folder in work_folders(home):
            if folder not in _held and (_nobody_holds(folder) or _is_older(folder, time.time() - ABANDONED_AFTER)):
                remove_folder(folder)


def remove_abandoned(home: Home, now: dt.datetime, prefix: str = "") -> None:
    """Remove the folders that nobody has changed for a day, and those that no living program holds."""
    for folder in work_folders(home, prefix):
        if folder not in _held and (_nobody_holds(folder) or _is_older(folder, now.timestamp() - ABANDONED_AFTER)):
            remove_folder(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder with everything in it. A file that another program has open stays until the next clean-up."""
    handle = _held.pop(folder, None)
    if handle is not None:
        os.close(handle)
    shutil.rmtree(folder, ignore_errors=True)


def _hold(folder: Path) -> int:
    """Lock the folder until this program ends, even when it is killed. Some disks have no locks."""
    if sys.platform == "win32":
        return os.open(folder / _HELD_FILE, os.O_CREAT | os.O_RDWR)
    handle = os.open(folder, os.O_RDONLY)
    with suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return handle


def _nobody_holds(folder: Path) -> bool:
    """Whether the lock shows that the program which made the folder has ended. False if nothing shows it."""
    if not _LOCKED_NAME.fullmatch(folder.name):
        return False
    try:
        if sys.platform == "win32":
            (folder / _HELD_FILE).unlink()
            return True
        handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(handle)
    except OSError:
        return False
    return True


def _is_older(folder: Path, moment: float) -> bool:
    try:
        return folder.stat().st_mtime < moment
    except OSError:  # another program has just removed it
        return False
