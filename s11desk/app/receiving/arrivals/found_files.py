"""The files in a folder of returns, in a fixed order."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

import msgspec

from s11desk.errors.file_errors import FileMissing
from s11desk.files.system_errors import reading_errors

_OF_SYSTEM = {"thumbs.db", "desktop.ini"}
_RETURNS = "returns"


class FoundKind(StrEnum):
    """What was found. Only a FILE is read; the others have a row, so that nobody takes them for read."""

    FILE = "file"
    CLOSED_FOLDER = "closed-folder"
    FOLDER_LINK = "folder-link"
    DEAD_LINK = "dead-link"
    NO_FILE = "no-file"


class FoundFile(msgspec.Struct, frozen=True):
    """``name``: the path inside the folder, with slashes, as text that can be shown and stored.

    CLOSED_FOLDER: a folder that this person may not look into. FOLDER_LINK: it may lead out of the folder, or round in
    a circle. NO_FILE: a pipe, a socket or a device.
    """

    path: Path
    name: str
    kind: FoundKind = FoundKind.FILE


def find_files(folder: Path, before: str = "") -> tuple[FoundFile, ...]:
    """Every file in ``folder`` and in the folders inside it, sorted by name, without hidden ones and without desks.

    If ``folder`` is a desk itself, the returns in it: its other files are no post.
    ``before``: what each name begins with. Raises ``FileMissing`` if there is no such folder, ``FileUnreadable`` if it
    cannot be read itself.
    """
    if not folder.is_dir():
        raise FileMissing(path=folder)
    with reading_errors(folder):
        next(folder.iterdir(), None)
    return tuple(sorted(_found(folder, before), key=lambda each: each.name))


def _found(folder: Path, before: str) -> Iterator[FoundFile]:
    closed: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=lambda error: closed.append(Path(error.filename))):
        if _is_desk(folders, files):
            folders[:] = [_RETURNS] if parent == str(folder) else []
            continue
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = before + _storable("".join(f"{part}/" for part in Path(parent).relative_to(folder).parts))
        for name in folders:
            if os.path.islink(f"{parent}{os.sep}{name}"):  # noqa: PTH114 - thousands of files: a path only where kept
                yield FoundFile(Path(parent, name), inside + _storable(name), FoundKind.FOLDER_LINK)
        for name in files:
            if not _is_hidden(name):
                path = Path(parent, name)
                yield FoundFile(path, inside + _storable(name), kind_of(path))
    for path in closed:
        yield FoundFile(path, before + path_words(path.relative_to(folder)), FoundKind.CLOSED_FOLDER)


def _is_desk(folders: Sequence[str], files: Sequence[str]) -> bool:
    """Whether a folder with these is a receiving desk: its own files are no post."""
    return "register.db" in files and _RETURNS in folders


def kind_of(path: Path) -> FoundKind:
    """What is at ``path``, which is no folder."""
    if os.path.isfile(path):  # noqa: PTH113 - twice as fast as the path's own question
        return FoundKind.FILE
    try:
        return FoundKind.NO_FILE if path.exists() else FoundKind.DEAD_LINK
    except OSError:  # a link that leads to itself
        return FoundKind.DEAD_LINK


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _OF_SYSTEM


def path_words(path: Path) -> str:
    """The path as text that can be stored. Linux allows bytes in a name that are not text; they become ``\\xff``."""
    return _storable(path.as_posix())


def _storable(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
