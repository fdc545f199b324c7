"""The log: that something went wrong, what kind of thing, and where in the program. Never a word of what anyone wrote.

An exception's message may quote an answer, a name or a path, so it is left out.
"""

from __future__ import annotations

import traceback
from pathlib import Path

LARGEST = 200_000
"""Bytes of one log file; the oldest of :data:`KEPT` others is dropped when it is full."""
KEPT = 3
LOG = "s11desk.log"


def note_fault(logs: Path, error: BaseException) -> None:
    """Add one line: the time, the exception's type, and the places it came from. Never raises for want of a log."""
    import logging
    from logging.handlers import RotatingFileHandler

    try:
        logs.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(logs / LOG, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError:
        return  # nowhere to write, which must not hide what is being told
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    line = f"{type(error).__name__} at {_places(error)}"
    handler.emit(logging.LogRecord("s11desk", logging.ERROR, "", 0, line, None, None))
    handler.close()


def read_log(logs: Path) -> tuple[str, ...]:
    """The lines that are kept, newest first; none where there is no log."""
    try:
        return tuple(reversed((logs / LOG).read_text(encoding="utf-8", errors="replace").splitlines()))
    except OSError:
        return ()


def _places(error: BaseException) -> str:
    """Innermost first, by file name and line."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
