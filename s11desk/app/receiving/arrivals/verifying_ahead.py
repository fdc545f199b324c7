"""Has groups of files verified while the program stores and records others.

One reader keeps up with the program where returns have little evidence; a second one would only take processor time and
memory. It is used once the program has waited for verdicts for long.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from contextvars import copy_context
from types import TracebackType
from typing import Generic, TypeVar

from s11desk.reader_process.reader_pool import readers_at_once
from s11desk.reader_process.run_in_reader import is_reader_process_used

LEAST_WAITED = 1.0
"""Seconds. A reader starts in a quarter of one; what would be over before need not be verified by two."""
_SHARE_WAITED = 3
"""A second reader is used once the program has waited for verdicts for one second in three, or for more."""
_Verdicts = TypeVar("_Verdicts")


class VerifyingAhead(Generic[_Verdicts]):
    """Threads that wait for readers. Used as a context; at the end nobody waits any more."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._threads = self._stack.enter_context(ThreadPoolExecutor(1, "s11desk ahead"))
        self._readers = 1
        self._since: float | None = None
        self._waited = 0.0

    def __enter__(self) -> VerifyingAhead[_Verdicts]:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self._stack.close()

    def begin(self, verify: Callable[[], _Verdicts]) -> Callable[[], _Verdicts]:
        """Begin ``verify`` in a thread. Returns a function that waits for its result and raises what it raises.

        Without a reader process nothing is gained by a thread that waits for it: then the wait itself verifies.
        """
        if not is_reader_process_used():
            return verify
        begun = self._threads.submit(copy_context().run, verify)
        return lambda: self._wait_for(begun)

    def _wait_for(self, begun: Future[_Verdicts]) -> _Verdicts:
        start = time.monotonic()
        try:
            return begun.result()
        finally:
            now = time.monotonic()
            if self._since is None:  # the first wait is for the start of the reader
                self._since = now
            else:
                self._waited += now - start
            if self._readers < readers_at_once() and self._is_waiting_long(now - self._since):
                self._readers += 1
                self._threads = self._stack.enter_context(ThreadPoolExecutor(self._readers, "s11desk ahead"))

    def _is_waiting_long(self, seconds: float) -> bool:
        return self._waited >= LEAST_WAITED and self._waited * _SHARE_WAITED >= seconds
