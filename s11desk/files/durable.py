"""The only way this program writes a file: the file gets its final name when it is whole and on the disk, or never.

A write makes a temporary file in the same folder, calls fsync, checks what was written if asked to, renames the file
over the old one and calls fsync on the folder. A killed program leaves its temporary file behind: the next write in
that folder removes it (``s11desk/files/partial_files.py``). What fails after the rename is a warning
(``s11desk/files/write_warnings.py``): the file is there.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from s11desk.errors.file_errors import FileExists
from s11desk.files.partial_files import clear_abandoned, lock_held, partial_path, remove_partial
from s11desk.files.presence import Presence, presence
from s11desk.files.system_errors import writing_errors
from s11desk.files.write_warnings import WarningKind, warn

if sys.platform != "win32":
    import fcntl


class UnnamedFile:
    """A file that is being written. ``path`` is its temporary name. ``target``: the name that it gets.

    ``is_named``: whether it has that name already.
    """

    def __init__(self, path: Path, stream: BinaryIO, target: Path, *, fresh: bool) -> None:
        self.path = path
        self.stream = stream
        self.target = target
        self.fresh = fresh
        self.is_named = False

    def finish(self) -> None:
        """Write everything to the disk and close the stream, so that the file can be read back at ``path``."""
        if not self.stream.closed:
            self.stream.flush()
            os.fsync(self.stream.fileno())
            self.stream.close()

    def name(self) -> None:
        """Give the finished file its name now, for example inside a transaction that records it.

        Raises the same errors as :func:`naming`.
        """
        self.finish()
        with writing_errors(self.target):
            _name(self.path, self.target, fresh=self.fresh)
        self.is_named = True
        sync_folder(self.target.parent)


@contextmanager
def writing(
    path: Path, *, check: Callable[[Path], None] | None = None, private: bool = True, fresh: bool = False
) -> Iterator[BinaryIO]:
    """Yield a binary file, readable and seekable, that becomes ``path`` when the block ends without an error.

    ``check`` is called with the temporary path after fsync; if it raises, the file does not get its name.
    Otherwise it behaves like :func:`naming` and raises the same errors.
    """
    with naming(path, private=private, fresh=fresh) as file:
        yield file.stream
        file.finish()
        if check is not None:
            check(file.path)


@contextmanager
def naming(path: Path, *, private: bool = True, fresh: bool = False) -> Iterator[UnnamedFile]:
    """Yield a new file that gets the name ``path`` when the block ends without an error.

    Use it to read the file back, or to do more, before the file gets its name; :func:`writing` is the short form.
    The block may also give the name itself (:meth:`UnnamedFile.name`); an error after that leaves the named file.
    ``private`` lets only the owner read the file. It is False only for a file in a place that a person asked for:
    then their system decides who may read it. An existing ``path`` is replaced in one step; with ``fresh``,
    ``FileExists`` is raised instead.

    Raises ``DiskFull``, ``FolderUnwritable`` or ``PathTooLong``; then ``path`` is as it was, and the temporary file is
    removed. What fails after the file has its name is a warning. If the program is killed, the next write in the same
    folder removes the temporary file (:func:`clear_abandoned`). If the block reads another file, wrap that in
    :func:`reading_errors`; otherwise a failed read is reported as a failed write.
    """
    clear_abandoned(path.parent)
    partial = partial_path(path)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with writing_errors(path):
        handle = os.open(partial, flags, 0o600 if private else 0o644)
        try:
            with lock_held(handle):
                with os.fdopen(handle, "w+b") as stream:
                    file = UnnamedFile(partial, stream, path, fresh=fresh)
                    yield file
                    file.finish()
                if not file.is_named:
                    file.name()
        except BaseException:
            remove_partial(partial)
            raise


def _name(partial: Path, path: Path, *, fresh: bool) -> None:
    """Give the finished file its name. A share may report a failure though the file has its name: then it is done."""
    facts = partial.lstat()
    try:
        if not fresh:
            partial.replace(path)
        elif os.name == "nt":
            partial.rename(path)
        else:
            _link(partial, path)
    except OSError as error:
        if not _is_same_file(path, facts):
            if isinstance(error, FileExistsError):
                raise FileExists(path=path) from error
            raise
    if fresh and os.name != "nt":
        remove_partial(partial)


def _link(partial: Path, path: Path) -> None:
    """Name the file with a hard link: unlike a rename, it fails when the name is taken."""
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:  # the disk has no hard links, as with most memory sticks
        with _folder_locked(path.parent):
            taken = presence(path)
            if taken is Presence.YES:
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
            if taken is Presence.UNKNOWN:
                raise
            partial.replace(path)


def _is_same_file(path: Path, facts: os.stat_result) -> bool:
    try:
        found = path.lstat()
    except OSError:
        return False
    return (found.st_dev, found.st_ino, found.st_size) == (facts.st_dev, facts.st_ino, facts.st_size)


@contextmanager
def _folder_locked(folder: Path) -> Iterator[None]:
    """Let one process at a time name a file in ``folder``, if the disk has locks."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def write_bytes(path: Path, content: bytes, *, private: bool = True) -> None:
    """Write a small file in one step. Raises the same errors as :func:`writing`."""
    with writing(path, private=private) as stream:
        stream.write(content)


def make_folder(path: Path, *, private: bool = True) -> None:
    """Create ``path`` and its parents if they are missing, so that they survive a power cut.

    ``private`` lets only the owner use the folders it creates; it is False only for a place that a person asked for.
    Raises ``DiskFull``, ``PathTooLong`` or ``FolderUnwritable``.
    """
    with writing_errors(path):
        with suppress(FileNotFoundError, NotADirectoryError):
            path.stat()  # raises for a path that is too long, before any folder of it is made
        missing = [folder for folder in (path, *path.parents) if presence(folder) is Presence.NO]
        for folder in reversed(missing):
            folder.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
            sync_folder(folder.parent)
        path.mkdir(exist_ok=True)  # raises if ``path`` is a file


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` survive a power cut. Windows has no such call and does this by itself.

    Warns if the disk does not confirm it: the rename is done, so this is not a failure.
    """
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        warn(WarningKind.UNCONFIRMED, folder)
