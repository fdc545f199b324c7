"""Reads the bytes of one file in small pieces, so that memory does not grow with the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

BLOCK = 1 << 20
"""The number of bytes to read at once."""


class Content:
    """Random access to the bytes of ``stream``, which must be seekable. ``size`` is in bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.size = stream.seek(0, os.SEEK_END)

    def at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``: fewer at the end of the file, none outside the file."""
        if length <= 0 or not 0 <= offset < self.size:
            return b""
        self.stream.seek(offset)
        return self.stream.read(min(length, self.size - offset))  # memory is made ready for as many as are asked for

    def windows(self, overlap: int, start: int = 0) -> Iterator[tuple[int, bytes]]:
        """The file from ``start`` in pieces (offset, bytes). Each has the first ``overlap`` bytes of the next one."""
        for offset in range(start, self.size, BLOCK):
            yield offset, self.at(offset, BLOCK + overlap)

    def positions(self, token: bytes, start: int = 0) -> Iterator[int]:
        """Every offset of ``token`` in the file, from ``start``."""
        for offset, window in self.windows(len(token) - 1, start):
            found = window.find(token)
            while found >= 0:
                yield offset + found
                found = window.find(token, found + 1)
