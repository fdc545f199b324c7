"""The files in a folder of returns, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from s11desk.durable import reading_errors
from s11desk.errors.file_errors import FileMissing

_OF_SYSTEM = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True, slots=True)
class FoundFile:
    """``name``: the path inside the folder, with slashes, as text that can be shown and stored."""

    path: Path
    name: str


def find_files(folder: Path) -> tuple[FoundFile, ...]:
    """Every file in ``folder`` and in the folders inside it, sorted by name, without hidden ones and links to folders.

    Raises ``FileMissing`` if there is no such folder, ``FileUnreadable`` if a folder cannot be read.
    """
    if not folder.is_dir():
        raise FileMissing(path=folder)
    found = (FoundFile(path, _name(path.relative_to(folder))) for path in _paths(folder))
    return tuple(sorted(found, key=lambda each: each.name))


def _paths(folder: Path) -> Iterator[Path]:
    with reading_errors(folder):
        for parent, folders, files in os.walk(folder, onerror=_raise):
            folders[:] = [name for name in folders if not name.startswith(".")]
            yield from (Path(parent, name) for name in files if not _is_hidden(name))


def _raise(error: OSError) -> None:
    raise error


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _OF_SYSTEM


def _name(path: Path) -> str:
    """Linux allows bytes in a name that are not text; they become escapes such as ``\\xff``."""
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
