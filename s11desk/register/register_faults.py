"""Turns errors of SQLite into errors about the register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from s11desk.errors.desk_errors import RegisterDamaged, RegisterLocked, RegisterUnusable
from s11desk.errors.draft_errors import DraftsDamaged, DraftsLocked, HomeUnusable
from s11desk.store.sqlite_errors import sqlite_faults


@contextmanager
def register_faults(path: Path) -> Iterator[None]:
    """Raise ``DiskFull``, ``RegisterLocked``, ``RegisterDamaged``, ``RegisterUnusable`` or ``PathTooLong``.

    Any other SQLite error is a bug of this program and passes through.
    """
    try:
        with sqlite_faults(path):
            yield
    except DraftsLocked as error:
        raise RegisterLocked(path=path) from error
    except DraftsDamaged as error:
        raise RegisterDamaged(path=path) from error
    except HomeUnusable as error:
        raise RegisterUnusable(path=path) from error
