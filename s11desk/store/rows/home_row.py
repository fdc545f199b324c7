"""The one row that the drafts file holds about its home: the random id of the home, and the number of its last backup.

A copy of the file has the same id; a new home has another.
"""

from __future__ import annotations

import sqlite3

NO_ID = ""
"""In place of the id of drafts that have none."""
_MOST_BACKUPS = 10**12
"""One each minute for two million years."""


def read_home_id(connection: sqlite3.Connection) -> str:
    """Return the id that the home got when it was made: 32 hexadecimal digits."""
    return str(connection.execute("SELECT id FROM home").fetchone()[0])


def id_or_none(connection: sqlite3.Connection) -> str:
    """Return the id of the home; :data:`NO_ID` if none can be read, as in the drafts of a version that gave none."""
    try:
        return read_home_id(connection)
    except (sqlite3.Error, IndexError, TypeError):
        return NO_ID


def count_backup(connection: sqlite3.Connection, at_least: int = 0) -> int:
    """Give the next backup a number and return it. The numbers keep rising even if the clock is set back.

    ``at_least``: the highest number of a backup that exists. Restored drafts may hold a lower one. A number that no
    home can reach is damage, and does not count.
    """
    rows = connection.execute(
        "UPDATE home SET backup_counter = max(iif(backup_counter BETWEEN 0 AND ?, backup_counter, 0), ?) + 1 "
        "RETURNING backup_counter",
        (_MOST_BACKUPS, at_least if at_least <= _MOST_BACKUPS else 0),
    ).fetchall()
    return int(rows[0][0])
