"""Restoring a backup. Restoring sets the present drafts aside under another name and never deletes them."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from s11desk.durable import reading_errors, sync_folder, writing, writing_errors
from s11desk.errors import UserError
from s11desk.errors.draft_errors import DraftsDamaged, DraftsForeign, DraftsLocked
from s11desk.store.connection import own_version
from s11desk.store.sqlite_errors import sqlite_faults

_LOGS = ("-wal", "-shm", "-journal")


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
    ``DraftsLocked`` if another program has the drafts open; ``DiskFull`` or ``FolderUnwritable``.
    """
    check_backup(backup)
    present = database.exists()
    if present:
        _fold_log_in(database)
    aside = _free_name(database, now) if present else None

    def check_and_set_aside(copy: Path) -> None:
        check_backup(copy)
        if aside is not None:
            _set_aside(database, aside)

    with reading_errors(backup):
        source = backup.open("rb")
    with source, writing(database, check=check_and_set_aside, private=True) as target, reading_errors(backup):
        target.writelines(iter(lambda: source.read(1 << 20), b""))
    return Restored(database, backup, aside)


def check_backup(backup: Path) -> None:
    """Read all of a backup to check it. Raises as :func:`restore` does for the backup."""
    with reading_errors(backup), backup.open("rb") as stream:
        stream.read(1)
    with sqlite_faults(backup), closing(_read_only(backup, "immutable=1")) as connection:
        if not own_version(connection, backup):
            raise DraftsForeign(path=backup)
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise DraftsDamaged(path=backup)


def _read_only(path: Path, more: str = "immutable=0") -> sqlite3.Connection:
    """Open a connection that never writes to the file; with ``immutable=1`` it also ignores a log beside the file."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&{more}", uri=True, isolation_level=None)


def _fold_log_in(database: Path) -> None:
    """Merge the log into the drafts file. SQLite does this only if no other program has the drafts open.

    A damaged file and its log stay unchanged, so that they can be examined later. Raises ``DraftsLocked``.
    """
    if not _is_whole(database):
        return
    with sqlite_faults(database), closing(sqlite3.connect(database, timeout=0.5, isolation_level=None)) as present:
        if present.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise DraftsLocked(path=database)


def _is_whole(database: Path) -> bool:
    try:
        with sqlite_faults(database), closing(_read_only(database)) as present:
            whole: bool = present.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            return whole
    except UserError as error:
        if isinstance(error, DraftsDamaged):
            return False
        raise


def _free_name(database: Path, now: dt.datetime) -> Path:
    stem = f"{database.stem}-set-aside-{now:%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{suffix}.db" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in map(database.with_name, names) if not path.exists())


def _set_aside(database: Path, aside: Path) -> None:
    """Give the drafts a second name, so that a drafts file exists at every moment, and move their log if there is one.

    SQLite would replay a log that is left beside another database.
    """
    with writing_errors(aside):
        for ending in _LOGS:
            log = database.with_name(database.name + ending)
            if log.exists():
                log.replace(aside.with_name(aside.name + ending))
        try:
            os.link(database, aside)
        except OSError:  # the disk has no hard links
            with database.open("rb") as source, writing(aside, private=True) as copy:
                shutil.copyfileobj(source, copy)
        sync_folder(aside.parent)
