"""The only place that opens SQLite: what every connection needs is set here, whatever it is opened for."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path, PurePath
from typing import Literal
from urllib.parse import quote

Mode = Literal["rwc", "rw", "ro", "ro&immutable=1"]
"""``rwc`` makes a missing file; ``rw`` does not. ``ro&immutable=1`` reads the file as if it had no log, and locks
nothing; ``ro`` may make the index of a log beside the file."""

_USUAL_PATIENCE = 5.0


def connect_file(path: Path, mode: Mode, *, timeout: float = _USUAL_PATIENCE) -> sqlite3.Connection:
    """Connect to the file at ``path``; nothing is read yet. ``timeout``: seconds to wait for another's lock."""
    address = f"{file_address(path.absolute())}?mode={mode}"
    return _set_up(sqlite3.connect(address, uri=True, timeout=timeout, isolation_level=None))


def connect_memory() -> sqlite3.Connection:
    """Connect to a new database in memory."""
    return _set_up(sqlite3.connect(":memory:", isolation_level=None))


def sqlite_version() -> str:
    """The version of SQLite that is in use, such as ``3.45.1``."""
    return sqlite3.sqlite_version


def file_address(path: PurePath) -> str:
    r"""Return the absolute ``path`` as an address for SQLite (SQLite documentation, "URI Filenames", section 3).

    ``Path.as_uri`` makes the server of ``\\server\share`` the authority of the address, which SQLite refuses.
    """
    words = path.as_posix()
    return f"file://{'' if words.startswith('/') else '/'}{quote(os.fsencode(words), safe='/:')}"


def _set_up(connection: sqlite3.Connection) -> sqlite3.Connection:
    try:
        connection.execute("PRAGMA trusted_schema = OFF")  # a file from elsewhere may bring triggers and views
        connection.execute("PRAGMA temp_store = MEMORY")  # no answer goes into a file in the system's temporary folder
    except BaseException:
        connection.close()
        raise
    return connection
