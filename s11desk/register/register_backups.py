"""Backups of a register: made from one moment, read back, and thinned out."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import Literal

import msgspec

from s11desk.domain.receiving.desk_values import DeskFacts
from s11desk.errors import UserError
from s11desk.errors.desk_errors import DeskMissing, RegisterDamaged, RegisterForeign, RegisterLocked, RegisterUnusable
from s11desk.files.durable import naming
from s11desk.files.presence import Presence, folder_presence, is_there, presence
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import writing_errors
from s11desk.register.register import REGISTER_ID, REGISTER_VERSION, Register, open_register
from s11desk.register.register_faults import register_faults
from s11desk.store.saved_copies.backup_thinning import kept_backups, thinning_for
from s11desk.store.saved_copies.backup_writing import write_backup
from s11desk.store.saved_copies.copy_files import free_name
from s11desk.store.saved_copies.restoring import set_aside, set_logs_aside
from s11desk.store.sqlite.sqlite_connections import Mode, connect_file

_NAME = re.compile(r"register-(\d{4}-\d{2}-\d{2}-\d{6})-(\d{3,9})\.db")
"""The number counts the backups in a folder, because the clock may be set back between two."""
_BLOCK = 1 << 20
_PATIENCE = 0.5
"""Seconds that a restore waits for another program to close the register."""


def back_up_register(register: Register, folder: Path, now: dt.datetime) -> Path:
    """Write a backup into ``folder``, and remove old ones that are kept no longer. Returns its path.

    Raises ``DiskFull``, ``FolderUnwritable``, ``BackupUnsound``, and what :func:`register_faults` raises.
    """
    first = max((_number(path) + 1 for path in backups_in(folder)), default=0)
    names = (folder / f"register-{now:%Y-%m-%d-%H%M%S}-{number:03d}.db" for number in count(first))
    target = next(path for path in names if not is_there(path))
    with register_faults(register.path):
        write_backup(register.connection, target)
    _thin(folder, target.stat().st_size)
    return target


def is_backup_name(name: str) -> bool:
    """Whether a file of this name is a backup."""
    return _NAME.fullmatch(name) is not None


def backups_in(folder: Path) -> tuple[Path, ...]:
    """The backups in ``folder``, the one that was made last first, by their names."""
    if folder_presence(folder) is not Presence.YES:
        return ()
    found = (path for path in folder.iterdir() if _NAME.fullmatch(path.name))
    return tuple(sorted(found, key=lambda path: (_number(path), path.name), reverse=True))


def _number(path: Path) -> int:
    found = _NAME.fullmatch(path.name)
    return int(found[2]) if found is not None else 0


def remove_backups(paths: Iterable[Path]) -> None:
    """Remove backups. Raises ``FolderUnwritable``."""
    for path in paths:
        with writing_errors(path):
            path.unlink(missing_ok=True)


def other_backup_in(register: Register, folder: Path) -> Path | None:
    """A backup of another desk in ``folder``; None if there is none that can be read."""
    return next((path for path in backups_in(folder) if backup_desk_id(path) not in {"", register.desk_id}), None)


def backup_desk_id(backup: Path) -> str:
    """Whose it is; empty if it cannot be read."""
    return _of_desk(backup, "id")


def backup_partnership(backup: Path) -> str:
    """The name of the partnership whose desk it is; empty if it cannot be read."""
    with suppress(msgspec.DecodeError):
        return msgspec.json.decode(_of_desk(backup, "body"), type=DeskFacts).partnership
    return ""


def look_at_desk(path: Path) -> tuple[str, DeskFacts] | None:
    """The id and the facts of the register at ``path``, which other programs may have open; None if it has none.

    Nothing in it is changed. Without a log nobody has it open, so no log is made beside it.
    """
    mode: Mode = "ro" if presence(path.with_name(f"{path.name}-wal")) is Presence.YES else "ro&immutable=1"
    with suppress(UserError, sqlite3.Error, msgspec.DecodeError), register_faults(path):
        with closing(connect_file(path, mode)) as register:
            rows = register.execute("SELECT id, body FROM desk").fetchall()
        if len(rows) == 1:
            return str(rows[0][0]), msgspec.json.decode(str(rows[0][1]), type=DeskFacts)
    return None


def _of_desk(backup: Path, column: Literal["id", "body"]) -> str:
    with suppress(UserError, sqlite3.Error), register_faults(backup):
        with closing(connect_file(backup, "ro&immutable=1")) as copy:
            rows = copy.execute(f"SELECT {column} FROM desk").fetchall()  # noqa: S608 - one of two words above
        return str(rows[0][0]) if len(rows) == 1 else ""
    return ""


def _thin(folder: Path, size: int) -> None:
    found = backups_in(folder)
    kept = kept_backups([made_at(path) for path in found], thinning_for(size))
    for index, path in enumerate(found):
        if index not in kept:
            with suppress(OSError):  # another program has it open: the next backup tries again
                path.unlink()


def made_at(path: Path) -> dt.datetime:
    """When a backup was made, by its name. Raises ValueError for another name."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        raise ValueError("not the name of a backup")
    return dt.datetime.strptime(found[1], "%Y-%m-%d-%H%M%S").replace(tzinfo=dt.UTC)


def check_backup(path: Path) -> None:
    """Raise ``DeskMissing``, ``RegisterForeign`` or ``RegisterDamaged`` if ``path`` is no whole backup."""
    if not is_there(path):
        raise DeskMissing(path=path)
    with register_faults(path), closing(connect_file(path, "ro&immutable=1")) as copy:
        version = int(copy.execute("PRAGMA user_version").fetchone()[0])
        if int(copy.execute("PRAGMA application_id").fetchone()[0]) != REGISTER_ID or version > REGISTER_VERSION:
            raise RegisterForeign(path=path, is_newer=version > REGISTER_VERSION)
        if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise RegisterDamaged(path=path)


def restore_register(
    path: Path, backup: Path, now: dt.datetime, change: Callable[[Register], None] | None = None
) -> Path | None:
    """Put ``backup`` in the place of the register at ``path``, which no program may have open.

    ``change``: what is done to the restored register before it takes that place. The present one is set aside with its
    log, and its new path is returned; None if there was none. Raises what :func:`check_backup`, ``change`` and writing
    raise; the present register is then as it was.
    """
    check_backup(backup)
    aside = free_name(path, now) if is_there(path) else None
    with open_regular(backup) as source, naming(path, private=True) as file:
        while block := source.read(_BLOCK):
            file.stream.write(block)
        file.finish()
        if change is not None:
            _change_copy(file.path, backup, change)
        if aside is not None:
            _set_aside(path, aside)
        else:
            set_logs_aside(path, now)
        file.name()
    return aside


def _change_copy(copy: Path, backup: Path, change: Callable[[Register], None]) -> None:
    """Change a copy of ``backup``, which has the name that an error gives."""
    try:
        with open_register(copy) as restored:
            change(restored)
    except RegisterDamaged as error:
        raise RegisterDamaged(path=backup) from error


def _set_aside(path: Path, aside: Path) -> None:
    """Give the register a second name, so that one stands under its own at every moment, and take its log along.

    Raises ``RegisterLocked`` while another program has it open: what that one writes would go into the old register.
    """
    with suppress(RegisterDamaged, RegisterUnusable), register_faults(path):  # a damaged one stays as it is
        _merge_log(path)
    set_aside(path, aside)


def _merge_log(path: Path) -> None:
    with closing(connect_file(path, "rw", timeout=_PATIENCE)) as present:
        if present.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise RegisterLocked(path=path)
