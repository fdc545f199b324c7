"""A lock on a home, held by the operating system. Nothing that is written in the file counts, nor who made it.

The system ends the lock with the process that holds it, even if that is killed. So a file that a crash left, an empty
one, or one that came from another computer with a copied home keeps nobody out.
"""

from __future__ import annotations

import errno
import os
import sys
from enum import Enum, auto
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


class LockState(Enum):
    """Whether this program could lock the home.

    ``IMPOSSIBLE``: nobody can lock here, as in a folder that is read-only or on some network drives.
    """

    TAKEN = auto()
    HELD_ELSEWHERE = auto()
    IMPOSSIBLE = auto()


class HomeLock:
    """The lock of one home. It ends with the process; :meth:`release` ends it earlier."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def take(self) -> LockState:
        """Take the lock without waiting for it."""
        if self._handle is not None:
            return LockState.TAKEN
        try:
            handle = _open(self._path)
        except OSError:
            return LockState.IMPOSSIBLE
        state = _lock(handle)
        if state is LockState.TAKEN and self._is_named(handle):
            self._handle = handle
            return state
        os.close(handle)
        return LockState.HELD_ELSEWHERE if state is LockState.TAKEN else state

    def release(self) -> None:
        """End the lock. The file stays: to remove it could remove one that another process has just locked."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _is_named(self, handle: int) -> bool:
        """Whether the locked file still has its name: versions before this one removed it when they ended."""
        try:
            return os.path.samestat(os.fstat(handle), self._path.stat())
        except OSError:
            return False


def _open(path: Path) -> int:
    """Open the file, or make it; a file that is read-only can be locked too."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0), 0o600)
    except OSError:
        return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))


def _lock(handle: int) -> LockState:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return LockState.HELD_ELSEWHERE if error.errno in _HELD else LockState.IMPOSSIBLE
    return LockState.TAKEN
