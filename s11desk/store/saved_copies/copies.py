"""Every copy of the drafts in a home: backups, drafts that were set aside, and copies of a sync program.

Looking at a copy never changes it. A copy that cannot be read is in the list too, and its state says so.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from s11desk.domain.keeping.drafts_copy import CopyFacts, CopyKind, CopyState
from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign, DraftsTooNew
from s11desk.store.saved_copies.copy_files import copies_beside, database_files
from s11desk.store.saved_copies.reading_copies import log_size, reading_copy


@dataclass(frozen=True, slots=True)
class DraftsCopy(CopyFacts):
    """A copy of the drafts in a file."""

    path: Path


_BEFORE_UPGRADE = "before-upgrade-"
_SET_ASIDE = re.compile(r".*-(set-aside|damaged)-.*")
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(-closed)?\.db$")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2}-\d{6})(-\d+)?\.db$")


def all_copies(database: Path, backups: Path) -> tuple[DraftsCopy, ...]:
    """List every copy of the drafts, the newest first. Empty if there is none. Raises nothing.

    Backups are the files of the folder ``backups``; all others are beside ``database``.
    """
    return newest_first([*all_backups(backups), *(_look(path, _kind_beside(path)) for path in copies_beside(database))])


def all_backups(backups: Path) -> tuple[DraftsCopy, ...]:
    """List the backups, the newest first. Empty if there is no folder yet. Raises nothing."""
    copies = (_look(path, _kind_of_backup(path)) for path in database_files(backups))
    return newest_first(list(copies))


def look_at_copy(path: Path) -> DraftsCopy:
    """Describe a file that a person chose. Raises nothing: ``state`` says what is wrong with it."""
    return _look(path, CopyKind.CHOSEN)


def newest_first(copies: list[DraftsCopy]) -> tuple[DraftsCopy, ...]:
    """Sort by the counter in each file, then by its journal; the clock decides only between copies without both."""
    order = sorted(copies, key=lambda copy: (copy.counter, copy.lines, copy.made, copy.path.name), reverse=True)
    return tuple(order)


def _kind_beside(path: Path) -> CopyKind:
    return CopyKind.SET_ASIDE if _SET_ASIDE.fullmatch(path.name) else CopyKind.CONFLICT


def _kind_of_backup(path: Path) -> CopyKind:
    return CopyKind.BEFORE_UPGRADE if path.name.startswith(_BEFORE_UPGRADE) else CopyKind.BACKUP


def _look(path: Path, kind: CopyKind) -> DraftsCopy:
    size, changed = 0, dt.datetime.fromtimestamp(0, dt.UTC)
    try:
        changed = _moment_of(path.lstat().st_mtime)  # of a link to nothing there is nothing else to say
        facts = path.stat()
        size = facts.st_size
        changed = _moment_of(facts.st_mtime)
        size += log_size(path)
        counter, lines, audits = _read_counts(path)
    except (UserError, OSError, sqlite3.Error) as error:
        return DraftsCopy(kind, _state_for(error), made_at(path, changed), size, 0, 0, None, path)
    return DraftsCopy(kind, CopyState.WHOLE, made_at(path, changed), size, counter, lines, audits, path)


def made_at(path: Path, changed: dt.datetime) -> dt.datetime:
    """When a copy was made: by its name, or otherwise ``changed``, the time of the file, which copying can change."""
    match = _MOMENT.search(path.name)
    try:
        if match is not None:
            return dt.datetime.strptime(match[1], "%Y-%m-%d-%H%M%S").replace(tzinfo=dt.UTC)
        day = _DAY.search(path.name)
        if day is not None and day[1] != f"{changed:%Y-%m-%d}":  # an earlier version's name; the file was copied since
            hours = 23 if day[2] else 0
            return dt.datetime.strptime(day[1], "%Y-%m-%d").replace(hour=hours, tzinfo=dt.UTC)
    except ValueError:  # digits that are not a date
        pass
    return changed


def _moment_of(seconds: float) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, OverflowError, OSError):  # a damaged file system gives any number
        return dt.datetime.fromtimestamp(0, dt.UTC)


def _state_for(error: Exception) -> CopyState:
    if isinstance(error, DraftsForeign):
        return CopyState.FOREIGN
    if isinstance(error, DraftsTooNew):
        return CopyState.TOO_NEW
    if isinstance(error, DraftsDamaged | sqlite3.Error):
        return CopyState.DAMAGED
    return CopyState.UNREADABLE


def _read_counts(path: Path) -> tuple[int, int, int]:
    with reading_copy(path) as connection:
        counter = backup_counter(connection)
        lines = connection.execute("SELECT coalesce(max(number), 0) FROM journal").fetchone()[0]
        audits = connection.execute("SELECT count(*) FROM audit").fetchone()[0]
    return counter, int(lines), int(audits)


def backup_counter(connection: sqlite3.Connection) -> int:
    """The home's count of backups; 0 in a database of a version that did not count."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'home'").fetchone() is None:
        return 0
    row = connection.execute("SELECT backup_counter FROM home").fetchone()
    return int(row[0]) if row is not None else 0
