"""Read a long file in blocks. An error names this file, because another file is written at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from s11desk.files.system_errors import reading_errors

BLOCK = 1024 * 1024


def blocks(source: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the next ``size`` bytes of ``source``, or fewer if it ends earlier.

    Raises the same errors as :func:`read_block`.
    """
    left = size
    while left and (block := read_block(source, min(BLOCK, left))):
        left -= len(block)
        yield block


def read_block(source: BinaryIO, count: int) -> bytes:
    """Read the next ``count`` bytes of ``source``, fewer at its end.

    Raises ``FileUnreadable`` and its kin, so that an error of the file that is written looks different.
    """
    with reading_errors(path_of(source)):
        return source.read(count)


def path_of(source: BinaryIO) -> Path:
    """The path that ``source`` was opened from; an empty path if it is not a file with a name."""
    name = getattr(source, "name", None)
    return Path(name) if isinstance(name, str | Path) else Path()
