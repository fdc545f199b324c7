"""A disk whose n-th changing call fails, be it Python's or SQLite's: no room, an I/O error, no rights."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from s11desk.override import override
from tests.power.sqlite_vfs import WatchedSqlite

CANTOPEN, FULL, IOERR = 14, 13, 10
"""SQLite's result codes."""


@dataclass(frozen=True, slots=True)
class Failure:
    """``at``: which call fails, from 1. ``is_half``: a write that fails has written its first half."""

    at: int
    error: int
    is_half: bool = False
    lasts: bool = False
    """Every later call fails too, as on a disk that stays full."""


class FailingDisk(WatchedSqlite):
    """Counts the calls that change something below ``folder``, and makes one of them fail when it is told to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._failure: Failure | None = None
        self.calls: list[str] = []
        super().__init__(self._within)

    def arm(self, failure: Failure | None) -> None:
        """Begin to count anew, with this failure ahead; None only counts."""
        self.calls, self._failure = [], failure

    def disarm(self) -> None:
        """Let every call happen."""
        self._failure = None

    def install(self) -> None:
        """Put functions that can fail in the place of those of ``os``, and of ``open``."""
        for name in ("mkdir", "rename", "replace", "link", "unlink", "remove", "rmdir", "fsync", "truncate"):
            setattr(os, name, self._failing(name, getattr(os, name)))
        os.open = self._opening(os.open)
        os.write, os.posix_fadvise = self._writing(os.write), self._failing("advise", os.posix_fadvise)
        os.fdopen = self._buffered(os.fdopen)
        builtins.open = io.open = self._buffered(builtins.open)

    def _within(self, path: object) -> str | None:
        if isinstance(path, int):
            path = Path(f"/proc/self/fd/{path}").readlink()
        if not isinstance(path, (str, os.PathLike)):
            return None
        whole = Path.cwd() / path
        return whole.relative_to(self._folder).as_posix() if whole.is_relative_to(self._folder) else None

    def fails(self, call: str, path: object) -> Failure | None:
        """Count this call. Returns the failure if it is to fail."""
        where = self._within(path)
        if where is None:
            return None
        self.calls.append(f"{call} {where}")
        failure, number = self._failure, len(self.calls)
        return failure if failure and (number == failure.at or (failure.lasts and number > failure.at)) else None

    def _failing(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(real)
        def call(path: Any, *others: Any, **named: Any) -> Any:
            if named.get("dir_fd") is None and (failure := self.fails(name, path)):
                raise OSError(failure.error, os.strerror(failure.error), str(path))
            return real(path, *others, **named)

        return call

    def _opening(self, real: Callable[..., int]) -> Callable[..., int]:
        @wraps(real)
        def call(path: Any, flags: int, *others: Any, **named: Any) -> int:
            if flags & os.O_CREAT and (failure := self.fails("create", path)):
                raise OSError(failure.error, os.strerror(failure.error), str(path))
            return real(path, flags, *others, **named)

        return call

    def _writing(self, real: Callable[[int, Any], int]) -> Callable[[int, Any], int]:
        @wraps(real)
        def call(handle: int, content: Any, /) -> int:
            if failure := self.fails("write", handle):
                if failure.is_half:
                    real(handle, bytes(content)[: len(content) // 2])
                raise OSError(failure.error, os.strerror(failure.error))
            return real(handle, content)

        return call

    def _buffered(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """``open`` and ``os.fdopen``: the stream they return fails when it writes to the disk."""

        @wraps(real)
        def call(path: Any, mode: str = "r", *others: Any, **named: Any) -> Any:
            is_ours = self._within(path) is not None and set(mode) & set("wax+")
            if not is_ours or "b" not in mode:
                return real(path, mode, *others, **named)
            if not isinstance(path, int) and (failure := self.fails("create", path)):
                raise OSError(failure.error, os.strerror(failure.error), str(path))
            raw = _FailingFile(self, path, mode, named.get("opener"))
            return io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)

        return call

    def _code(self, call: str, path: str, otherwise: int) -> int:
        failure = self.fails(call, self._folder / path)
        if failure is None:
            return 0
        return FULL if failure.error == errno.ENOSPC and otherwise == IOERR else otherwise

    @override
    def opening(self, path: str) -> int:
        return 0 if (self._folder / path).exists() else self._code("create", path, CANTOPEN)

    @override
    def writing(self, path: str, size: int) -> tuple[int, int]:
        failure = self._failure
        code = self._code("write", path, IOERR)
        return code, (size // 2 if failure and failure.is_half else 0) if code else size

    @override
    def cutting(self, path: str) -> int:
        return self._code("truncate", path, IOERR)

    @override
    def flushing(self, path: str) -> int:
        return self._code("fsync", path, IOERR)

    @override
    def removing(self, path: str) -> int:
        return self._code("remove", path, IOERR)


class _FailingFile(io.FileIO):
    """A file whose writes the disk can refuse."""

    def __init__(self, disk: FailingDisk, path: Any, mode: str, opener: Any) -> None:
        self._disk = disk
        super().__init__(path, mode.replace("b", ""), opener=opener)

    @override
    def write(self, content: Any) -> int:
        failure = self._disk.fails("write", self.fileno())
        if failure is not None:
            if failure.is_half:
                super().write(bytes(content)[: len(content) // 2])
            raise OSError(failure.error, os.strerror(failure.error))
        return int(super().write(content) or 0)

    @override
    def truncate(self, size: int | None = None) -> int:
        failure = self._disk.fails("truncate", self.fileno())
        if failure is not None:
            raise OSError(failure.error, os.strerror(failure.error))
        return super().truncate(size)
