"""The digest of a stream does not depend on its length, on the blocks, or on the second thread."""

from __future__ import annotations

import hashlib
import io
import os
import threading
import zlib

import pytest

from s11desk.bundle.container.digesting import BLOCK, Digest, digest_stream, hashing
from s11desk.override import override


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 7 * BLOCK + 5])
def test_digests_are_right_for_any_length(size: int) -> None:
    content = os.urandom(size)
    copy = io.BytesIO()
    source = io.BytesIO(content + b"more")
    assert digest_stream(source, size, copy.write) == Digest(
        size, zlib.crc32(content), hashlib.sha256(content).hexdigest()
    )
    assert copy.getvalue() == content
    assert source.tell() == size


class ShortReads(io.BytesIO):
    """Returns fewer bytes than requested, as a raw file may."""

    @override
    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(size or 0, 300_000))


def test_a_source_may_return_fewer_bytes_than_requested() -> None:
    content = os.urandom(2 * BLOCK)
    digest = digest_stream(ShortReads(content), len(content), len)
    assert (digest.size, digest.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("claimed", [20, 3 * BLOCK])
def test_the_digest_of_a_source_that_ends_early_has_its_real_size(claimed: int) -> None:
    assert digest_stream(io.BytesIO(b"abc"), claimed, len) == digest_stream(io.BytesIO(b"abc"), 3, len)


def test_an_error_leaves_no_thread_running() -> None:
    def refuse(block: bytes) -> None:
        raise OSError(block[:3])

    with pytest.raises(OSError, match="abc"):
        digest_stream(io.BytesIO(b"abc" * BLOCK), 3 * BLOCK, refuse)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("sha256")]


class Failing:
    """A hash that fails at the third block."""

    def __init__(self) -> None:
        self.left = 3

    def update(self, _block: bytes, /) -> None:
        self.left -= 1
        if not self.left:
            raise MemoryError


def feed_failing_hash() -> None:
    with hashing(Failing(), is_long=True) as update:
        for _ in range(3):
            update(b"block")


def test_a_failure_on_the_second_thread_is_raised() -> None:
    with pytest.raises(MemoryError):
        feed_failing_hash()
