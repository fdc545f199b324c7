"""A stream in the reader process. The program sends its bytes on request, because the reader opens no file itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from s11desk.override import override

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BLOCK = 64 * 1024
"""The fewest bytes to ask for, so that small reads do not each wait for the program."""


def remote_stream(size: int, request: Callable[[int, int], bytes]) -> BinaryIO:
    """A seekable stream of ``size`` bytes. ``request`` takes an offset and a length, and returns those bytes."""
    return cast(BinaryIO, io.BufferedReader(_RemoteStream(size, request), BLOCK))


class _RemoteStream(io.RawIOBase):
    def __init__(self, size: int, request: Callable[[int, int], bytes]) -> None:
        super().__init__()
        self._size, self._request, self._position = size, request, 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError(offset)
        self._position = start + offset
        return self._position

    @override
    def tell(self) -> int:
        return self._position

    @override
    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        length = min(len(view), max(0, self._size - self._position))
        content = self._request(self._position, length) if length else b""
        view[: len(content)] = content
        self._position += len(content)
        return len(content)
