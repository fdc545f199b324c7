"""Record the modules of the program that a task goes through, with the interpreter's profiler."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class ModulesEntered:
    """The modules of s11desk whose functions were called while recording, on this thread or on one begun in ``watch``.

    ``aside``: the full names of functions to leave out, together with everything that they call.
    """

    def __init__(self, *aside: str) -> None:
        self._aside = aside
        self._depth = threading.local()
        self._is_on = False
        self.modules: set[str] = set()

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Let :meth:`record` see the threads that start in this block."""
        threading.setprofile(self._note)
        try:
            yield
        finally:
            threading.setprofile(None)

    @contextmanager
    def record(self) -> Iterator[None]:
        """Record the calls in this block."""
        self._is_on = True
        sys.setprofile(self._note)
        try:
            yield
        finally:
            sys.setprofile(None)
            self._is_on = False

    def _note(self, frame: FrameType, event: str, _: object) -> None:
        module = str(frame.f_globals.get("__name__", ""))
        if not self._is_on or not module.startswith("s11desk"):
            return
        depth: int = getattr(self._depth, "now", 0)
        is_aside = f"{module}.{frame.f_code.co_qualname}" in self._aside
        if event == "call":
            if is_aside:
                self._depth.now = depth + 1
            elif not depth:
                self.modules.add(module)
        elif event == "return" and is_aside and depth:
            self._depth.now = depth - 1
