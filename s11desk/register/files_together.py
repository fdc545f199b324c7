"""Writes many files that get their names together, so that the disk is waited for once and not for each of them.

The rules are those of ``s11desk/files/durable.py``: a file gets its name when it is whole and on the disk, or never. A
killed program leaves temporary files behind, which the next write in the same folder removes.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from s11desk.errors import UserError
from s11desk.files.durable import sync_folder
from s11desk.files.partial_files import clear_abandoned, partial_name
from s11desk.files.presence import Presence, presence
from s11desk.files.system_errors import writing_errors

if sys.platform != "win32":
    import fcntl

_AT_ONCE = 8
"""Flushes that wait together. A disk confirms several with one write of its own."""
_CLOSED = -1
_Each = TypeVar("_Each")


class _Waiting(msgspec.Struct, eq=False):
    """A file without its name. ``handle`` is open, and locked where the system has locks: it is not abandoned.

    ``partial``: the path that it has until then, in ``folder`` too. A stream for each would take longer than writing.
    """

    partial: str
    folder: Path
    target: Path
    handle: int

    def close(self) -> None:
        """Close it, unless it is closed: another file may have got its number. An OSError passes through."""
        handle, self.handle = self.handle, _CLOSED
        if handle != _CLOSED:
            os.close(handle)


class StoringRun:
    """What the groups of one run share: a thread that writes, threads that wait for the disk, and folders.

    ``cleared``: those that were looked at. Used as a context; at the end nothing waits any more.
    """

    def __init__(self) -> None:
        self.cleared: set[Path] = set()
        self._changed: set[Path] = set()
        self._lock = threading.Lock()
        self._syncing: list[Future[None]] = []
        self._writer = ThreadPoolExecutor(1, "s11desk write")
        self._pool = ThreadPoolExecutor(_AT_ONCE, "s11desk flush")

    def __enter__(self) -> StoringRun:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._writer.shutdown()  # what it writes is flushed by the others
        self._pool.shutdown()

    def begin_writing(self, task: Callable[[], None]) -> Future[None]:
        """Begin ``task`` in the thread that writes, after those that it was given before."""
        return self._writer.submit(copy_context().run, task)

    def begin(self, task: Callable[[_Each], None], values: Iterable[_Each]) -> list[Future[None]]:
        """Begin ``task`` for each of ``values``, several at a time."""
        given = tuple(values)
        shares = [share for share in (given[start::_AT_ONCE] for start in range(_AT_ONCE)) if share]
        return [self._pool.submit(copy_context().run, _each, task, share) for share in shares]

    def add_changed(self, folder: Path) -> None:
        """Have ``folder`` flushed: it has a new name. Any thread may say so."""
        with self._lock:
            self._changed.add(folder)

    def begin_folders(self) -> None:
        """Begin to flush the folders in which groups have given names: each once, however many groups they are."""
        with self._lock:
            changed, self._changed = self._changed, set()
        self._syncing += self.begin(sync_folder, changed)

    def wait_for_folders(self) -> None:
        """Flush them, and wait until that is done."""
        self.begin_folders()
        _wait_for(self._syncing)


class FilesTogether:
    """New files that wait for their names, one group. They are private: only the owner may read them.

    Used as a context; what has no name at the end is removed.
    """

    def __init__(self, run: StoringRun) -> None:
        self.run = run
        self._waiting: dict[Path, _Waiting] = {}
        self._named: set[Path] = set()
        self._failed: dict[Path, UserError] = {}
        self._unflushed: list[_Waiting] = []
        self._flushing: list[Future[None]] = []
        self._writing: list[Future[None]] = []

    def __enter__(self) -> FilesTogether:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.discard()

    def __contains__(self, target: Path) -> bool:
        """Whether it waits for its name, or has it and is still there: another program may have deleted it since."""
        _wait_for(self._writing)
        return target in self._waiting or (target in self._named and os.access(target, os.F_OK))

    def add(self, target: Path, content: bytes) -> None:
        """Write ``content``, which is to become ``target``. Nothing is flushed yet.

        Raises ``DiskFull``, ``PathTooLong`` and ``FolderUnwritable``.
        """
        _wait_for(self._writing)
        if (error := self._failed.pop(target, None)) is not None:
            raise error
        self._add(target, content)

    def _add(self, target: Path, content: bytes) -> None:
        folder = target.parent
        partial = os.path.join(folder, partial_name())  # noqa: PTH118 - a path object for each takes longer
        with writing_errors(target):
            self._prepare(folder)
            handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            waiting = _Waiting(partial, folder, target, handle)
            try:
                _lock(handle)
                _write_whole(handle, content)
            except BaseException:  # the files before it may still get their names, but never this half of one
                _drop(waiting)
                raise
            self._waiting[target] = waiting
            self._unflushed.append(waiting)

    def begin_adding(self, files: Iterable[tuple[Path, bytes]]) -> None:
        """Begin to write and flush ``files`` in a thread, before it is their turn: each its path and its content.

        None is written after one that fails; then :meth:`add` raises why. ``files`` is asked for them in that thread.
        """
        self._writing.append(self.run.begin_writing(lambda: self._add_each(files)))

    def _add_each(self, files: Iterable[tuple[Path, bytes]]) -> None:
        for target, content in files:
            try:
                self._add(target, content)
            except UserError as error:
                self._failed[target] = error
                break
        self._begin_flush()

    def _begin_flush(self) -> None:
        self._flushing += self.run.begin(_flush, self._unflushed)
        self._unflushed.clear()

    def flush_name(self, target: Path) -> None:
        """Have the name of a file flushed that is there already: a program may have been killed before it did that."""
        self.run.add_changed(target.parent)
        self.run.add_changed(target.parent.parent)

    def give_names(self) -> None:
        """Wait until every file is flushed, and give each its name. The folders are flushed by the run.

        Raises what :meth:`add` raises. After an error some files may have their names; the others are removed by
        :meth:`discard`.
        """
        _wait_for(self._writing)
        self._begin_flush()
        _wait_for(self._flushing)
        for file in tuple(self._waiting.values()):
            with writing_errors(file.target):
                if sys.platform == "win32":  # it cannot rename an open file
                    file.close()
                os.replace(file.partial, file.target)  # noqa: PTH105 - as above
            self._waiting.pop(file.target)
            self._named.add(file.target)
            self.run.add_changed(file.folder)
            with suppress(OSError):  # it is whole on the disk, and has its name
                file.close()

    def name_all(self) -> None:
        """As :meth:`give_names`, and wait for the folders: then the files survive a power cut under their names."""
        self.give_names()
        self.run.wait_for_folders()

    def discard(self) -> None:
        """Remove the files that have no name. Raises nothing."""
        wait(self._writing)
        wait(self._flushing)
        for file in self._waiting.values():
            _drop(file)
        for forgotten in (self._waiting, self._unflushed, self._writing, self._flushing):
            forgotten.clear()

    def _prepare(self, folder: Path) -> None:
        if folder in self.run.cleared:
            return
        if presence(folder) is Presence.NO:
            folder.mkdir(mode=0o700, exist_ok=True)  # another program or thread may just have made it
        self.run.add_changed(folder.parent)  # whoever made it, no row may be recorded before it is on the disk
        clear_abandoned(folder)
        self.run.cleared.add(folder)


def begin_names(groups: Sequence[FilesTogether]) -> None:
    """Give the files of ``groups`` their names once they are flushed, and begin to flush the folders.

    Raises what :meth:`FilesTogether.give_names` raises.
    """
    for one in groups:
        one.give_names()
    for run in {one.run for one in groups}:
        run.begin_folders()


def _wait_for(begun: list[Future[None]]) -> None:
    """Wait, and raise what the first of them raises."""
    for done in begun:
        done.result()
    begun.clear()


def _drop(file: _Waiting) -> None:
    with suppress(OSError):
        file.close()
    with suppress(OSError):
        os.unlink(file.partial)  # noqa: PTH108 - as above


def _lock(handle: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):  # the disk has no locks, so nothing on it is ever removed as abandoned
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _write_whole(handle: int, content: bytes) -> None:
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]


def _flush(file: _Waiting) -> None:
    with writing_errors(file.target):
        os.fsync(file.handle)
    if sys.platform == "linux":  # nobody reads it soon, and the next file gets the memory that it has in the system
        with suppress(OSError):  # not every disk takes this advice
            os.posix_fadvise(file.handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _each(task: Callable[[_Each], None], values: Iterable[_Each]) -> None:
    for value in values:
        task(value)
