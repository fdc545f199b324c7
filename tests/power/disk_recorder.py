"""Records what this process does to the files below a folder: Python's own calls here, SQLite's in sqlite_recorder."""

from __future__ import annotations

import builtins
import io
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from tests.power.disk_events import (
    Acknowledged,
    Created,
    Event,
    Filled,
    Flushed,
    FolderFlushed,
    FolderMade,
    Linked,
    Removed,
    Renamed,
)


class DiskRecorder:
    """``events`` grows while the process works. Install it before anything opens a file below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.events: list[Event] = []
        self.names: dict[str, int] = {}
        self._known: dict[int, bytes] = {}
        self._next = 0

    def install(self) -> None:
        """Put recording functions in the place of those of ``os``, and of ``open``."""
        for name, recorded in (
            ("open", self._os_open),
            ("mkdir", self._mkdir),
            ("rename", self._rename),
            ("replace", self._rename),
            ("link", self._link),
            ("unlink", self._remove),
            ("remove", self._remove),
            ("rmdir", self._remove),
            ("fsync", self._fsync),
        ):
            setattr(os, name, recorded(getattr(os, name)))
        opened = self._open(builtins.open)
        builtins.open = opened
        io.open = opened

    def acknowledge(self, claim: str, subject: str, value: str = "") -> None:
        self.events.append(Acknowledged(claim, subject, value))

    def inside(self, path: object) -> str | None:
        """``path`` relative to the folder; None if it is elsewhere or is no path."""
        if not isinstance(path, (str, os.PathLike)):
            return None
        whole = Path.cwd() / path
        return whole.relative_to(self.folder).as_posix() if whole.is_relative_to(self.folder) else None

    def created(self, path: str) -> int:
        """Number the file at ``path``, now if it has no number yet."""
        if path not in self.names:
            self.names[path] = self._next
            self._next += 1
            self.events.append(Created(self.names[path], path))
        return self.names[path]

    def removed(self, path: str) -> None:
        self.names.pop(path, None)
        self.events.append(Removed(path))

    def _filled(self, path: str) -> None:
        """Take down what the file holds now, unless that is known. A power cut may leave it, and it may not."""
        if path in self.names and not path.endswith((".db", "-wal")):
            content = (self.folder / path).read_bytes()
            if self._known.get(self.names[path]) != content:
                self._known[self.names[path]] = content
                self.events.append(Filled(self.names[path], content))

    def _os_open(self, real: Callable[..., int]) -> Callable[..., int]:
        @wraps(real)
        def recorded(path: Any, flags: int, *others: Any, **named: Any) -> int:
            where = self.inside(path)
            handle = real(path, flags, *others, **named)
            if where is not None and flags & os.O_CREAT:
                self.created(where)
            return handle

        return recorded

    def _open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(real)
        def recorded(path: Any, mode: str = "r", *others: Any, **named: Any) -> Any:
            where = self.inside(path)
            stream = real(path, mode, *others, **named)
            if where is not None and set(mode) & set("wax+") and not Path(path).is_dir():  # else a file without a name
                self.created(where)
            return stream

        return recorded

    def _mkdir(self, real: Callable[..., None]) -> Callable[..., None]:
        @wraps(real)
        def recorded(path: Any, *others: Any, **named: Any) -> None:
            real(path, *others, **named)
            if (where := self.inside(path)) is not None:
                self.events.append(FolderMade(where))

        return recorded

    def _rename(self, real: Callable[..., None]) -> Callable[..., None]:
        @wraps(real)
        def recorded(source: Any, target: Any, **named: Any) -> None:
            before, after = self.inside(source), self.inside(target)
            if before is not None:
                self._filled(before)
            real(source, target, **named)
            if before is not None and after is not None:
                self.names[after] = self.names.pop(before, -1)
                self.events.append(Renamed(before, after))

        return recorded

    def _link(self, real: Callable[..., None]) -> Callable[..., None]:
        @wraps(real)
        def recorded(source: Any, target: Any, **named: Any) -> None:
            before, after = self.inside(source), self.inside(target)
            if before is not None:
                self._filled(before)
            real(source, target, **named)
            if before is not None and after is not None:
                self.names[after] = self.names[before]
                self.events.append(Linked(before, after))

        return recorded

    def _remove(self, real: Callable[..., None]) -> Callable[..., None]:
        @wraps(real)
        def recorded(path: Any, *, dir_fd: int | None = None) -> None:
            where = self.inside(path if dir_fd is None else _opened(dir_fd) / path)
            real(path, dir_fd=dir_fd)
            if where is not None:
                self.removed(where)

        return recorded

    def _fsync(self, real: Callable[[int], None]) -> Callable[[int], None]:
        @wraps(real)
        def recorded(handle: int) -> None:
            where = self.inside(_opened(handle))
            if where is not None and where in self.names:
                self._filled(where)
                self.events.append(Flushed(self.names[where]))
            elif where is not None and (self.folder / where).is_dir():
                self.events.append(FolderFlushed(where))
            real(handle)

        return recorded


def _opened(handle: int) -> Path:
    return Path(f"/proc/self/fd/{handle}").readlink()


def can_record() -> bool:
    """Whether this system shows which file a handle belongs to."""
    return sys.platform == "linux"
