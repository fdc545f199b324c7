"""Turns errors of SQLite into errors that a person can act on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s11desk.errors import Code, UserError

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
_LITTLE_ROOM = 256 * 1024
"""Bytes. If less than this is free, an input/output error of SQLite is taken to mean a full disk."""


@contextmanager
def sqlite_faults(database: Path) -> Iterator[None]:
    """Turn an error of SQLite into ``DISK_FULL``, ``DRAFTS_LOCKED``, ``DRAFTS_DAMAGED`` or ``HOME_UNUSABLE``.

    Any other SQLite error is a bug of this program and passes through.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = _code_for(getattr(error, "sqlite_errorcode", None), database)
        if code is None:
            raise
        raise UserError(code, path=database) from error


def _code_for(extended: int | None, database: Path) -> Code | None:
    if extended is None:
        return None
    primary = extended & 0xFF
    if primary in _LOCKED:
        return Code.DRAFTS_LOCKED
    if primary in _DAMAGED:
        return Code.DRAFTS_DAMAGED
    if primary == sqlite3.SQLITE_FULL:
        return Code.DISK_FULL
    if primary == sqlite3.SQLITE_IOERR or primary in _UNUSABLE:
        return Code.DISK_FULL if _is_full(database.parent) else Code.HOME_UNUSABLE
    return None


def _is_full(folder: Path) -> bool:
    """Check the free space: on a full disk SQLite may report only an input/output error of its shared-memory file."""
    try:
        return shutil.disk_usage(folder).free < _LITTLE_ROOM
    except OSError:
        return False
