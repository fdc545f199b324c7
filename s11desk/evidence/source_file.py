"""The person's file that the vault copies: opened without waiting, read once, refused if it changes."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from s11desk.errors.file_errors import FileChanged, FileUnreadable
from s11desk.evidence.display_names import display_name
from s11desk.evidence.file_content import BLOCK
from s11desk.files.presence import is_folder
from s11desk.files.system_errors import reading_errors
from s11desk.progress import Cancel, Progress, stop_if_cancelled

# Without O_NONBLOCK, opening a named pipe could wait for ever. Windows has neither this flag nor such pipes in folders,
# but needs O_BINARY, because otherwise it would change line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)


class SourceFile:
    """The open file at ``path``. ``size``: its size in bytes when it was opened."""

    def __init__(self, path: Path, stream: BinaryIO) -> None:
        self.path = path
        self.name = display_name(path)
        self._stream = stream
        self._before = os.fstat(stream.fileno())
        self.size = self._before.st_size

    def copy_to(self, target: BinaryIO, progress: Progress | None, cancel: Cancel | None) -> str:
        """Copy the file to ``target``, and return the SHA-256 of the copied bytes.

        Raises :class:`Cancelled`, ``FileChanged`` or ``FileUnreadable``. The caller handles the errors of ``target``.
        """
        digest, done = hashlib.sha256(), 0
        for block in self._blocks():
            stop_if_cancelled(cancel)
            done += len(block)
            if done > self.size:
                raise FileChanged(path=self.path)
            digest.update(block)
            target.write(block)
            if progress is not None:
                progress(done, self.size)
        self._check_unchanged(done)
        return digest.hexdigest()

    def _blocks(self) -> Iterator[bytes]:
        while True:
            with reading_errors(self.path):
                block = self._stream.read(BLOCK)
            if not block:
                return
            yield block

    def _check_unchanged(self, copied: int) -> None:
        """Refuse a file that another program is still writing: the copy could mix its old and new content."""
        with reading_errors(self.path):
            after = os.fstat(self._stream.fileno())
        as_before = (self._before.st_size, self._before.st_mtime_ns)
        if (after.st_size, after.st_mtime_ns) != as_before or copied != self.size:
            raise FileChanged(path=self.path)


@contextmanager
def open_source_file(path: Path) -> Iterator[SourceFile]:
    """Open ``path``. Raises ``FileMissing``, ``FileIsFolder`` or ``FileUnreadable``."""
    with reading_errors(path):
        if is_folder(path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        stream = os.fdopen(os.open(path, _FLAGS), "rb")
    with stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise FileUnreadable(path=path, reason="")
        yield SourceFile(path, stream)
