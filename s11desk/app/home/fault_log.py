"""The fault log: the type of each unexpected exception, and the lines of the program where it happened.

It never has the text of an exception, because that may quote an answer, a name or a path.
"""

from __future__ import annotations

import traceback
from contextlib import suppress
from pathlib import Path

from s11desk.errors import UserError
from s11desk.files.durable import make_folder

MAX_SIZE = 200_000
"""Bytes of one log file. When it is full, a new one begins, and the oldest file is removed if there are more."""
MAX_OLD_FILES = 3
LOG = "s11desk.log"


def note_fault(logs: Path, error: BaseException) -> None:
    """Add one line: the time, the exception's type, and its call stack. Does nothing if the log cannot be written."""
    import logging
    from logging.handlers import RotatingFileHandler

    try:
        make_folder(logs)
        handler = RotatingFileHandler(logs / LOG, maxBytes=MAX_SIZE, backupCount=MAX_OLD_FILES, encoding="utf-8")
    except (OSError, UserError):
        return  # the caller reports ``error`` next, and a second error would hide it
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    line = f"{type(error).__name__} at {call_stack(error)}"
    handler.emit(logging.LogRecord("s11desk", logging.ERROR, "", 0, line, None, None))
    handler.close()
    with suppress(OSError):
        (logs / LOG).chmod(0o600)  # only its owner may read it, wherever the folder is


def read_log(logs: Path) -> tuple[str, ...]:
    """Read the lines of the current log file, newest first. Empty if there is no log."""
    try:
        return tuple(reversed((logs / LOG).read_text(encoding="utf-8", errors="replace").splitlines()))
    except OSError:
        return ()


def call_stack(error: BaseException) -> str:
    """The file name and line of each call, the innermost first."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
