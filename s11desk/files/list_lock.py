"""Lets one program at a time read a small list, such as one in the home, change it, and write it again.

Two programs that did so at once would each write what it read, and what one of them added would be lost. The system
ends the lock with the program that holds it, even if that is killed, and nothing in the lock's file counts.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = "lists.lock"
"""The file in the folder of the lists. It stays: to remove it could remove one that another program just locked."""

_PATIENCE = 10.0
"""Seconds. A change takes some milliseconds, so a program that holds the lock for longer stands still itself."""
_PAUSE = 0.005
_TAKEN = PermissionError if sys.platform == "win32" else BlockingIOError
"""What the system raises while another program has the lock."""

_one_thread = threading.RLock()
_held: set[Path] = set()
_standing_still: set[Path] = set()
"""The locks for which somebody waited long enough. Nobody waits for them again until one of them is free."""


@contextmanager
def list_lock(path: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Yield while no other program and no other thread of this one is in such a block for the lists in that folder.

    ``path``: the list. Blocks may be inside one another. Where the disk has no locks, or the folder cannot be written,
    it is only for the threads of this program. ``patience``: for how many seconds to wait for a program that stands
    still; threads that change lists of other folders do not wait for it. Raises nothing.
    """
    lock = path.absolute().with_name(NAME)
    until = time.monotonic() + patience
    while True:
        with _one_thread:
            handle = None if lock in _held else _take(lock)
            if handle is not _Wait.FOR_IT or time.monotonic() >= until or lock in _standing_still:
                with _holding(lock, handle):
                    yield
                return
        time.sleep(_PAUSE)


class _Wait(Enum):
    FOR_IT = auto()
    """Another program has the lock."""


@contextmanager
def _holding(lock: Path, handle: int | _Wait | None) -> Iterator[None]:
    """End the lock behind ``handle`` after the block. Without one nobody can lock, or who holds it stands still."""
    if not isinstance(handle, int):
        if handle is _Wait.FOR_IT:
            _standing_still.add(lock)
        yield
        return
    _standing_still.discard(lock)
    _held.add(lock)
    try:
        yield
    finally:
        _held.remove(lock)
        _release(handle)


def _take(lock: Path) -> int | _Wait | None:
    """The locked file; None if nobody can lock here."""
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(lock, flags, 0o600)
    except OSError:
        return None
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        return _Wait.FOR_IT if isinstance(error, _TAKEN) else None
    return handle


def _lock(handle: int) -> None:
    """Lock it without waiting. Raises ``_TAKEN``, and other OSErrors where there are no locks."""
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _release(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    os.close(handle)
