"""Size, CRC-32 and SHA-256 of a stream, in one pass and constant memory.

SHA-256 takes most of the time and releases the interpreter's lock. For more than one block it therefore runs on a
second thread, while the first reads, computes the CRC and writes. A whole return then takes as long as SHA-256 alone.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import BinaryIO, Protocol

import msgspec

BLOCK = 1024 * 1024
_WAITING_BLOCKS = 4
"""The most blocks that are read but not yet hashed. This limits the memory."""


class Hash(Protocol):
    """A hash object of :mod:`hashlib`."""

    def update(self, block: bytes, /) -> None:
        """Hash ``block`` after the blocks before it."""


class Digest(msgspec.Struct, frozen=True, gc=False):
    """The size and the checksums of a stream.

    ``sha256`` in lower-case hex. ``size``: the bytes that were read, which may be fewer than requested.
    """

    size: int
    crc: int
    sha256: str


def digest_stream(source: BinaryIO, size: int, each: Callable[[bytes], object]) -> Digest:
    """Read at most ``size`` bytes of ``source``; ``each`` is given every block once, in order."""
    if size <= BLOCK:
        content = source.read(size)
        if len(content) < size:  # the file has ended, or this read returned only a part
            content += b"".join(blocks(source, size - len(content)))
        return _digest_short(content, each)
    sha256 = hashlib.sha256()
    with hashing(sha256, is_long=True) as update:
        done, crc = _digest_blocks(source, size, update, each)
    return Digest(done, crc, sha256.hexdigest())


def _digest_short(content: bytes, each: Callable[[bytes], object]) -> Digest:
    if content:
        each(content)
    return Digest(len(content), zlib.crc32(content), hashlib.sha256(content).hexdigest())


def _digest_blocks(
    source: BinaryIO, size: int, update: Callable[[bytes], None], each: Callable[[bytes], object]
) -> tuple[int, int]:
    """Read, hash and pass on all blocks. Returns the number of bytes, and their CRC."""
    done = crc = 0
    for block in blocks(source, size):
        update(block)
        crc = zlib.crc32(block, crc)
        each(block)
        done += len(block)
    return done, crc


def blocks(source: BinaryIO, size: int) -> Iterator[bytes]:
    """Yield the next ``size`` bytes of ``source`` in blocks, fewer if it ends before."""
    left = size
    while left and (block := source.read(min(BLOCK, left))):
        left -= len(block)
        yield block


@contextmanager
def hashing(sha256: Hash, *, is_long: bool) -> Iterator[Callable[[bytes], None]]:
    """Yield a function that feeds ``sha256``. When the block ends without an error, all bytes are hashed."""
    if not is_long:
        yield sha256.update
        return
    waiting: deque[Future[None]] = deque()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="sha256") as second_thread:

        def hand_over(block: bytes) -> None:
            waiting.append(second_thread.submit(sha256.update, block))
            if len(waiting) > _WAITING_BLOCKS:
                waiting.popleft().result()

        yield hand_over
        for hashed in waiting:
            hashed.result()
