"""The bytes of one file, read a little at a time: memory does not grow with the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import BinaryIO

BLOCK = 1 << 20
"""Bytes read at once from a file of any size."""


class Content:
    """Random access to the bytes of ``stream``, which must be seekable. ``size`` is in bytes."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.size = stream.seek(0, os.SEEK_END)

    def at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``: fewer at the end of the file, none outside it."""
        if length <= 0 or not 0 <= offset < self.size:
            return b""
        self.stream.seek(offset)
        return self.stream.read(length)

    def windows(self, overlap: int) -> Iterator[tuple[int, bytes]]:
        """The whole file as (offset, bytes), each piece running ``overlap`` bytes into the next one."""
        for offset in range(0, self.size, BLOCK):
            yield offset, self.at(offset, BLOCK + overlap)

    def positions(self, token: bytes) -> Iterator[int]:
        """Every offset at which ``token`` stands."""
        for offset, window in self.windows(len(token) - 1):
            found = window.find(token)
            while found >= 0:
                yield offset + found
                found = window.find(token, found + 1)
