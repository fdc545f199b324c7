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


@contextmanager
def list_lock(path: Path) -> Iterator[None]:
    """Yield while no other program and no other thread of this one is in such a block for the lists in that folder.

    ``path``: the list. Blocks may be inside one another. Where the disk has no locks, or the folder cannot be written,
    it is only for the threads of this program. Raises nothing.
    """
    lock = path.absolute().with_name(NAME)
    with _one_thread:
        handle = None if lock in _held else _take(lock)
        if handle is None:
            yield
            return
        _held.add(lock)
        try:
            yield
        finally:
            _held.remove(lock)
            _release(handle)


def _take(lock: Path) -> int | None:
    """The locked file; None if nobody can lock here, or if the one who holds it stands still."""
    try:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError:
        return None
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            _lock(handle)
        except OSError as error:
            if isinstance(error, _TAKEN) and time.monotonic() < until:
                time.sleep(_PAUSE)
                continue
            os.close(handle)
            return None
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
