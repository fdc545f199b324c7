"""The one way a file comes to stand under its final name: whole, on the disk, or not at all.

Temporary file in the same folder, fsync, optional check of what was written, rename over the old one, fsync of the
folder. A program that is killed cannot remove its temporary file: the next write in that folder does.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.errors import Code, UserError

if sys.platform != "win32":
    import fcntl

PARTIAL_SUFFIX = ".part"
"""Ends the name of a file that is still being written. Whoever lists a folder may ignore such files."""

ABANDONED_AFTER = 3600.0
"""Seconds without a change. Writing changes the file all the time; only reading it back does not, for minutes."""

_OURS = re.compile(rf"\.s11desk-[0-9a-f]{{12}}{re.escape(PARTIAL_SUFFIX)}")
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@dataclass(frozen=True, slots=True)
class UnnamedFile:
    """A file that is being written. It has only a temporary name, ``path``."""

    path: Path
    stream: BinaryIO

    def finish(self) -> None:
        """Bring everything to the disk and close the stream, so that the file can be read back at ``path``."""
        if not self.stream.closed:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()


@contextmanager
def writing(
    path: Path, *, check: Callable[[Path], None] | None = None, private: bool = False, fresh: bool = False
) -> Iterator[BinaryIO]:
    """Yield a binary file, readable and seekable, that becomes ``path`` when the block ends without an error.

    ``check`` is given the temporary path after fsync; whatever it raises stops the file from getting its name.
    Everything else is as :func:`naming` says.
    """
    with naming(path, private=private, fresh=fresh) as file:
        yield file.stream
        file.finish()
        if check is not None:
            check(file.path)


@contextmanager
def naming(path: Path, *, private: bool = False, fresh: bool = False) -> Iterator[UnnamedFile]:
    """Yield a new file that gets the name ``path`` when the block ends without an error.

    For a caller that reads the file back, and does more, before it gets its name; :func:`writing` is the short form.
    ``private`` makes the file readable by its owner alone. An existing ``path`` is replaced in one step, unless
    ``fresh`` says that there must be none: ``FILE_EXISTS`` is raised then.

    Raises :class:`UserError` ``DISK_FULL`` or ``FOLDER_UNWRITABLE``; the temporary file is removed in every case but
    that of a program killed at once, and then by the next write in the same folder (:func:`clear_abandoned`).
    Whoever reads another file inside the block wraps that in :func:`reading_errors`, so that a refusal to read is not
    reported as one to write.
    """
    clear_abandoned(path.parent)
    partial = path.with_name(f".s11desk-{os.urandom(6).hex()}{PARTIAL_SUFFIX}")
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with writing_errors(path):
        handle = os.open(partial, flags, 0o600 if private else 0o644)
        try:
            with _locked(handle):
                with os.fdopen(handle, "w+b") as stream:
                    file = UnnamedFile(partial, stream)
                    yield file
                    file.finish()
                _name(partial, path, fresh=fresh)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def _name(partial: Path, path: Path, *, fresh: bool) -> None:
    """Give the finished file its name. A second name for it fails where the name is taken, which a rename does not."""
    if not fresh:
        partial.replace(path)
        return
    try:
        if os.name == "nt":
            partial.rename(path)
        else:
            path.hardlink_to(partial)
            partial.unlink()
    except FileExistsError as error:
        raise UserError(Code.FILE_EXISTS, path=path) from error
    except OSError:  # a disk that knows no second names, such as most memory sticks
        if path.exists():
            raise UserError(Code.FILE_EXISTS, path=path) from None
        partial.replace(path)


def clear_abandoned(folder: Path) -> None:
    """Remove what writing in ``folder`` left when it was killed: nothing else, and no file that is still written.

    That is a plain file of this user's under a name that only :func:`writing` gives, not changed for an hour, and not
    locked by a running program. What cannot be looked at or removed is left.
    """
    with suppress(OSError), os.scandir(folder) as found:
        names = [entry.name for entry in found if _OURS.fullmatch(entry.name)]
        for name in names:
            with suppress(OSError):
                _remove_abandoned(folder / name)


def _remove_abandoned(path: Path) -> None:
    """Windows refuses to remove a file that a program has open; elsewhere the lock tells."""
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode) or time.time() - facts.st_mtime < ABANDONED_AFTER:
        return
    if sys.platform == "win32":
        path.unlink()
    elif facts.st_uid == os.geteuid():
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(handle)


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    """Hold a lock on an open file until it has its name, also while it is closed for reading back.

    It keeps other programs from taking the file for an abandoned one, and goes when this one ends, however that is.
    """
    if sys.platform == "win32":  # where an open file could not be given its name
        yield
    else:
        held = os.dup(handle)
        try:
            with suppress(OSError):  # a disk that knows no locks: there nothing is ever removed
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(held)


def write_bytes(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a small file whole. Raises as :func:`writing` does."""
    with writing(path, private=private) as stream:
        stream.write(content)


def make_folder(path: Path, *, private: bool = False) -> None:
    """Create ``path`` and its parents where missing, so that they survive a power cut.

    ``private`` makes every folder that was missing its owner's alone. Raises ``DISK_FULL`` or ``FOLDER_UNWRITABLE``.
    """
    with writing_errors(path):
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
            sync_folder(folder.parent)
        path.mkdir(exist_ok=True)  # raises where a file stands in its place


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut. Windows has no such call and keeps the rename by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals to write at ``path`` into errors a person can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise UserError(Code.DISK_FULL, path=path) from error
        raise UserError(Code.FOLDER_UNWRITABLE, path=path, reason=error.strerror or "") from error


@contextmanager
def reading_errors(path: Path) -> Iterator[None]:
    """Turn the operating system's refusals to read ``path`` into errors a person can act on."""
    try:
        yield
    except FileNotFoundError as error:
        raise UserError(Code.FILE_MISSING, path=path) from error
    except IsADirectoryError as error:
        raise UserError(Code.FILE_IS_FOLDER, path=path) from error
    except OSError as error:
        raise UserError(Code.FILE_UNREADABLE, path=path, reason=error.strerror or "") from error
