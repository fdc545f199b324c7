"""A heart that beats every millisecond in the event loop. Where a beat comes late, the loop was blocked for that long:
by the work itself, by the interpreter's lock that the worker holds, or because other processes had the processors.

The last is told apart where the system says it: Linux counts for each thread how long it stood ready to run and did
not. What is left is the program's own doing, and the figure that a quiet machine would show.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QObject, Qt, QTimer


@dataclass(frozen=True, slots=True)
class Blocked:
    """Milliseconds. ``own``: without the time in which other processes had the processors; never more than ``wall``."""

    wall: float
    own: float


class Processors:
    """What this process's threads have waited for a processor."""

    def __init__(self) -> None:
        self._files: dict[str, BinaryIO] = {}
        self._before: dict[str, int] = {}

    def begin(self) -> None:
        """Look for new threads; every :meth:`withheld` is since then, or since the last."""
        tasks = Path("/proc/self/task")
        for task in tasks.iterdir() if tasks.exists() else ():
            if task.name not in self._files and (task / "schedstat").exists():
                self._files[task.name] = (task / "schedstat").open("rb", buffering=0)
        self._before = {thread: self._waited(thread) for thread in list(self._files)}

    def withheld(self) -> float:
        """Milliseconds of the thread that waited longest. Two may have waited for each other's sake, one after the
        other; their sum would be too much where they waited at the same time.
        """
        now = {thread: self._waited(thread) for thread in list(self._files)}
        longest = max((now[thread] - self._before.get(thread, 0) for thread in now), default=0)
        self._before = now
        return longest / 1_000_000

    def _waited(self, thread: str) -> int:
        """Nanoseconds so far; the second number of the kernel's ``schedstat``."""
        try:
            self._files[thread].seek(0)
            return int(self._files[thread].read().split()[1])
        except OSError:  # the thread has ended
            return self._before.get(thread, 0)


class Heart(QObject):
    def __init__(self) -> None:
        super().__init__()
        self._late: list[Blocked] = []
        self._last = 0.0
        self._processors = Processors()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        self._late = []
        self._processors.begin()
        self._last = time.perf_counter()
        self._timer.start()

    def worst(self) -> Blocked:
        """By how much a beat came late at worst, since the last time it was asked."""
        late, self._late = self._late, []
        return Blocked(max((beat.wall for beat in late), default=0.0), max((beat.own for beat in late), default=0.0))

    def _beat(self) -> None:
        now = time.perf_counter()
        late = max((now - self._last) * 1000 - 1, 0)
        self._late.append(Blocked(late, max(late - self._processors.withheld(), 0)))
        self._last = now
