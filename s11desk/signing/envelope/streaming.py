"""A long file, one block at a time: how far it is, whether to stop, and whose fault it is when it cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from s11desk.durable import reading_errors
from s11desk.errors import Cancelled

BLOCK = 1024 * 1024

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""
Cancel = Callable[[], bool]
"""Asked about once a block; true means: stop."""


@dataclass(slots=True)
class Pace:
    """Counts bytes. ``total`` is what they will come to."""

    total: int
    progress: Progress | None = None
    cancel: Cancel | None = None
    done: int = 0

    def step(self, count: int) -> None:
        """Count ``count`` more bytes. Raises :class:`Cancelled`."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)
        if self.cancel is not None and self.cancel():
            raise Cancelled


def blocks(source: BinaryIO, size: int) -> Iterator[bytes]:
    """The next ``size`` bytes of ``source``, or what there is of them. Raises as :func:`read` does."""
    left = size
    while left and (block := read(source, min(BLOCK, left))):
        left -= len(block)
        yield block


def read(source: BinaryIO, count: int) -> bytes:
    """The next ``count`` bytes of ``source``, fewer at its end.

    Raises ``FILE_UNREADABLE``: envelopes are read while another file is written, whose errors say something else.
    """
    with reading_errors(path_of(source)):
        return source.read(count)


def path_of(source: BinaryIO) -> Path:
    """Where ``source`` was opened; an empty path where it is no file with a name."""
    name = getattr(source, "name", None)
    return Path(name) if isinstance(name, str | Path) else Path()
