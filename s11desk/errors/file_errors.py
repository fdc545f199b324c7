"""Errors in reading or writing any file or folder."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class FileMissing(UserError, code="input.file-missing"):
    """There is no file at ``path``."""

    path: Path


class FileIsFolder(UserError, code="input.file-is-folder"):
    """A folder is at the path of a file.

    ``path`` is a folder, not a file.
    """

    path: Path


class FileExists(UserError, code="input.file-exists"):
    """There is already a file at ``path``, and the program does not replace it."""

    path: Path


class FileNameRefused(UserError, code="input.file-name"):
    """A file from somebody else is not written at ``path``: it would be hidden, or be more than it seems."""

    path: Path


class FileUnreadable(UserError, code="environment.file-unreadable"):
    """The program cannot read the file. ``reason``: the system's message, or empty."""

    path: Path
    reason: str


class FileChanged(UserError, code="environment.file-changed"):
    """Another program changed the file while it was being copied."""

    path: Path


class FolderUnwritable(UserError, code="environment.folder-unwritable"):
    """The program cannot write at ``path``. ``reason``: the system's message, or empty."""

    path: Path
    reason: str


class DiskFull(UserError, code="environment.disk-full"):
    """The disk with ``path`` is full."""

    path: Path


class PathTooLong(UserError, code="input.path-too-long"):
    """A path is too long.

    ``path``, or a part of it, has more characters than the system or the database allows.
    """

    path: Path
