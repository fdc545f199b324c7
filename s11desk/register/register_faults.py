"""Turns errors of SQLite into errors about the register."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from s11desk.errors.desk_errors import RegisterDamaged, RegisterLocked, RegisterUnusable
from s11desk.errors.draft_errors import DraftsDamaged, DraftsLocked, HomeUnusable
from s11desk.store.sqlite.sqlite_errors import sqlite_faults


class register_faults:  # noqa: N801 - used as a context, like a function
    """Raise ``DiskFull``, ``RegisterLocked``, ``RegisterDamaged``, ``RegisterUnusable`` or ``PathTooLong``.

    Any other SQLite error is a bug of this program and passes through. It is no generator, because each return that is
    taken in passes several of these blocks.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing is done before there is an error."""

    def __exit__(self, _: type[BaseException] | None, error: BaseException | None, __: TracebackType | None) -> None:
        if isinstance(error, sqlite3.Error | UnicodeDecodeError):
            with _as_register_errors(self._path):
                raise error


@contextmanager
def _as_register_errors(path: Path) -> Iterator[None]:
    try:
        with sqlite_faults(path):
            yield
    except DraftsLocked as error:
        raise RegisterLocked(path=path) from error
    except DraftsDamaged as error:
        raise RegisterDamaged(path=path) from error
    except HomeUnusable as error:
        raise RegisterUnusable(path=path) from error
