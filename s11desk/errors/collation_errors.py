"""Errors in collating a folder of returns."""

from __future__ import annotations

from pathlib import Path

from s11desk.errors import UserError


class FolderHasNoFiles(UserError, code="input.folder-empty"):
    """The folder at ``path`` has no files in it."""

    path: Path


class CollationInside(UserError, code="input.collation-inside"):
    """The tables would be written at ``path``, inside the ``folder`` that is read."""

    path: Path
    folder: Path
