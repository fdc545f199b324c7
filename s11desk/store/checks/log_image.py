"""Reads the drafts file and its log into memory as one image. It writes, locks and makes nothing on the disk.

SQLite itself cannot look at a file with a log and leave both alone. When the last connection closes, it copies the log
into the file and removes it. So this module reads the log (its format: https://www.sqlite.org/fileformat2.html, 4.1) up
to the last whole transaction, as SQLite would.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import reading_errors

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682
_VERSION = 3007000
_WORD = 0xFFFFFFFF
_WRITE_VERSION = slice(18, 20)
_ATTEMPTS = 5


class LogState(Enum):
    """How much of a log could be read. NONE: there is no log, or an empty one.

    WHOLE: it was read to its end, or to a transaction that was never finished.
    CUT: finished transactions at its end cannot be read. A power cut while the last one was saved leaves this, and so
    does later damage. SQLite drops them without an error.
    """

    NONE = auto()
    WHOLE = auto()
    CUT = auto()


@dataclass(frozen=True, slots=True)
class FileImage:
    """The bytes of a database, with and without its log.

    ``alone``: the file without its log. ``merged``: with it; the same object if the log changes nothing.
    """

    alone: bytes
    merged: bytes
    log: LogState


def log_path(database: Path) -> Path:
    """Where SQLite keeps the log of a database."""
    return database.with_name(f"{database.name}-wal")


def has_log(database: Path) -> bool:
    """Whether there is a log beside the file that is not empty. False if that cannot be found out."""
    try:
        return log_path(database).stat().st_size > 0
    except OSError:
        return False


def read_image(database: Path) -> FileImage:
    """Read a database and its log. Raises the same errors as reading a file.

    Another program may be writing to them. The log is read after the file, so it still has every change that was copied
    into the file before. Everything is read again only if a new log was begun during the reading.
    """
    with reading_errors(database):
        for _ in range(_ATTEMPTS):
            before, alone, log = _log_bytes(database), read_regular(database), _log_bytes(database)
            merged, state = merge_log(alone, log)
            if log == before or (log[: _HEADER.size] == before[: _HEADER.size] and state is LogState.WHOLE):
                break
    return FileImage(alone, merged, state)


def merge_log(file: bytes, log: bytes) -> tuple[bytes, LogState]:
    """Return the content of a database with the changes of its log, and what was found in the log."""
    if not log:
        return file, LogState.NONE
    frames = _Frames.of(log)
    if frames is None:
        return file, LogState.CUT
    pages, size = frames.committed()
    state = LogState.CUT if frames.loses_transactions() else LogState.WHOLE
    if not pages:
        return file, state
    merged = bytearray(file.ljust(size * frames.page_size, b"\0")[: size * frames.page_size])
    for page, content in pages.items():
        if page <= size:
            merged[(page - 1) * frames.page_size : page * frames.page_size] = content
    return bytes(merged), state


def without_log_mode(image: bytes) -> bytes:
    """``image`` marked as a database that keeps no log, because a database in memory cannot have one."""
    if image[_WRITE_VERSION] != b"\2\2":
        return image
    marked = bytearray(image)
    marked[_WRITE_VERSION] = b"\1\1"
    return bytes(marked)


def with_log_mode(image: bytes) -> bytes:
    """``image`` marked as a database that keeps a log (SQLite documentation, "Database File Format", section 1.3.3)."""
    marked = bytearray(image)
    marked[_WRITE_VERSION] = b"\2\2"
    return bytes(marked)


def _log_bytes(database: Path) -> bytes:
    try:
        return read_regular(log_path(database))
    except FileNotFoundError:
        return b""


@dataclass(slots=True)
class _Frames:
    """The frames of a log. ``whole_until``: the offset after the last frame that is as it was written."""

    log: bytes
    page_size: int
    salts: tuple[int, int]
    order: str
    sums: tuple[int, int]
    whole_until: int = _HEADER.size

    @classmethod
    def of(cls, log: bytes) -> _Frames | None:
        """Read the header of ``log``. None if it is not that of a log."""
        if len(log) < _HEADER.size:
            return None
        magic, version, page_size, _, *salts, sum_1, sum_2 = _HEADER.unpack_from(log)
        order = ">" if magic & 1 else "<"
        sums = _continue_checksums(log[:24], (0, 0), order)
        is_log = magic & ~1 == _MAGIC and version == _VERSION and sums == (sum_1, sum_2)
        return cls(log, page_size, (salts[0], salts[1]), order, sums) if is_log else None

    def committed(self) -> tuple[dict[int, bytes], int]:
        """The last content of each page in a finished transaction, and how many pages the database then has."""
        pages: dict[int, bytes] = {}
        waiting: dict[int, bytes] = {}
        size = 0
        while (frame := self._next()) is not None:
            page, pages_after, content = frame
            waiting[page] = content
            if pages_after:
                pages.update(waiting)
                waiting.clear()
                size = pages_after
        return pages, size

    def loses_transactions(self) -> bool:
        """Whether a transaction was finished after the last whole frame.

        Frames of an earlier use of the log have other salts.
        """
        length = _FRAME.size + self.page_size
        for offset in range(self.whole_until, len(self.log) - length + 1, length):
            _, pages_after, *salts, _, _ = _FRAME.unpack_from(self.log, offset)
            if pages_after and tuple(salts) == self.salts:
                return True
        return False

    def _next(self) -> tuple[int, int, bytes] | None:
        start, end = self.whole_until, self.whole_until + _FRAME.size + self.page_size
        if end > len(self.log):
            return None
        page, pages_after, *salts, sum_1, sum_2 = _FRAME.unpack_from(self.log, start)
        content = self.log[start + _FRAME.size : end]
        sums = _continue_checksums(self.log[start : start + 8], self.sums, self.order)
        sums = _continue_checksums(content, sums, self.order)
        if tuple(salts) != self.salts or sums != (sum_1, sum_2) or not page:
            return None
        self.sums, self.whole_until = sums, end
        return page, pages_after, content


def _continue_checksums(content: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """Return the running checksums ``sums`` of a log, continued over ``content``."""
    first, second = sums
    words = struct.unpack(f"{order}{len(content) // 4}I", content)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
