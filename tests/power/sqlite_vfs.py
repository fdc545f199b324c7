"""A file system for SQLite (VFS) that calls the usual one and lets a test follow each call, or make it fail.

It reaches the same SQLite as Python's ``sqlite3`` only where that is a shared library.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import ctypes.util
import os
import sqlite3
from collections.abc import Callable
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path

OPENS_LOG = 0x00000800 | 0x00004000 | 0x00080000
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


class WatchedSqlite:
    """Follows what SQLite does to the files for which ``inside`` gives a path. Keep it as long as the process lives.

    A subclass overrides what it wants to know. A method that is called before SQLite's own returns the SQLite result
    code with which the call fails, 0 to let it happen.
    """

    def __init__(self, inside: Callable[[object], str | None]) -> None:
        library = shared_library()
        if library is None:
            raise RuntimeError("Python's SQLite cannot be reached")
        self._inside = inside
        self.paths: dict[int, str] = {}
        self._methods: dict[int, _Methods] = {}
        library.sqlite3_vfs_find.restype = POINTER(_Vfs)
        self._usual = library.sqlite3_vfs_find(None).contents
        self._vfs = _Vfs.from_buffer_copy(self._usual)
        self._vfs.name = b"watched"
        self._vfs.next = None
        self._vfs.open = _Open(self._open)
        self._vfs.delete = _Delete(self._delete)
        library.sqlite3_vfs_register(ctypes.byref(self._vfs), 1)

    def opening(self, path: str) -> int:  # noqa: ARG002 - for a subclass
        """SQLite is about to open or create a file."""
        return 0

    def opened(self, path: str, flags: int) -> None:
        """SQLite has opened a file."""

    def writing(self, path: str, size: int) -> tuple[int, int]:  # noqa: ARG002 - for a subclass
        """SQLite is about to write ``size`` bytes. Returns the result code, and how many of them are written."""
        return 0, size

    def wrote(self, path: str, offset: int, content: bytes) -> None:
        """SQLite has written ``content``."""

    def cutting(self, path: str) -> int:  # noqa: ARG002 - for a subclass
        """SQLite is about to change a file's size."""
        return 0

    def cut(self, path: str, size: int) -> None:
        """A file has ``size`` bytes now."""

    def flushing(self, path: str) -> int:  # noqa: ARG002 - for a subclass
        """SQLite is about to flush a file."""
        return 0

    def flushed(self, path: str) -> None:
        """A file is on the disk."""

    def removing(self, path: str) -> int:  # noqa: ARG002 - for a subclass
        """SQLite is about to remove a file."""
        return 0

    def removed(self, path: str, *, flushes_folder: bool) -> None:
        """A file is gone."""

    def _open(self, vfs: int, name: int | None, file: int, flags: int, granted: int | None) -> int:
        path = self._inside(ctypes.string_at(name).decode()) if name else None
        opened = _File.from_address(file)
        code = self.opening(path) if path is not None else 0
        if code:
            opened.methods = None  # SQLite then closes nothing
            return code
        result: int = self._usual.open(vfs, name, file, flags, granted)
        if result == 0 and path is not None and opened.methods:
            self.paths[file] = path
            opened.methods = ctypes.pointer(self._watched(opened.methods.contents))
            self.opened(path, flags)
        return result

    def _watched(self, usual: _Methods) -> _Methods:
        address = ctypes.addressof(usual)
        if address not in self._methods:
            methods, paths = _Methods.from_buffer_copy(usual), self.paths

            def write(file: int, content: int, size: int, offset: int) -> int:
                code, kept = self.writing(paths[file], size)
                done: int = usual.write(file, content, kept, offset) if kept else 0
                if not code and not done:
                    self.wrote(paths[file], offset, ctypes.string_at(content, size))
                return code or done

            def truncate(file: int, size: int) -> int:
                code = self.cutting(paths[file]) or int(usual.truncate(file, size))
                if not code:
                    self.cut(paths[file], size)
                return code

            def sync(file: int, flags: int) -> int:
                code = self.flushing(paths[file]) or int(usual.sync(file, flags))
                if not code:
                    self.flushed(paths[file])
                return code

            def close(file: int) -> int:
                paths.pop(file, None)
                return int(usual.close(file))

            methods.write, methods.truncate, methods.sync = _Write(write), _Truncate(truncate), _Sync(sync)
            methods.close = _Close(close)
            self._methods[address] = methods
        return self._methods[address]

    def _delete(self, vfs: int, name: int, flush_folder: int) -> int:
        path = self._inside(ctypes.string_at(name).decode())
        code = (self.removing(path) if path is not None else 0) or int(self._usual.delete(vfs, name, flush_folder))
        if not code and path is not None:
            self.removed(path, flushes_folder=bool(flush_folder))
        return code
