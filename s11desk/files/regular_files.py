"""Reads regular files only: a named pipe can wait for ever, and a device may have no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0)
"""Opening a named pipe then does not wait for its other end. Windows has neither."""


def check_regular(path: Path) -> None:
    """Raise OSError if ``path`` is not a regular file: reading a named pipe or a device may never end."""
    _require_regular(path.stat().st_mode)


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading. Raises OSError, and does so for a named pipe or a device (check_regular).

    Somebody may exchange the file between the check and the opening, so the opened file is checked again.
    """
    check_regular(path)
    stream = open(path, "rb", opener=_open)  # noqa: SIM115 - only the built-in open takes an opener
    try:
        _require_regular(os.fstat(stream.fileno()).st_mode)
    except BaseException:
        stream.close()
        raise
    return stream


def read_small(path: Path, most: int) -> bytes:
    """Read a file of at most ``most`` bytes in one step, as :func:`open_regular` opens it.

    Raises OSError, also for a file that is larger or that changes while it is read.
    """
    check_regular(path)
    handle = _open(str(path), os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        facts = os.fstat(handle)
        _require_regular(facts.st_mode)
        content = os.read(handle, facts.st_size + 1) if facts.st_size <= most else b""
    finally:
        os.close(handle)
    if len(content) != facts.st_size:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


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
