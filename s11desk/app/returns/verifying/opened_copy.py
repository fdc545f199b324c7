"""The copy in the home of a received return, so that what a person reads and then signs is one file.

A return on a memory stick or on a share can be exchanged while it is open. A small one is therefore copied when it is
opened, and the copy is erased when it is closed. A large one is read again and compared (``seen_return.py``).
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_folder, work_folders
from s11desk.errors import UserError
from s11desk.files.durable import writing
from s11desk.files.presence import is_folder
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors

MAX_COPIED_SIZE = 64 * 1024 * 1024
"""Bytes. Most returns fit into an e-mail; a larger copy takes long, and fills a small disk."""

OPENED_PREFIX = "opened-"
_BLOCK = 1024 * 1024


class _TooLarge(Exception):  # noqa: N818 - a finding, not a fault of the program
    """The file has more bytes than are copied."""


def copy_to_open(home: Home, path: Path) -> Path | None:
    """Copy a small file into a new private folder. None for a folder, for a large file, and if no copy can be written.

    Raises what reading raises.
    """
    if is_folder(path):
        return None
    with reading_errors(path), open_regular(path) as source:
        if os.fstat(source.fileno()).st_size > MAX_COPIED_SIZE:
            return None
        with suppress(UserError, _TooLarge):
            copy = new_work_folder(home, OPENED_PREFIX) / "return.zip"
            try:
                with writing(copy) as out:
                    _copy_small(source, out)
            except BaseException:
                remove_opened_copy(home, copy)
                raise
            return copy
    return None


def _copy_small(source: BinaryIO, out: BinaryIO) -> None:
    """Copy a file that may be growing: another program can still be writing it. Raises _TooLarge."""
    copied = 0
    while block := source.read(_BLOCK):
        copied += len(block)
        if copied > MAX_COPIED_SIZE:
            raise _TooLarge
        out.write(block)


def remove_opened_copy(home: Home, copy: Path) -> None:
    """Erase a copy that was made to open a return. Any other path stays untouched."""
    if copy.parent.parent == home.work and copy.parent.name.startswith(OPENED_PREFIX):
        remove_folder(copy.parent)


def remove_opened_copies(home: Home) -> None:
    """Erase every copy, such as those of a program that was killed. No return may be open in this home."""
    for folder in work_folders(home, OPENED_PREFIX):
        remove_folder(folder)
