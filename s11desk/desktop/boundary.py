"""The outermost boundary: what nobody expected is told calmly, and noted without a word of what anyone wrote."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_LARGEST_LOG = 200_000
_LOGS_KEPT = 3


class Boundary:
    """Takes every unexpected exception of the process. ``tell`` shows it, once at a time."""

    def __init__(self, logs: Path, tell: Callable[[], None]) -> None:
        self._logs = logs
        self._tell = tell
        self._telling = False

    def install(self) -> None:
        sys.excepthook = self.take

    def take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        note(self._logs, kind, trace)
        if self._telling:
            return
        self._telling = True
        try:
            self._tell()
        finally:
            self._telling = False

    def take_error(self, error: BaseException) -> None:
        self.take(type(error), error, error.__traceback__)


def note(logs: Path, kind: type[BaseException], trace: TracebackType | None) -> None:
    """One line: the exception's type and where it came from. Never its message, which may quote an answer."""
    import logging
    from logging.handlers import RotatingFileHandler

    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(traceback.extract_tb(trace))
    )
    try:
        logs.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            logs / "s11desk.log", maxBytes=_LARGEST_LOG, backupCount=_LOGS_KEPT, encoding="utf-8"
        )
    except OSError:
        return  # nowhere to write, which must not hide what is being told
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    handler.emit(logging.LogRecord("s11desk", logging.ERROR, "", 0, f"{kind.__name__} at {places}", None, None))
    handler.close()
