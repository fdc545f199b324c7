"""Restores a backup. Restoring sets the present drafts aside under another name and never deletes them."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign, DraftsLocked, DraftsTooNew
from s11desk.files.durable import sync_folder, write_bytes, writing
from s11desk.files.presence import Presence, is_there, presence
from s11desk.files.regular_files import open_regular, read_regular
from s11desk.files.system_errors import reading_errors, writing_errors
from s11desk.store.checks.check_file import check_alone, check_file
from s11desk.store.checks.log_image import has_log, log_path, read_image
from s11desk.store.saved_copies.copy_files import free_name
from s11desk.store.sqlite.sqlite_connections import connect_file
from s11desk.store.sqlite.sqlite_errors import sqlite_faults

DAMAGED_LOG = "-damaged-log-"
"""A part of the name of each copy of drafts whose log has an end that cannot be read."""

DAMAGED_ROWS = "-damaged-rows-"
"""The same for drafts in which a row is damaged that an index names. The index is then made again."""

WRITTEN_OVER = "-damaged-replaced-"
"""The same for drafts that another program wrote over while they were open, with the log of what was there before."""

_JOURNAL = "-journal"
_LOGS = ("-wal", "-shm", _JOURNAL)


@dataclass(frozen=True, slots=True)
class Restored:
    """The outcome of restoring. ``set_aside``: the file that now holds the earlier drafts; None if there were none."""

    database: Path
    backup: Path
    set_aside: Path | None


def restore(database: Path, backup: Path, now: dt.datetime) -> Restored:
    """Replace ``database`` with a copy of ``backup``. No program may have ``database`` open.

    The backup is checked first, and its copy again before it gets the name; until then ``database`` stays. Raises
    ``FileMissing``, ``DraftsForeign``, ``DraftsTooNew`` or ``DraftsDamaged`` with the path of the backup;
    ``FileUnreadable`` if the system cannot say whether there are drafts;
    ``DraftsLocked`` if another program has the drafts open; ``DiskFull`` or ``FolderUnwritable``.
    """
    check_backup(backup)
    has_drafts = is_there(database)
    if has_drafts:
        _merge_log(database, now)
    aside = free_name(database, now) if has_drafts else None

    def check_and_set_aside(copy: Path) -> None:
        check_backup(copy)
        if aside is not None:
            set_aside(database, aside)
        else:
            set_logs_aside(database, now)

    with writing(database, check=check_and_set_aside, private=True) as target:
        _copy_content(backup, target)
    return Restored(database, backup, aside)


def _copy_content(backup: Path, target: BinaryIO) -> None:
    """Write the content of ``backup`` with the changes of its log, if there is one beside it."""
    with reading_errors(backup):
        if has_log(backup):
            target.write(read_image(backup).merged)
            return
        with open_regular(backup) as source:
            shutil.copyfileobj(source, target, 1 << 20)


def check_backup(backup: Path) -> None:
    """Read all of a backup, and its log if it has one, to check them.

    Raises the same errors as :func:`restore` for the backup.
    """
    with reading_errors(backup), open_regular(backup) as stream:
        stream.read(1)
    if not check_file(backup).version:
        raise DraftsForeign(path=backup)


def _merge_log(database: Path, now: dt.datetime) -> None:
    """Merge the log into the drafts file. SQLite does this only if no other program has the drafts open.

    A file that cannot be opened, and its log, stay unchanged, so that somebody can examine them later. Raises
    ``DraftsLocked``.
    """
    try:
        check_file(database)
    except (DraftsDamaged, DraftsForeign, DraftsTooNew):
        return
    set_journal_aside(database, now)
    with sqlite_faults(database), closing(connect_file(database, "rw", timeout=0.5)) as present:
        if present.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise DraftsLocked(path=database)


def copy_cut_log(database: Path, now: dt.datetime) -> None:
    """Keep a copy of the drafts and of a log whose end cannot be read, before SQLite drops that end.

    Raises ``DiskFull`` or ``FolderUnwritable``.
    """
    try:
        log = log_path(database).read_bytes()
    except FileNotFoundError:  # another program has copied it into the file since, so it was whole
        return
    logs = database.parent.glob(f"{database.stem}{DAMAGED_LOG}*.db-wal")
    if any(_has_content(path, log) for path in logs):
        return
    _copy_both(database, log, f"{database.stem}{DAMAGED_LOG}{now:%Y-%m-%d-%H%M%S}.db")


def copy_damaged_rows(database: Path, now: dt.datetime) -> None:
    """Keep a copy of drafts with a damaged row, and of their log, before the indexes are made again.

    Raises ``DiskFull`` or ``FolderUnwritable``.
    """
    log = read_regular(log_path(database)) if has_log(database) else b""
    _copy_both(database, log, f"{database.stem}{DAMAGED_ROWS}{now:%Y-%m-%d-%H%M%S}.db")


def _has_content(path: Path, content: bytes) -> bool:
    try:
        return read_regular(path) == content
    except OSError:
        return False


def set_log_aside(database: Path) -> None:
    """Separate drafts that another program wrote over from their log, which belongs to the file that was there before.

    A copy of both is kept. If the file alone is not whole, both stay as they are. Nobody may have the drafts open.
    Raises ``DiskFull``, ``FolderUnwritable``, OSError, and what :func:`check_alone` raises.
    """
    if not check_alone(database).version:
        return
    log = read_regular(log_path(database))
    moment = dt.datetime.fromtimestamp(log_path(database).stat().st_mtime, dt.UTC)
    _copy_both(database, log, f"{database.stem}{WRITTEN_OVER}{moment:%Y-%m-%d-%H%M%S}.db")
    for ending in ("-shm", "-wal"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    sync_folder(database.parent)


def _copy_both(database: Path, log: bytes, name: str) -> None:
    copy = database.with_name(name)
    write_bytes(copy, read_regular(database), private=True)
    if log:
        write_bytes(log_path(copy), log, private=True)


def set_aside(database: Path, aside: Path) -> None:
    """Give the drafts a second name, so that a drafts file exists at every moment, and move their log if there is one.

    The log moves after its file: a kill between the two leaves both beside the name that they had. SQLite would replay
    a log that is left beside another database.
    """
    with writing_errors(aside):
        try:
            os.link(database, aside)
        except OSError:  # the disk has no hard links
            with database.open("rb") as source, writing(aside, private=True) as copy:
                shutil.copyfileobj(source, copy)
        _move_logs(database, aside)


def set_logs_aside(database: Path, now: dt.datetime) -> None:
    """Move a log whose drafts are lost to another name: SQLite would mix it into whatever drafts come to its side.

    An empty file gets the name that belongs to the log, so that the log is in the list of copies, and no clean-up
    removes evidence that it names. Raises ``DiskFull``, ``FolderUnwritable`` or ``FileUnreadable``.
    """
    if any(presence(database.with_name(database.name + ending)) is not Presence.NO for ending in _LOGS):
        aside = free_name(database, now)
        write_bytes(aside, b"", private=True)
        with writing_errors(aside):
            _move_logs(database, aside)


def set_journal_aside(database: Path, now: dt.datetime) -> None:
    """Move a rollback journal beside drafts that are whole to another name. SQLite would write it into them.

    This program keeps a log and no journal, so a journal is of other drafts or of another state, as a sync program or a
    copy by hand brings it. A kill while SQLite changes from one to the other leaves the drafts whole too. Raises
    ``FolderUnwritable``.
    """
    journal = database.with_name(f"{database.name}{_JOURNAL}")
    if presence(journal) is not Presence.NO:
        aside = free_name(database, now, "-damaged-journal-")
        with writing_errors(journal):
            journal.replace(aside.with_name(f"{aside.name}{_JOURNAL}"))
            sync_folder(database.parent)


def _move_logs(database: Path, aside: Path) -> None:
    for ending in _LOGS:
        log = database.with_name(database.name + ending)
        if presence(log) is not Presence.NO:
            log.replace(aside.with_name(aside.name + ending))
    sync_folder(aside.parent)
