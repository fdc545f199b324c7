"""Files in a desk's folder that the desk did not make, such as the "conflicted copies" of a program that syncs folders.

They may have what was deleted, and no deletion reaches them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from s11desk.app.receiving.arrivals.found_files import path_words
from s11desk.app.receiving.arrivals.unfinished import NAME as UNFINISHED
from s11desk.app.receiving.keeping.deletion_list import NAME as DELETIONS
from s11desk.files.list_lock import NAME as LOCK
from s11desk.files.partial_files import PARTIAL_NAME
from s11desk.files.system_errors import reading_errors
from s11desk.register.desk_folder import DeskFolder
from s11desk.register.register_backups import is_backup_name

_LISTS = {UNFINISHED, LOCK}
_OWN = re.compile(r"register\.db(-wal|-shm|-journal)?|register-set-aside-[-0-9]+\.db(-wal|-shm|-journal)?")
_STORED = re.compile(r"[0-9a-f]{64}")
_OF_SYSTEM = {"thumbs.db", "desktop.ini", ".ds_store"}


def strange_files(desk: DeskFolder) -> tuple[str, ...]:
    """Their paths inside the desk's folder, sorted. ``outgoing`` and ``work`` are not looked into.

    Raises ``FileUnreadable``.
    """
    with reading_errors(desk.folder):
        found = (*_beside_register(desk), *_in_backups(desk), *_in_returns(desk))
        strange = (path for path in found if path.name.lower() not in _OF_SYSTEM)
        return tuple(sorted(path_words(path.relative_to(desk.folder)) for path in strange))


def _beside_register(desk: DeskFolder) -> Iterator[Path]:
    folders = {desk.returns.name, desk.outgoing.name, desk.backups.name, desk.work.name}
    for path in _entries(desk.folder):
        is_own = _OWN.fullmatch(path.name) or PARTIAL_NAME.match(path.name) or path.name in _LISTS
        if not is_own and path.name not in folders:
            yield path


def _in_backups(desk: DeskFolder) -> Iterator[Path]:
    for path in _entries(desk.backups):
        if not is_backup_name(path.name) and not PARTIAL_NAME.match(path.name) and path.name not in {DELETIONS, LOCK}:
            yield path


def _in_returns(desk: DeskFolder) -> Iterator[Path]:
    for folder in _entries(desk.returns):
        if len(folder.name) != 2 or not folder.is_dir():
            yield folder
            continue
        for path in _entries(folder):
            is_own = _STORED.fullmatch(path.name) and path.name.startswith(folder.name)
            if not is_own and not PARTIAL_NAME.match(path.name):
                yield path


def _entries(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        with os.scandir(folder) as found:
            yield from [Path(entry.path) for entry in found]
