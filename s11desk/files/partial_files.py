"""The temporary files of writes: how they are named, and how those that killed programs left are found and removed."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from s11desk.files.write_warnings import WarningKind, warn

if sys.platform != "win32":
    import fcntl

PARTIAL_SUFFIX = ".part"
"""Ends the name of a file that is still being written. Code that lists a folder may ignore such files."""
ABANDONED_AFTER = 3600.0
"""Seconds without a change. Writing changes the file all the time; reading it back, which takes minutes, does not."""

PARTIAL_NAME = re.compile(rf"\.s11desk-[0-9a-f]{{12}}{re.escape(PARTIAL_SUFFIX)}")
"""The name of what this program is still writing."""
_LOG_NAME = re.compile(rf"({PARTIAL_NAME.pattern})-(wal|shm|journal)")
"""The name of what SQLite writes beside such a file, if that is a database. A killed program leaves it behind too."""


def partial_path(path: Path) -> Path:
    """A new name beside ``path`` for what is to become it; it fits :data:`PARTIAL_NAME`."""
    return path.with_name(partial_name())


def partial_name() -> str:
    """As :func:`partial_path`, without the folder."""
    return f".s11desk-{os.urandom(6).hex()}{PARTIAL_SUFFIX}"


def remove_partial(partial: Path) -> None:
    """Remove a temporary file. If that fails, warn: the write itself is done, or has failed for a reason of its own."""
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        warn(WarningKind.LEFT_BEHIND, partial)


def clear_abandoned(folder: Path, after: float = ABANDONED_AFTER) -> None:
    """Remove the temporary files that killed programs left in ``folder``, and nothing else.

    Such a file is a plain file of this user, has a name that only ``s11desk/files/durable.py`` gives, has not changed
    for ``after`` seconds, and is not locked by a running program. What SQLite wrote beside one goes after it. A file
    that cannot be examined or removed is left there.
    """
    with suppress(OSError):
        for name in _partial_names(folder):
            with suppress(OSError):
                _remove_abandoned(folder / name, after)


def _partial_names(folder: Path) -> list[str]:
    """The names of the temporary files in ``folder``, the logs last. An OSError passes through."""
    with os.scandir(folder) as found:
        names = [entry.name for entry in found]
    partial, logs = ([name for name in names if fits.fullmatch(name)] for fits in (PARTIAL_NAME, _LOG_NAME))
    return [*partial, *logs]


def _is_used_log(path: Path) -> bool:
    """Whether it is the log of a file that is there, and may still be written."""
    log = _LOG_NAME.fullmatch(path.name)
    return log is not None and os.path.lexists(path.with_name(log[1]))


def abandoned_files(folder: Path, after: float) -> tuple[tuple[Path, int], ...]:
    """List the temporary files in ``folder`` that have not changed for ``after`` seconds, with their size in bytes.

    :func:`clear_abandoned` removes those that no program has open. Empty if the folder cannot be read.
    """
    listed: list[tuple[Path, int]] = []
    with suppress(OSError):
        for path in (folder / name for name in _partial_names(folder)):
            facts = path.lstat()
            if stat.S_ISREG(facts.st_mode) and time.time() - facts.st_mtime >= after:
                listed.append((path, facts.st_size))
    return tuple(sorted(listed))


def _remove_abandoned(path: Path, after: float) -> None:
    """Remove a temporary file that no program has open. Windows refuses by itself; elsewhere the lock shows it."""
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode) or time.time() - facts.st_mtime < after or _is_used_log(path):
        return
    if sys.platform == "win32":
        path.unlink()
    elif facts.st_uid == os.geteuid():
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(handle)


@contextmanager
def lock_held(handle: int) -> Iterator[None]:
    """Hold a lock on an open file until it has its name, even while it is closed and read back.

    The lock shows other programs that the file is not abandoned. It ends with this program, even when that is killed.
    """
    if sys.platform == "win32":  # Windows cannot rename a file that is open
        yield
    else:
        held = os.dup(handle)
        try:
            with suppress(OSError):  # the disk has no locks, so nothing on it is ever removed as abandoned
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            with suppress(OSError):  # the content is on the disk, and the file may have its name already
                os.close(held)
