"""The handler for unexpected errors: it shows a calm message, and logs the error without anybody's words."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from s11desk.app.home.fault_log import note_fault


class Boundary:
    """Handles every exception that no other code caught. ``show`` shows the message, one at a time."""

    def __init__(self, logs: Path, show: Callable[[], None]) -> None:
        self._logs = logs
        self._show = show
        self._is_showing = False

    def install(self) -> None:
        """Replace Python's own handler for the whole process."""
        sys.excepthook = self.take

    def take(self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Log the error and show the message. While the message is shown, log only."""
        note_fault(self._logs, error.with_traceback(trace))
        if self._is_showing:
            return
        self._is_showing = True
        try:
            self._show()
        finally:
            self._is_showing = False

    def take_error(self, error: BaseException) -> None:
        """Handle an error that other code has caught."""
        self.take(type(error), error, error.__traceback__)
