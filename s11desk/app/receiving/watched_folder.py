"""A folder that is looked at from time to time, such as one into which an e-mail program saves what comes.

Notices of the system about changed files do not work on shares, so the folder is listed again each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from s11desk.app.receiving.found_files import FoundFile, FoundKind, find_files

_ARRIVING = {".crdownload", ".download", ".opdownload", ".part", ".partial", ".tmp"}
"""The endings that browsers, e-mail and sync programs give a file until it is whole, however long they pause."""


@dataclass(slots=True)
class WatchedFolder:
    """A folder and how its files were at the last look. The caller says when to look.

    A file is offered once its size and its time have been the same at two looks in a row; a program may still be
    writing it before. It is offered again if it changes.
    """

    folder: Path
    _seen: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _offered: dict[Path, tuple[int, int]] = field(default_factory=dict)

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
            if self._seen.get(file.path) == state and self._offered.get(file.path) != state:
                ready.append(file)
                self._offered[file.path] = state
        self._seen = now
        return tuple(ready)


def _state(path: Path) -> tuple[int, int] | None:
    try:
        facts = path.stat()
    except OSError:  # taken away this moment
        return None
    return facts.st_size, facts.st_mtime_ns
