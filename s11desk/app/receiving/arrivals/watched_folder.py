"""A folder that is looked at from time to time, such as one into which an e-mail program saves what comes.

Notices of the system about changed files do not work on shares, so the folder is listed again each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from s11desk.app.receiving.arrivals.found_files import FoundFile, FoundKind, find_files
from s11desk.files.regular_files import open_regular

_ARRIVING = {".crdownload", ".download", ".opdownload", ".part", ".partial", ".tmp"}
"""The endings that browsers, e-mail and sync programs give a file until it is whole, however long they pause."""

_LOOKS = 12
"""At which a file that cannot be opened is offered: after about a minute."""


@dataclass(slots=True)
class WatchedFolder:
    """A folder and how its files were at the last look. The caller says when to look.

    A file is offered once its size and its time have been the same at two looks in a row, and it can be opened; a
    program may still be writing it before. It is offered again if it changes. One that stays closed is offered all the
    same after some looks, so that a person hears of it, and again once it can be opened.
    """

    folder: Path
    _seen: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _offered: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _closed: dict[Path, int] = field(default_factory=dict)

    def look(self) -> tuple[FoundFile, ...]:
        """The files that are whole since the last look. Raises ``FileMissing`` or ``FileUnreadable`` (the folder)."""
        now: dict[Path, tuple[int, int]] = {}
        ready: list[FoundFile] = []
        for file in find_files(self.folder):
            is_arriving = file.path.suffix.lower() in _ARRIVING
            state = _state(file.path) if file.kind is FoundKind.FILE and not is_arriving else None
            if state is None:
                continue
            now[file.path] = state
            is_new = self._offered.get(file.path) != state or file.path in self._closed
            if self._seen.get(file.path) == state and is_new and self._is_due(file.path):
                ready.append(file)
                self._offered[file.path] = state
        self._seen = now
        return tuple(ready)

    def put_back(self, files: Iterable[FoundFile]) -> None:
        """Offer these files again at the next look: what was done with them did not come to its end."""
        for file in files:
            self._offered.pop(file.path, None)

    def _is_due(self, path: Path) -> bool:
        """Whether a file can be opened, or was closed for just so long that a person should hear of it."""
        if _can_be_opened(path):
            self._closed.pop(path, None)
            return True
        self._closed[path] = self._closed.get(path, 0) + 1
        return self._closed[path] == _LOOKS


def _can_be_opened(path: Path) -> bool:
    """Another program may have it for itself, and a share may be away for a moment."""
    try:
        with open_regular(path):
            return True
    except OSError:
        return False


def _state(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:  # taken away this moment
        return None
    return facts.st_size, facts.st_mtime_ns
