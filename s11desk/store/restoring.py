"""Backups: which there are, and one put in the place of the drafts, which are set aside and never deleted."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from s11desk.durable import reading_errors, sync_folder, writing, writing_errors
from s11desk.errors import Code, UserError
from s11desk.store.connection import own_version
from s11desk.store.sqlite_errors import sqlite_faults

_LOGS = ("-wal", "-shm", "-journal")
_BEFORE_UPGRADE = "before-upgrade-"


@dataclass(frozen=True, slots=True)
class Backup:
    """``made``: when the file was written. ``size`` in bytes. ``before_upgrade``: kept for good; else one of a day."""

    path: Path
    made: dt.datetime
    size: int
    before_upgrade: bool


@dataclass(frozen=True, slots=True)
class Restored:
    """``set_aside``: where the drafts that were there before stand now; None where there were none."""

    database: Path
    backup: Path
    set_aside: Path | None


def all_backups(backups: Path) -> tuple[Backup, ...]:
    """The newest first; empty where there is no folder yet. Raises what reading raises."""
    with reading_errors(backups):
        files = [(path, path.stat()) for path in backups.glob("*.db")]
    found = (
        Backup(
            path,
            dt.datetime.fromtimestamp(facts.st_mtime, dt.UTC),
            facts.st_size,
            path.name.startswith(_BEFORE_UPGRADE),
        )
        for path, facts in files
    )
    return tuple(sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True))


def restore(database: Path, backup: Path, now: dt.datetime) -> Restored:
    """Put a copy of ``backup`` in the place of ``database``, which nothing may have open.

    The backup is checked first, and its copy again before it gets the name; until then ``database`` stays. Raises
    ``FILE_MISSING``, ``DRAFTS_FOREIGN``, ``DRAFTS_TOO_NEW`` or ``DRAFTS_DAMAGED`` with the backup's path;
    ``DRAFTS_LOCKED`` where the drafts are open elsewhere; ``DISK_FULL`` or ``FOLDER_UNWRITABLE``.
    """
    check_backup(backup)
    present = database.exists()
    if present:
        _fold_log_in(database)
    aside = _free_name(database, now) if present else None

    def take_place(copy: Path) -> None:
        check_backup(copy)
        if aside is not None:
            _set_aside(database, aside)

    with reading_errors(backup):
        source = backup.open("rb")
    with source, writing(database, check=take_place, private=True) as target, reading_errors(backup):
        target.writelines(iter(lambda: source.read(1 << 20), b""))
    return Restored(database, backup, aside)


def check_backup(backup: Path) -> None:
    """Read all of a backup. Raises as :func:`restore` says."""
    with reading_errors(backup), backup.open("rb") as stream:
        stream.read(1)
    with sqlite_faults(backup), closing(_read_only(backup, "immutable=1")) as connection:
        if not own_version(connection, backup):
            raise UserError(Code.DRAFTS_FOREIGN, path=backup)
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise UserError(Code.DRAFTS_DAMAGED, path=backup)


def _read_only(path: Path, more: str = "immutable=0") -> sqlite3.Connection:
    """A connection that writes nothing into the file; with ``immutable=1`` it looks for no log beside it either."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&{more}", uri=True, isolation_level=None)


def _fold_log_in(database: Path) -> None:
    """Make the drafts one whole file, which SQLite does only where nobody else has them open.

    A damaged file is left as it is, log and all: whoever looks at it later should find what there was. Raises
    ``DRAFTS_LOCKED``.
    """
    if not _is_whole(database):
        return
    with sqlite_faults(database), closing(sqlite3.connect(database, timeout=0.5, isolation_level=None)) as present:
        if present.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise UserError(Code.DRAFTS_LOCKED, path=database)


def _is_whole(database: Path) -> bool:
    try:
        with sqlite_faults(database), closing(_read_only(database)) as present:
            whole: bool = present.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            return whole
    except UserError as error:
        if error.code is Code.DRAFTS_DAMAGED:
            return False
        raise


def _free_name(database: Path, now: dt.datetime) -> Path:
    stem = f"{database.stem}-set-aside-{now:%Y-%m-%d-%H%M%S}"
    names = (f"{stem}{suffix}.db" for suffix in ("", *(f"-{number}" for number in range(2, 1000))))
    return next(path for path in map(database.with_name, names) if not path.exists())


def _set_aside(database: Path, aside: Path) -> None:
    """Give the drafts a second name, so that at no moment there are none; their log, if one is left, moves.

    SQLite would replay a log that is left beside another database.
    """
    with writing_errors(aside):
        for ending in _LOGS:
            log = database.with_name(database.name + ending)
            if log.exists():
                log.replace(aside.with_name(aside.name + ending))
        try:
            os.link(database, aside)
        except OSError:  # a disk without second names
            with database.open("rb") as source, writing(aside, private=True) as copy:
                shutil.copyfileobj(source, copy)
        sync_folder(aside.parent)
