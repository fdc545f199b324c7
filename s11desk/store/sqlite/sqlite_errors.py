"""Turns errors of SQLite into errors that a person can act on."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from s11desk.errors.draft_errors import DraftsDamaged, DraftsLocked, HomeUnusable
from s11desk.errors.file_errors import DiskFull, PathTooLong

_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNUSABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
}
_UNREADABLE_TEXT = ("Could not decode to UTF-8", "malformed JSON")
"""How the message begins when a row is whole to SQLite, but its text is not. It has no code of its own for that."""
_StoreError: TypeAlias = PathTooLong | DiskFull | DraftsLocked | DraftsDamaged | HomeUnusable
_MIN_FREE_SPACE = 256 * 1024
"""Bytes. If less than this is free, an input/output error of SQLite is taken to mean a full disk."""

_MAX_PATH_SIZE = 500
"""Bytes. SQLite opens no path of more than 512, and the names of its log and journal are longer than the file's."""


@contextmanager
def sqlite_faults(database: Path) -> Iterator[None]:
    """Turn an error of SQLite into ``DiskFull``, ``DraftsLocked``, ``DraftsDamaged`` or ``HomeUnusable``.

    Any other SQLite error is a bug of this program and passes through.
    """
    try:
        yield
    except sqlite3.Error as error:
        is_text = str(error).startswith(_UNREADABLE_TEXT)
        error_class = DraftsDamaged if is_text else _error_class(getattr(error, "sqlite_errorcode", None), database)
        if error_class is None:
            raise
        raise error_class(path=database) from error
    except UnicodeDecodeError as error:  # the message of SQLite quotes a name that damage has made unreadable
        raise DraftsDamaged(path=database) from error


def _error_class(extended: int | None, database: Path) -> type[_StoreError] | None:
    if extended is None:
        return None
    primary = extended & 0xFF
    if primary in _LOCKED:
        return DraftsLocked
    if primary in _DAMAGED:
        return DraftsDamaged
    if primary == sqlite3.SQLITE_FULL:
        return DiskFull
    if primary == sqlite3.SQLITE_CANTOPEN and len(os.fsencode(database.absolute())) > _MAX_PATH_SIZE:
        return PathTooLong
    if primary == sqlite3.SQLITE_IOERR or primary in _UNUSABLE:
        return DiskFull if _is_full(database.parent) else HomeUnusable
    return None


def _is_full(folder: Path) -> bool:
    """Check the free space: on a full disk SQLite may report only an input/output error of its shared-memory file."""
    try:
        return shutil.disk_usage(folder).free < _MIN_FREE_SPACE
    except OSError:
        return False
