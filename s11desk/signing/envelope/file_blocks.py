"""A long file, one block at a time, and whose fault it is when it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from s11desk.durable import reading_errors

BLOCK = 1024 * 1024


def blocks(source: BinaryIO, size: int) -> Iterator[bytes]:
    """The next ``size`` bytes of ``source``, or what there is of them. Raises as :func:`read` does."""
    left = size
    while left and (block := read(source, min(BLOCK, left))):
        left -= len(block)
        yield block


def read(source: BinaryIO, count: int) -> bytes:
    """The next ``count`` bytes of ``source``, fewer at its end.

    Raises ``FileUnreadable``: envelopes are read while another file is written, whose errors say something else.
    """
    with reading_errors(path_of(source)):
        return source.read(count)


def path_of(source: BinaryIO) -> Path:
    """Where ``source`` was opened; an empty path where it is no file with a name."""
    name = getattr(source, "name", None)
    return Path(name) if isinstance(name, str | Path) else Path()
