"""Texts that wait on the disk in a private folder, so that memory does not grow with the number of returns."""

from __future__ import annotations

import zlib
from pathlib import Path
from types import TracebackType
from typing import NamedTuple


class SpoolPlace(NamedTuple):
    """Where a text is in the spool, in bytes."""

    offset: int
    size: int


class Spool:
    """A new file with compressed texts. An OSError passes through every method."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("x+b")
        self._end = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._stream.close()

    def add(self, content: bytes) -> SpoolPlace:
        """Append ``content``."""
        packed = zlib.compress(content, 1)
        self._stream.seek(self._end)
        self._stream.write(packed)
        place = SpoolPlace(self._end, len(packed))
        self._end += len(packed)
        return place

    def read(self, place: SpoolPlace) -> bytes:
        """The content that :meth:`add` put at ``place``."""
        self._stream.seek(place.offset)
        return zlib.decompress(self._stream.read(place.size))
