"""When a backup of the drafts is made, and which old ones are removed. The counter in the drafts gives the order.

The clock only names a backup and says how long ago the last one was; a wrong clock makes one backup more, never less.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sqlite3
from contextlib import suppress
from pathlib import Path

from s11desk.domain.keeping.drafts_copy import CopyKind
from s11desk.errors import UserError
from s11desk.store.rows.home_row import count_backup
from s11desk.store.saved_copies.backup_thinning import kept_backups, thinning_for
from s11desk.store.saved_copies.backup_writing import write_backup
from s11desk.store.saved_copies.copies import DraftsCopy, all_backups
from s11desk.store.saved_copies.reading_copies import is_whole, reading_copy

MIN_INTERVAL = dt.timedelta(hours=2)
"""While drafts change, the window backs them up this often, and at the first change of a new day."""
MAX_AGE_UNCHANGED = dt.timedelta(days=7)
"""Unchanged drafts are backed up again after this time, in case the disk has damaged the last backup."""

_BACKUP_NAME = re.compile(r"drafts-(\d{6,}-)?\d{4}-\d{2}-\d{2}(-closed|-\d{6})?\.db")
"""The names that this version and earlier versions gave; thinning removes no other file."""

_STATE = (
    "SELECT count(*), coalesce(sum(revision), 0), coalesce(max(changed), '') FROM audit",
    "SELECT coalesce(max(number), 0) FROM journal",
    "SELECT audit, question, text FROM private_note ORDER BY audit, question",
    "SELECT digest, installed FROM topic ORDER BY digest",
    "SELECT audit, number, body FROM export_file ORDER BY audit, number",
    "SELECT audit FROM put_away ORDER BY audit",
    "SELECT coalesce(max(number), 0) FROM prepared",
    "SELECT audit, fingerprint FROM identifier_accepted ORDER BY audit, fingerprint",
)
"""Their rows change with every change that a person makes; only where a person left off does not count."""


def back_up_if_due(connection: sqlite3.Connection, backups: Path, now: dt.datetime) -> DraftsCopy | None:
    """Back up drafts that have changed since the last backup, if that is of another day or :data:`MIN_INTERVAL` ago.

    Returns the new backup, or None if none is due. Raises what :func:`back_up` raises.
    """
    newest = newest_backup(backups)
    if newest is None:
        return back_up(connection, backups, now)
    ago = abs(now - newest.made)  # the clock may have been set back
    is_old = newest.made.date() != now.date() or ago >= MIN_INTERVAL
    is_due = is_old and (ago >= MAX_AGE_UNCHANGED or _has_changed(connection, newest))
    return back_up(connection, backups, now) if is_due else None


def back_up_changes(connection: sqlite3.Connection, backups: Path, now: dt.datetime) -> DraftsCopy | None:
    """Back up drafts that have changed since the last backup, however recent that is.

    Raises the same errors as :func:`back_up`.
    """
    newest = newest_backup(backups)
    is_due = newest is None or _has_changed(connection, newest)
    return back_up(connection, backups, now) if is_due else None


def back_up(connection: sqlite3.Connection, backups: Path, now: dt.datetime) -> DraftsCopy:
    """Back up the drafts as they are now, check the backup, and remove backups that are no longer kept.

    Raises ``DiskFull``, ``FolderUnwritable``, ``BackupUnsound``, ``DraftsLocked`` or ``DraftsDamaged``.
    """
    highest = max((copy.counter for copy in all_backups(backups)), default=0)
    counter = count_backup(connection, at_least=highest)
    target = backups / f"drafts-{counter:06d}-{now:%Y-%m-%d-%H%M%S}.db"
    write_backup(connection, target)
    thin_backups(backups)
    return next(copy for copy in all_backups(backups) if copy.path == target)


def newest_backup(backups: Path) -> DraftsCopy | None:
    """Return the newest backup that can be brought back; None if there is none. Raises nothing."""
    return next((copy for copy in all_backups(backups) if copy.can_be_restored), None)


def thin_backups(backups: Path) -> tuple[Path, ...]:
    """Remove the backups that are no longer kept; returns them. A file that cannot be removed stays.

    The newest backup that holds audits and is whole always stays. So does each file that cannot be read, that another
    program made, or that was made before an upgrade.
    """
    copies = all_backups(backups)
    own = [copy for copy in copies if copy.kind is CopyKind.BACKUP and copy.can_be_restored and _is_ours(copy)]
    kept = kept_backups([copy.made for copy in own], thinning_for(own[0].size if own else 0))
    removable = [copy for index, copy in enumerate(own) if index not in kept]
    if any(copy.holds_audits for copy in removable):
        last_good = _last_good(copies)
        removable = [copy for copy in removable if copy != last_good]
    return tuple(copy.path for copy in removable if _remove(copy.path))


def _is_ours(copy: DraftsCopy) -> bool:
    return _BACKUP_NAME.fullmatch(copy.path.name) is not None


def _last_good(copies: tuple[DraftsCopy, ...]) -> DraftsCopy | None:
    """The newest copy that holds audits and of which every page can be read."""
    for copy in copies:
        if copy.holds_audits:
            with suppress(UserError), reading_copy(copy.path) as connection:
                if is_whole(connection):
                    return copy
    return None


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:  # another program holds it open, or the folder is read-only: the next backup tries again
        return False
    return True


def _has_changed(connection: sqlite3.Connection, backup: DraftsCopy) -> bool:
    with suppress(UserError, sqlite3.Error), reading_copy(backup.path) as copy:
        return _state(copy) != _state(connection)
    return True  # the backup is of an earlier version, or has become unreadable


def _state(connection: sqlite3.Connection) -> str:
    state = hashlib.sha256()
    for query in _STATE:
        for row in connection.execute(query):
            state.update(repr(row).encode("utf-8", "surrogatepass"))
    return state.hexdigest()
