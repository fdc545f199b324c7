"""Records what SQLite writes, by a file system (VFS) of its own that calls the usual one and takes everything down.

It reaches the same SQLite as Python's ``sqlite3`` only where that is a shared library.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import ctypes.util
import os
import sqlite3
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path

from tests.power.disk_events import Cut, Flushed, FolderFlushed, Written
from tests.power.disk_recorder import DiskRecorder

_OPENS_LOG = 0x00000800 | 0x00004000 | 0x00080000
"""SQLITE_OPEN_MAIN_JOURNAL, _SUPER_JOURNAL, _WAL: their first flush also flushes the folder."""

_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
"""The name is passed on as an address, since SQLite keeps that address as long as the file is open."""
_Delete = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)
_Close = CFUNCTYPE(c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    """``sqlite3_vfs``, version 3."""

    _fields_ = (
        ("version", c_int),
        ("size_of_file", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", _Open),
        ("delete", _Delete),
        *((f"method_{number}", c_void_p) for number in range(13)),
    )


class _Methods(Structure):
    """``sqlite3_io_methods``, version 3."""

    _fields_ = (
        ("version", c_int),
        ("close", _Close),
        ("read", c_void_p),
        ("write", _Write),
        ("truncate", _Truncate),
        ("sync", _Sync),
        *((f"method_{number}", c_void_p) for number in range(13)),
    )


class _File(Structure):
    _fields_ = (("methods", POINTER(_Methods)),)


def shared_library() -> ctypes.CDLL | None:
    """The SQLite that Python's ``sqlite3`` uses; None if it cannot be reached."""
    name = ctypes.util.find_library("sqlite3")
    if name is None:
        return None
    library = ctypes.CDLL(name)
    library.sqlite3_libversion.restype = c_char_p
    is_same = library.sqlite3_libversion().decode() == sqlite3.sqlite_version
    return library if is_same and b"libsqlite3" in Path(_sqlite3.__file__ or os.devnull).read_bytes() else None


class SqliteRecorder:
    """Gives what SQLite does below the folder to ``recorder``. Keep it as long as the process lives."""

    def __init__(self, recorder: DiskRecorder) -> None:
        library = shared_library()
        if library is None:
            raise RuntimeError("Python's SQLite cannot be reached")
        self._recorder = recorder
        self._paths: dict[int, str] = {}
        self._unflushed_logs: set[int] = set()
        self._methods: dict[int, _Methods] = {}
        self._usual: dict[int, _Methods] = {}
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._vfs_usual = library.sqlite3_vfs_find(None).contents
        self._vfs = _Vfs.from_buffer_copy(self._vfs_usual)
        self._vfs.name = b"recorded"
        self._vfs.next = None
        self._vfs.open = _Open(self._open)
        self._vfs.delete = _Delete(self._delete)
        library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    def _open(self, vfs: int, name: int | None, file: int, flags: int, granted: int | None) -> int:
        result: int = self._vfs_usual.open(vfs, name, file, flags, granted)
        where = self._recorder.inside(ctypes.string_at(name).decode()) if name else None
        opened = _File.from_address(file)
        if result == 0 and where is not None and opened.methods:
            self._recorder.created(where)
            self._paths[file] = where
            if flags & _OPENS_LOG:
                self._unflushed_logs.add(file)
            opened.methods = ctypes.pointer(self._recording(opened.methods.contents))
        return result

    def _recording(self, usual: _Methods) -> _Methods:
        address = ctypes.addressof(usual)
        if address not in self._methods:
            self._usual[address] = usual
            methods = _Methods.from_buffer_copy(usual)
            paths, logs = self._paths, self._unflushed_logs  # they are still wanted when this object is being deleted

            def write(file: int, content: int, size: int, offset: int) -> int:
                done: int = usual.write(file, content, size, offset)
                self._note(file, lambda number: Written(number, offset, ctypes.string_at(content, size)))
                return done

            def truncate(file: int, size: int) -> int:
                done: int = usual.truncate(file, size)
                self._note(file, lambda number: Cut(number, size))
                return done

            def sync(file: int, flags: int) -> int:
                done: int = usual.sync(file, flags)
                self._note(file, Flushed)
                if file in self._unflushed_logs:
                    self._unflushed_logs.discard(file)
                    self._recorder.events.append(FolderFlushed(str(Path(self._paths[file]).parent)))
                return done

            def close(file: int) -> int:
                paths.pop(file, None)
                logs.discard(file)
                return int(usual.close(file))

            methods.write, methods.truncate, methods.sync = _Write(write), _Truncate(truncate), _Sync(sync)
            methods.close = _Close(close)
            self._methods[address] = methods
        return self._methods[address]

    def _note(self, file: int, event: object) -> None:
        path = self._paths.get(file)
        if path is not None and path in self._recorder.names:
            self._recorder.events.append(event(self._recorder.names[path]))  # type: ignore[operator]

    def _delete(self, vfs: int, name: int, flush_folder: int) -> int:
        result: int = self._vfs_usual.delete(vfs, name, flush_folder)
        where = self._recorder.inside(ctypes.string_at(name).decode())
        if result == 0 and where is not None:
            self._recorder.removed(where)
            if flush_folder:
                self._recorder.events.append(FolderFlushed(str(Path(where).parent)))
        return result
