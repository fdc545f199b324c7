"""Writes many files that get their names together, so that the disk is waited for once and not for each of them.

The rules are those of ``s11desk/durable.py``: a file gets its name when it is whole and on the disk, or never. A killed
program leaves temporary files behind, which the next write in the same folder removes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, TypeVar

from s11desk.durable import Presence, clear_abandoned, partial_path, presence, sync_folder, writing_errors

if sys.platform != "win32":
    import fcntl

_AT_ONCE = 8
"""Flushes that wait together. A disk confirms several with one write of its own."""
_Each = TypeVar("_Each")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file without its name. ``stream`` is open, and locked where the system has locks: it is not abandoned."""

    partial: Path
    target: Path
    stream: BinaryIO


class FilesTogether:
    """New files that wait for their names. They are private: only the owner may read them.

    Used as a context, for one group of files after another; what has no name at the end is removed.
    """

    def __init__(self) -> None:
        self._waiting: dict[Path, _Waiting] = {}
        self._cleared: set[Path] = set()
        self._changed: set[Path] = set()
        self._pool = ThreadPoolExecutor(_AT_ONCE, "s11desk flush")

    def __enter__(self) -> FilesTogether:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.discard()
        self._pool.shutdown()

    def __contains__(self, target: Path) -> bool:
        return target in self._waiting

    def add(self, target: Path, content: bytes) -> None:
        """Write ``content``, which is to become ``target``. Nothing is flushed yet.

        Raises ``DiskFull``, ``PathTooLong`` and ``FolderUnwritable``.
        """
        partial = partial_path(target)
        with writing_errors(target):
            self._prepare(target.parent)
            handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            waiting = _Waiting(partial, target, os.fdopen(handle, "w+b", buffering=0))
            try:
                _lock(handle)
                _write_whole(waiting.stream, content)
            except BaseException:  # the files before it may still get their names, but never this half of one
                _drop(waiting)
                raise
            self._waiting[target] = waiting

    def name_all(self) -> None:
        """Flush every file, give each its name, and flush the folders. Raises what :meth:`add` raises.

        After an error some files may have their names; the others are removed by :meth:`discard`.
        """
        files = tuple(self._waiting.values())
        if not files:
            return
        self._each_at_once(_flush, files)
        for file in files:
            with writing_errors(file.target):
                if sys.platform == "win32":  # it cannot rename an open file
                    file.stream.close()
                file.partial.replace(file.target)
            self._waiting.pop(file.target)
            file.stream.close()
            self._changed.add(file.target.parent)
        changed, self._changed = self._changed, set()
        self._each_at_once(sync_folder, changed)

    def discard(self) -> None:
        """Remove the files that have no name. Raises nothing."""
        for file in self._waiting.values():
            _drop(file)
        self._waiting.clear()

    def _each_at_once(self, task: Callable[[_Each], None], values: Iterable[_Each]) -> None:
        """Do ``task`` for each of ``values``, several at a time. Raises what the first of them raises."""
        given = tuple(values)
        shares = [share for share in (given[start::_AT_ONCE] for start in range(_AT_ONCE)) if share]
        if len(given) == 1:
            task(given[0])
            return
        for done in [self._pool.submit(copy_context().run, _each, task, share) for share in shares]:
            done.result()

    def _prepare(self, folder: Path) -> None:
        if folder in self._cleared:
            return
        if presence(folder) is Presence.NO:
            folder.mkdir(mode=0o700)
            self._changed.add(folder.parent)
        clear_abandoned(folder)
        self._cleared.add(folder)


def _drop(file: _Waiting) -> None:
    with suppress(OSError):
        file.stream.close()
    with suppress(OSError):
        file.partial.unlink(missing_ok=True)


def _lock(handle: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # the disk has no locks, so nothing on it is ever removed as abandoned
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write_whole(stream: BinaryIO, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[stream.write(left) :]


def _flush(file: _Waiting) -> None:
    with writing_errors(file.target):
        os.fsync(file.stream.fileno())


def _each(task: Callable[[_Each], None], values: Iterable[_Each]) -> None:
    for value in values:
        task(value)
