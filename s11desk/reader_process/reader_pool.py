"""The readers of this program: one, and a second that works beside it where the computer has two processors.

A file that stops one reader does not stop the work of the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, PriorityQueue

from s11desk.progress import Cancel, stop_if_cancelled
from s11desk.reader_process.reader import ReaderProcess

MOST_READERS = 2
"""More would take memory, and the program itself needs a processor."""
_POLL_SECONDS = 0.05


def readers_at_once() -> int:
    """How many readers can work at the same time on this computer."""
    return min(MOST_READERS, os.cpu_count() or 1)


class ReaderPool:
    """Up to ``size`` readers. Each starts with its first call; the second is called only while the first is busy."""

    def __init__(self, size: int) -> None:
        self.readers = tuple(ReaderProcess() for _ in range(size))
        self._free: PriorityQueue[int] = PriorityQueue()
        for number in range(size):
            self._free.put(number)

    @contextmanager
    def taking(self, cancel: Cancel) -> Iterator[ReaderProcess]:
        """The first reader that is free; nobody else gets it within the block. Raises :class:`Cancelled`."""
        number = self._wait_for_one(cancel)
        try:
            yield self.readers[number]
        finally:
            self._free.put(number)

    def close(self) -> None:
        """End the readers. The next call starts another one."""
        for reader in self.readers:
            reader.close()

    def _wait_for_one(self, cancel: Cancel) -> int:
        while True:
            try:
                return self._free.get(timeout=_POLL_SECONDS)
            except Empty:
                stop_if_cancelled(cancel)
