"""Backups of the drafts database, made with SQLite's backup API: a copy of the file would miss what is in its log."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from s11desk.durable import make_folder, writing
from s11desk.errors import UserError

KEPT_DAYS = 14
"""Backups of this many days are kept. A backup made before an upgrade is kept for good."""

_DAILY = "drafts-????-??-??.db"
_AT_CLOSE = "drafts-????-??-??-closed.db"


def back_up_daily(connection: sqlite3.Connection, backups: Path, now: dt.datetime) -> None:
    """Back up the drafts as they are at the first opening of the day; keep the newest :data:`KEPT_DAYS`.

    Raises no :class:`UserError`, not even when the disk is full.
    """
    today = backups / f"drafts-{now:%Y-%m-%d}.db"
    if not today.exists():
        _rotate(connection, today, _DAILY)


def back_up_at_close(connection: sqlite3.Connection, backups: Path, now: dt.datetime) -> None:
    """Back up the drafts as they are at the last closing of the day, so that the day's work has a backup too.

    Keeps and raises as :func:`back_up_daily` does.
    """
    _rotate(connection, backups / f"drafts-{now:%Y-%m-%d}-closed.db", _AT_CLOSE)


def back_up_before_upgrade(connection: sqlite3.Connection, backups: Path, version: int, now: dt.datetime) -> None:
    """Back up a database of an older schema ``version``. Raises ``DiskFull`` or ``FolderUnwritable``."""
    _copy(connection, backups / f"before-upgrade-from-{version}-{now:%Y-%m-%d-%H%M%S}.db")


def _rotate(connection: sqlite3.Connection, target: Path, pattern: str) -> None:
    try:
        _copy(connection, target)
    except UserError:  # such as a full disk: drafts must open all the same, and the next start tries again
        return
    for old in sorted(target.parent.glob(pattern))[:-KEPT_DAYS]:
        old.unlink(missing_ok=True)


def newest_backup(backups: Path) -> Path | None:
    """Return the newest backup of any kind; None if there is none."""
    found = sorted(backups.glob("*.db"), key=lambda path: path.stat().st_mtime)
    return found[-1] if found else None


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    make_folder(target.parent, private=True)
    memory = sqlite3.connect(":memory:")
    try:
        connection.backup(memory)
        content = memory.serialize()
    finally:
        memory.close()
    with writing(target, private=True) as stream:
        stream.write(content)
