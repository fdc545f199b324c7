"""A folder that gets its name when all files in it are whole and on the disk, or never."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from s11desk.errors.file_errors import FileExists
from s11desk.files.durable import make_folder, sync_folder
from s11desk.files.partial_files import ABANDONED_AFTER, PARTIAL_NAME, partial_path
from s11desk.files.presence import is_name_free
from s11desk.files.system_errors import writing_errors


@contextmanager
def finished_folder(path: Path) -> Iterator[Path]:
    """Yield a new folder that becomes ``path`` when the block ends without an error; otherwise it is removed.

    Raises ``FileExists`` if something has the name, and what
    :func:`s11desk.files.system_errors.writing_errors` raises. If the program is killed, the next call for the same
    place removes what it left.
    """
    if not is_name_free(path):
        raise FileExists(path=path)
    make_folder(path.parent, private=False)
    _remove_abandoned(path.parent)
    partial = partial_path(path)
    with writing_errors(path):
        partial.mkdir()
        try:
            yield partial
            _flush(partial)
            if not is_name_free(path):
                raise FileExists(path=path)
            partial.rename(path)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    sync_folder(path.parent)


def _flush(folder: Path) -> None:
    for each in folder.iterdir():
        if each.is_dir():
            _flush(each)
            continue
        with each.open("r+b") as stream:
            os.fsync(stream.fileno())
    sync_folder(folder)


def _remove_abandoned(parent: Path) -> None:
    with suppress(OSError):
        for each in parent.iterdir():
            if (
                PARTIAL_NAME.fullmatch(each.name)
                and each.is_dir()
                and time.time() - each.stat().st_mtime > ABANDONED_AFTER
            ):
                shutil.rmtree(each, ignore_errors=True)
