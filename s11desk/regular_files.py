"""Reading a file that must be one: a named pipe waits for ever, and a device may have no end."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


def check_regular(path: Path) -> None:
    """Raise OSError if ``path`` is no file: to read a named pipe or a device could wait, or go on, for ever."""
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading. Raises OSError, also for a named pipe or a device (check_regular)."""
    check_regular(path)
    return path.open("rb")


def read_regular(path: Path) -> bytes:
    """Read a whole file of the home. Raises the same errors as :func:`open_regular`."""
    with open_regular(path) as stream:
        return stream.read()
