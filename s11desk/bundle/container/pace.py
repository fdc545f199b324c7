"""How a long task tells how far it is, and learns that it should stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from s11desk.errors import Cancelled

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""
Cancel = Callable[[], bool]
"""Asked about once a block (1 MiB); true means: stop."""


@dataclass(slots=True)
class Pace:
    """Counts bytes. ``total`` is what they will come to."""

    total: int
    progress: Progress | None = None
    cancel: Cancel | None = None
    done: int = 0

    def step(self, count: int) -> None:
        """Count ``count`` more bytes. Raises :class:`Cancelled`."""
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)
        if self.cancel is not None and self.cancel():
            raise Cancelled
