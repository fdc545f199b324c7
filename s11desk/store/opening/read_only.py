"""Reads the drafts if nothing can be written: in a folder that is read-only, or on a full disk.

SQLite itself cannot: even to read, it makes an index of its log beside the file. So the drafts are copied into memory.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from s11desk.errors.draft_errors import DraftsDamaged, DraftsOfOtherHome, HomeReadOnly, HomeUnusable
from s11desk.errors.file_errors import DiskFull, FileIsFolder, FileMissing, FileUnreadable
from s11desk.files.presence import Presence, presence
from s11desk.store.checks.check_file import SCHEMA_VERSION, IndexState, check_pages, own_version
from s11desk.store.checks.rebuild_indexes import rebuild_indexes
from s11desk.store.drafts.draft_store import Drafts
from s11desk.store.opening.connection import migrate, open_drafts
from s11desk.store.rows.digests import allow_digests
from s11desk.store.rows.home_row import NO_ID
from s11desk.store.saved_copies.reading_copies import id_of_copy, is_whole, reading_copy
from s11desk.store.sqlite.sqlite_connections import connect_file, connect_memory
from s11desk.store.sqlite.sqlite_errors import sqlite_faults

_INDEX = "-shm"


def open_or_read(
    database: Path, backups: Path, clock: Callable[[], dt.datetime], own: frozenset[str] = frozenset()
) -> Drafts:
    """Open the drafts; where they cannot be written, only for reading. ``own``: as for ``open_drafts``.

    Raises what :func:`s11desk.store.opening.connection.open_drafts` raises, if the drafts cannot be read either.
    """

    def open_writable() -> sqlite3.Connection:
        return open_drafts(database, backups, clock(), own)

    try:
        return Drafts(open_writable(), database)
    except (HomeReadOnly, HomeUnusable, DiskFull) as error:
        refusal = error if isinstance(error, DiskFull) else HomeReadOnly(path=database.parent)
        try:
            if own and id_of_copy(database) not in own | {NO_ID}:
                raise DraftsOfOtherHome(path=database)
            return Drafts(open_for_reading(database), database, refusal=refusal, reopen=open_writable)
        except (FileMissing, FileIsFolder, FileUnreadable, HomeUnusable, DiskFull):
            raise error from None


def open_for_reading(database: Path) -> sqlite3.Connection:
    """Copy the drafts into memory, with the changes in their log. The files stay as they are.

    The connection refuses every change. Drafts of an older version are brought up to date in memory. Raises
    ``HomeUnusable`` for an empty file, and what :func:`s11desk.store.saved_copies.reading_copies.reading_copy` raises.
    """
    if presence(database) is Presence.YES and database.stat().st_size == 0:
        raise HomeUnusable(path=database)
    memory = connect_memory()
    try:
        with sqlite_faults(database):
            _copy_into(memory, database)
            _prepare(memory, database)
    except BaseException:
        memory.close()
        raise
    return memory


def _copy_into(memory: sqlite3.Connection, database: Path) -> None:
    """Read through the index of the log if there is one that works: another program may be writing at this moment."""
    if presence(database.with_name(f"{database.name}{_INDEX}")) is Presence.YES:
        with suppress(sqlite3.OperationalError), closing(connect_file(database, "ro")) as source:
            source.backup(memory)
            return
    with reading_copy(database) as source:
        source.backup(memory)


def _prepare(memory: sqlite3.Connection, database: Path) -> None:
    allow_digests(memory)
    if not is_whole(memory):
        raise DraftsDamaged(path=database)
    if check_pages(memory, database) is not IndexState.FIT:
        rebuild_indexes(memory)
    if own_version(memory, database) < SCHEMA_VERSION:
        migrate(memory)
    memory.execute("PRAGMA query_only = ON")
