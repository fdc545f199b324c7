"""Copies of the drafts database, made with SQLite's backup API: a copy of the file alone would miss its log."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from s11desk.durable import make_folder, writing
from s11desk.errors import UserError

KEPT_DAYS = 14
"""Days whose backups are kept; those made before an upgrade are kept for good."""

_DAILY = "drafts-????-??-??.db"
_AT_CLOSE = "drafts-????-??-??-closed.db"


def back_up_daily(connection: sqlite3.Connection, backups: Path, now: dt.datetime) -> None:
    """How the day began: the first opening's, the newest :data:`KEPT_DAYS` kept. Never raises for want of room."""
    today = backups / f"drafts-{now:%Y-%m-%d}.db"
    if not today.exists():
        _rotate(connection, today, _DAILY)


def back_up_at_close(connection: sqlite3.Connection, backups: Path, now: dt.datetime) -> None:
    """How the day ended: the last closing's, kept as long, so that a day's work is lost with no damage of the night."""
    _rotate(connection, backups / f"drafts-{now:%Y-%m-%d}-closed.db", _AT_CLOSE)


def back_up_before_upgrade(connection: sqlite3.Connection, backups: Path, version: int, now: dt.datetime) -> None:
    _copy(connection, backups / f"before-upgrade-from-{version}-{now:%Y-%m-%d-%H%M%S}.db")


def _rotate(connection: sqlite3.Connection, target: Path, of_a_kind: str) -> None:
    try:
        _copy(connection, target)
    except UserError:  # a full disk, say: people must still get at their drafts, and the next start tries again
        return
    for old in sorted(target.parent.glob(of_a_kind))[:-KEPT_DAYS]:
        old.unlink(missing_ok=True)


def newest_backup(backups: Path) -> Path | None:
    """The newest backup there is, of either sort."""
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
