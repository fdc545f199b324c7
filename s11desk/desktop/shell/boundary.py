"""The outermost boundary: what nobody expected is told calmly, and noted without a word of what anyone wrote."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from s11desk.app.home.fault_log import note_fault


class Boundary:
    """Takes every unexpected exception of the process. ``tell`` shows it, once at a time."""

    def __init__(self, logs: Path, tell: Callable[[], None]) -> None:
        self._logs = logs
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        sys.excepthook = self.take

    def take(self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        note_fault(self._logs, error.with_traceback(trace))
        if self._telling:
            return
        self._telling = True
        try:
            self._tell()
        finally:
            self._telling = False

    def take_error(self, error: BaseException) -> None:
        self.take(type(error), error, error.__traceback__)
