"""A timer that beats every millisecond in the event loop. A late beat shows how long the loop was blocked: by the work
itself, by the worker that holds the interpreter's lock, or by other processes that used the processors.

Linux counts for each thread how long it waited for a processor. The rest is the program's own time, which a machine
without other work would show.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QObject, Qt, QTimer


@dataclass(frozen=True, slots=True)
class Blocked:
    """Milliseconds. ``own``: without the time of other processes; never more than ``wall``."""

    wall: float
    own: float


class Processors:
    """The time for which the threads of this process waited for a processor."""

    def __init__(self) -> None:
        self._files: dict[str, BinaryIO] = {}
        self._before: dict[str, int] = {}

    def begin(self) -> None:
        """Find new threads and begin to count. :meth:`withheld` gives the time since then, or since its last call."""
        tasks = Path("/proc/self/task")
        for task in tasks.iterdir() if tasks.exists() else ():
            if task.name not in self._files and (task / "schedstat").exists():
                self._files[task.name] = (task / "schedstat").open("rb", buffering=0)
        self._before = {thread: self._waited(thread) for thread in list(self._files)}

    def withheld(self) -> float:
        """The milliseconds of the thread that waited longest. A sum would count the same time twice."""
        now = {thread: self._waited(thread) for thread in list(self._files)}
        longest = max((now[thread] - self._before.get(thread, 0) for thread in now), default=0)
        self._before = now
        return longest / 1_000_000

    def _waited(self, thread: str) -> int:
        """The nanoseconds so far: the second number in the kernel's ``schedstat``."""
        try:
            self._files[thread].seek(0)
            return int(self._files[thread].read().split()[1])
        except OSError:  # the thread has ended
            return self._before.get(thread, 0)


class Heart(QObject):
    """A timer in the event loop that measures how late each of its beats comes."""

    def __init__(self) -> None:
        super().__init__()
        self._late: list[Blocked] = []
        self._last = 0.0
        self._processors = Processors()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=1)
        self._timer.timeout.connect(self._beat)

    def begin(self) -> None:
        """Begin to beat."""
        self._late = []
        self._processors.begin()
        self._last = time.perf_counter()
        self._timer.start()

    def worst(self) -> Blocked:
        """The longest delay of a beat since the last call."""
        late, self._late = self._late, []
        return Blocked(max((beat.wall for beat in late), default=0.0), max((beat.own for beat in late), default=0.0))

    def _beat(self) -> None:
        now = time.perf_counter()
        late = max((now - self._last) * 1000 - 1, 0)
        self._late.append(Blocked(late, max(late - self._processors.withheld(), 0)))
        self._last = now
