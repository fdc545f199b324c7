"""Reading a file that must be one: a named pipe waits for ever, and a device may have no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)
"""Opening a named pipe then does not wait for its other end. Windows has neither."""


def check_regular(path: Path) -> None:
    """Raise OSError if ``path`` is no file: to read a named pipe or a device could wait, or go on, for ever."""
    _require_regular(path.stat().st_mode)


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading. Raises OSError, also for a named pipe or a device (check_regular).

    Somebody may exchange the file between the look and the opening, so what was opened is looked at again.
    """
    check_regular(path)
    stream = open(path, "rb", opener=_open)  # noqa: SIM115 - only this one takes an opener
    try:
        _require_regular(os.fstat(stream.fileno()).st_mode)
    except BaseException:
        stream.close()
        raise
    return stream


def read_regular(path: Path) -> bytes:
    """Read a whole file of the home. Raises the same errors as :func:`open_regular`."""
    with open_regular(path) as stream:
        return stream.read()


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _WITHOUT_WAITING)


def _require_regular(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
