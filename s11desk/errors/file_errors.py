"""Any file or folder: what the system refuses to read or write."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class FileMissing(UserError, code="input.file-missing"):
    """There is no file at ``path``."""

    path: Path


class FileIsFolder(UserError, code="input.file-is-folder"):
    """There is a folder where a file was asked for."""

    path: Path


class FileExists(UserError, code="input.file-exists"):
    """There is a file already, and it is not to be replaced."""

    path: Path


class FileUnreadable(UserError, code="environment.file-unreadable"):
    """The file cannot be read. ``reason``: the system's words, or empty."""

    path: Path
    reason: str


class FileChanged(UserError, code="environment.file-changed"):
    """Another program changed the file while it was being copied."""

    path: Path


class FolderUnwritable(UserError, code="environment.folder-unwritable"):
    """Nothing can be written at ``path``. ``reason``: the system's words, or empty."""

    path: Path
    reason: str


class DiskFull(UserError, code="environment.disk-full"):
    """The disk that holds ``path`` has no room left."""

    path: Path


class PathTooLong(UserError, code="input.path-too-long"):
    """``path``, or a part of it, has more characters than the system or the database allows."""

    path: Path
