"""Whether a file or a folder exists. The system may have no answer, as with a share that does not answer."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from s11desk.files.system_errors import reading_errors

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}
_NO_ANSWER = {21, 51, 53, 55, 59, 64, 67, 121, 1231}
"""Windows gives these for a share or a drive that does not answer. Python shows some of them as a missing file."""


class Presence(Enum):
    """The answer to whether a file exists. ``UNKNOWN``: the system cannot say, as with a share that does not answer."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def presence(path: Path, is_kind: Callable[[int], bool] = lambda _mode: True) -> Presence:
    """Answer whether ``path`` exists and, if ``is_kind`` is given, whether its mode is of that kind. Raises nothing.

    ``Path.exists`` and ``Path.is_file`` raise for a folder that may not be read or a share that does not answer, and
    in some versions of Python they say "no", which is not true either.
    """
    try:
        return Presence.YES if is_kind(path.stat().st_mode) else Presence.NO
    except ValueError:  # a null character, which no path has
        return Presence.NO
    except OSError as error:
        if error.errno in _ABSENT and getattr(error, "winerror", None) not in _NO_ANSWER:
            return Presence.NO
        return Presence.UNKNOWN


def file_presence(path: Path) -> Presence:
    """Answer whether there is a file at ``path``; a folder does not count."""
    return presence(path, stat.S_ISREG)


def folder_presence(path: Path) -> Presence:
    """Answer whether there is a folder at ``path``."""
    return presence(path, stat.S_ISDIR)


def is_there(path: Path) -> bool:
    """Whether anything exists at ``path``. Raises ``FileUnreadable`` if the system cannot say."""
    return _known(path, presence(path))


def is_folder(path: Path) -> bool:
    """Whether there is a folder at ``path``. Raises ``FileUnreadable`` if the system cannot say."""
    return _known(path, folder_presence(path))


def _known(path: Path, answer: Presence) -> bool:
    if answer is Presence.UNKNOWN:
        with reading_errors(path):
            path.stat()
    return answer is Presence.YES


def is_name_free(path: Path) -> bool:
    """Whether a new file may get this name; a link that leads nowhere takes it too.

    Raises ``FileUnreadable`` if the system cannot say.
    """
    return not is_there(path) and not os.path.lexists(path)
