"""The files of a desk as they came: each is stored under its SHA-256, and never changed.

``returns/ab/abcdef…``: the first two digits name the folder, all 64 the file.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from s11desk.errors import UserError
from s11desk.errors.file_errors import FileChanged
from s11desk.files.durable import make_folder, naming, sync_folder
from s11desk.files.presence import Presence, presence
from s11desk.files.regular_files import open_regular
from s11desk.files.system_errors import reading_errors, writing_errors
from s11desk.progress import Cancel, never_cancelled, stop_if_cancelled

_BLOCK = 1 << 20
_MOST_ASKED = 20_000
"""Files. To ask more than these for their size takes long on a stick."""
_SHA256 = re.compile("[0-9a-f]{64}")
_FOLDER = re.compile("[0-9a-f]{2}")


class _Discarded(Exception):  # noqa: N818 - it never leaves this module
    """The copy is not to be kept."""


class KeptCopy:
    """A whole copy on the disk that has no name yet. ``path``: where it can be read. :meth:`keep` stores it."""

    def __init__(self, path: Path, *, is_kept: bool) -> None:
        self.path = path
        self.is_kept = is_kept

    def keep(self) -> None:
        """Give it its name when the block ends."""
        self.is_kept = True


@lru_cache(2048)  # groups that are being taken in ask for the path of each file several times
def _path_in(folder: Path, sha256: str) -> Path:
    if _SHA256.fullmatch(sha256) is None:
        raise ValueError("not a SHA-256 in lower-case hex digits")
    return Path(f"{folder}{os.sep}{sha256[:2]}{os.sep}{sha256}")


class KeptFiles:
    """The files under ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """The path of the file, which need not exist. Raises ``ValueError`` if ``sha256`` is not a SHA-256."""
        return _path_in(self.folder, sha256)

    @contextmanager
    def copying(
        self, stream: BinaryIO, sha256: str, source: Path, cancel: Cancel = never_cancelled
    ) -> Iterator[KeptCopy]:
        """Copy ``stream``, which has this digest, and yield the copy. An intact file that is there already is used.

        ``source``: where the stream comes from, for errors. The copy is removed at the end of the block unless
        :meth:`KeptCopy.keep` was called. Raises ``FileChanged`` if the stream has another content, ``FileUnreadable``,
        what writing raises, also if the folder is gone because somebody has moved the open desk; and Cancelled.
        """
        path = self.path(sha256)
        if is_intact(path):
            for folder in (path.parent, self.folder):  # a program may have been killed before it flushed the name
                sync_folder(folder)
            yield KeptCopy(path, is_kept=True)
            return
        with writing_errors(path):
            self.folder.stat()  # one made here would not be where the desk is now
        make_folder(path.parent, private=True)
        with suppress(_Discarded), naming(path, private=True) as file:
            if _copy(stream, file.stream, source, cancel) != sha256:
                raise FileChanged(path=source)
            file.finish()
            copy = KeptCopy(file.path, is_kept=False)
            yield copy
            if not copy.is_kept:
                raise _Discarded
            file.name()

    def open(self, sha256: str) -> BinaryIO:
        """Open a stored file. Raises ``FileMissing`` or ``FileUnreadable``."""
        with reading_errors(self.path(sha256)):
            return open_regular(self.path(sha256))

    def remove(self, sha256: str) -> None:
        """Remove a stored file, if it is there. Raises ``FolderUnwritable``."""
        with writing_errors(self.path(sha256)):
            self.path(sha256).unlink(missing_ok=True)

    def folders(self) -> tuple[Path, ...]:
        """The folders in which the files are, sorted. Raises ``FileUnreadable``."""
        if presence(self.folder) is not Presence.YES:
            return ()
        with reading_errors(self.folder):
            return tuple(sorted(path for path in self.folder.iterdir() if _FOLDER.fullmatch(path.name)))

    def digests(self) -> tuple[str, ...]:
        """The digests that name files here, sorted. Other files are left out."""
        if presence(self.folder) is not Presence.YES:
            return ()
        with reading_errors(self.folder):
            found = [path for path in self.folder.glob("[0-9a-f][0-9a-f]/*") if _SHA256.fullmatch(path.name)]
        return tuple(sorted(path.name for path in found if path == self.path(path.name)))


def kept_size(files: KeptFiles) -> int | None:
    """How many bytes all files take; None of more than so many that asking each would take long, or if one cannot be
    asked.
    """
    try:
        found = files.digests()
        return sum(files.path(one).stat().st_size for one in found) if len(found) <= _MOST_ASKED else None
    except (OSError, UserError):
        return None


def is_intact(path: Path) -> bool:
    """Whether the file at ``path`` has the content that its name says."""
    if not os.access(path, os.F_OK):  # of thousands of new files none is there, and this raises no error for each
        return False
    try:
        with open_regular(path) as stream:
            return digest_of(stream)[0] == path.name
    except OSError:
        return False


def digest_of(stream: BinaryIO) -> tuple[str, int]:
    """SHA-256 and size in bytes of what is left in ``stream``. An OSError passes through."""
    digest, size = hashlib.sha256(), 0
    while block := stream.read(_BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size


def _copy(stream: BinaryIO, target: BinaryIO, source: Path, cancel: Cancel) -> str:
    digest = hashlib.sha256()
    while block := _read_block(stream, source):
        stop_if_cancelled(cancel)
        digest.update(block)
        target.write(block)
    return digest.hexdigest()


def _read_block(stream: BinaryIO, source: Path) -> bytes:
    with reading_errors(source):
        return stream.read(_BLOCK)
