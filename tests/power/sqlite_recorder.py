"""Records what SQLite writes."""

from __future__ import annotations

from pathlib import PurePosixPath

from s11desk.override import override
from tests.power.disk_events import Cut, Flushed, FolderFlushed, Written
from tests.power.disk_recorder import DiskRecorder
from tests.power.sqlite_vfs import OPENS_LOG, WatchedSqlite


class SqliteRecorder(WatchedSqlite):
    """Gives what SQLite does below the folder to ``recorder``."""

    def __init__(self, recorder: DiskRecorder) -> None:
        super().__init__(recorder.inside)
        self._recorder = recorder
        self._unflushed_logs: set[str] = set()

    @override
    def opened(self, path: str, flags: int) -> None:
        self._recorder.created(path)
        if flags & OPENS_LOG:
            self._unflushed_logs.add(path)

    @override
    def wrote(self, path: str, offset: int, content: bytes) -> None:
        if path in self._recorder.names:
            self._recorder.events.append(Written(self._recorder.names[path], offset, content))

    @override
    def cut(self, path: str, size: int) -> None:
        if path in self._recorder.names:
            self._recorder.events.append(Cut(self._recorder.names[path], size))

    @override
    def flushed(self, path: str) -> None:
        if path in self._recorder.names:
            self._recorder.events.append(Flushed(self._recorder.names[path]))
        if path in self._unflushed_logs:
            self._unflushed_logs.discard(path)
            self._recorder.events.append(FolderFlushed(str(PurePosixPath(path).parent)))

    @override
    def removed(self, path: str, *, flushes_folder: bool) -> None:
        self._recorder.removed(path)
        if flushes_folder:
            self._recorder.events.append(FolderFlushed(str(PurePosixPath(path).parent)))
