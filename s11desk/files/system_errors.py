"""Turns errors of the system about a file into errors that say what a person can do."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s11desk.errors.file_errors import (
    DiskFull,
    FileIsFolder,
    FileMissing,
    FileUnreadable,
    FolderUnwritable,
    PathTooLong,
)

_DISK_FULL_CODES = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_TOO_LONG_ON_WINDOWS = 206


@contextmanager
def writing_errors(path: Path) -> Iterator[None]:
    """Turn an OSError from writing at ``path`` into ``DiskFull``, ``PathTooLong`` or ``FolderUnwritable``."""
    try:
        yield
    except OSError as error:
        if error.errno in _DISK_FULL_CODES:
            raise DiskFull(path=path) from error
        if _is_too_long(error):
            raise PathTooLong(path=path) from error
        raise FolderUnwritable(path=path, reason=error.strerror or "") from error


@contextmanager
def reading_errors(path: Path) -> Iterator[None]:
    """Turn an OSError from reading ``path`` into ``FileMissing``, ``FileIsFolder``, ``PathTooLong`` or
    ``FileUnreadable``.
    """
    try:
        yield
    except FileNotFoundError as error:
        if _is_too_long(error):
            raise PathTooLong(path=path) from error
        raise FileMissing(path=path) from error
    except IsADirectoryError as error:
        raise FileIsFolder(path=path) from error
    except OSError as error:
        if _is_too_long(error):
            raise PathTooLong(path=path) from error
        raise FileUnreadable(path=path, reason=error.strerror or "") from error


def _is_too_long(error: OSError) -> bool:
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _TOO_LONG_ON_WINDOWS
