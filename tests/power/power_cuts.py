"""The disks that a power cut may leave: what was flushed, and any part of the rest, in any order."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.power.disk_events import (
    Acknowledged,
    ContentChange,
    Created,
    Cut,
    Event,
    Filled,
    Flushed,
    FolderFlushed,
    FolderMade,
    Linked,
    NameChange,
    Removed,
    Renamed,
    Written,
)

SECTOR = 512
"""Bytes that a disk writes whole or not at all."""
FOLDER = -1
"""In the place of a file's number, a folder."""

Names = dict[str, int]
Contents = dict[int, bytes]


@dataclass
class Disk:
    """``names`` and ``contents`` are on the disk; ``waiting_*`` are not yet, and may be lost, each for itself."""

    names: Names = field(default_factory=dict)
    contents: Contents = field(default_factory=dict)
    waiting_names: list[NameChange] = field(default_factory=list)
    waiting_contents: dict[int, list[ContentChange]] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        """Go on by one event."""
        match event:
            case Created() | FolderMade() | Linked() | Renamed() | Removed():
                self.waiting_names.append(event)
            case Written() | Filled() | Cut():
                self.waiting_contents.setdefault(event.file, []).append(event)
            case Flushed():
                for change in self.waiting_contents.pop(event.file, []):
                    _change_content(self.contents, change)
            case FolderFlushed():
                self._flush_names(event.path)

    def _flush_names(self, folder: str) -> None:
        """A rename between two folders is on the disk when either is: no file system has it half."""
        kept = []
        for change in self.waiting_names:
            if folder in {_parent(path) for path in _paths(change)}:
                _change_name(self.names, change)
            else:
                kept.append(change)
        self.waiting_names = kept

    def after_cut(self, chance: random.Random | None, share: float) -> tuple[Names, Contents]:
        """The disk after a power cut, with about ``share`` of what was waiting. Without ``chance``: all or none."""
        names, contents = dict(self.names), dict(self.contents)
        for change in self.waiting_names:
            if _is_kept(chance, share):
                _change_name(names, change)
        for waiting in self.waiting_contents.values():
            for part in waiting:
                if _is_kept(chance, share):
                    _change_content(contents, part if chance is None else _torn(part, chance))
        return names, contents


def cuts(events: Sequence[Event], seed: int, tries: int) -> Iterator[AfterCut]:
    """Cut the power at each flush, at each claim and after the last event, ``2 + tries`` times each."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    disk, claims = Disk(), list[Acknowledged]()
    for number, event in enumerate(events):
        if isinstance(event, Flushed | FolderFlushed | Acknowledged):
            yield from _cut(disk, claims, number, chance, tries)
        if isinstance(event, Acknowledged):
            claims.append(event)
        disk.take(event)
    yield from _cut(disk, claims, len(events), chance, tries)


@dataclass(frozen=True)
class AfterCut:
    """``at``: how many events came before the cut. ``claims``: what had been acknowledged."""

    at: int
    claims: tuple[Acknowledged, ...]
    names: Names
    contents: Contents

    def write(self, folder: Path) -> None:
        """Make this disk in ``folder``, which is empty. A name below a folder that was lost is lost with it."""
        for name, file in sorted(self.names.items()):
            path = folder / name
            if file == FOLDER:
                path.mkdir(exist_ok=True, mode=0o700)
            elif path.parent.is_dir():
                path.write_bytes(self.contents.get(file, b""))


def _cut(disk: Disk, claims: Sequence[Acknowledged], at: int, chance: random.Random, tries: int) -> Iterator[AfterCut]:
    yield AfterCut(at, tuple(claims), *disk.after_cut(None, 0.0))
    yield AfterCut(at, tuple(claims), *disk.after_cut(None, 1.0))
    for _ in range(tries):
        yield AfterCut(at, tuple(claims), *disk.after_cut(chance, chance.choice((0.2, 0.5, 0.8))))


def _is_kept(chance: random.Random | None, share: float) -> bool:
    return share >= 1.0 if chance is None else chance.random() < share


def _torn(change: ContentChange, chance: random.Random) -> ContentChange:
    """Sometimes only the first sectors of what was written."""
    if isinstance(change, Cut) or chance.random() < 0.7:
        return change
    kept = change.content[: SECTOR * chance.randrange(len(change.content) // SECTOR + 1)]
    return Written(change.file, change.offset, kept) if isinstance(change, Written) else Filled(change.file, kept)


def _change_content(contents: Contents, change: ContentChange) -> None:
    before = contents.get(change.file, b"")
    match change:
        case Filled(content=content):
            contents[change.file] = content
        case Cut(size=size):
            contents[change.file] = before[:size].ljust(size, b"\0")
        case Written(offset=offset, content=content):
            contents[change.file] = before[:offset].ljust(offset, b"\0") + content + before[offset + len(content) :]


def _change_name(names: Names, change: NameChange) -> None:
    match change:
        case Created(file=file, path=path):
            names[path] = file
        case FolderMade(path=path):
            names[path] = FOLDER
        case Linked(source=source, path=path):
            if source in names:
                names[path] = names[source]
        case Renamed(source=source, path=path):
            if source in names:
                names[path] = names.pop(source)
        case Removed(path=path):
            names.pop(path, None)


def _paths(change: NameChange) -> tuple[str, ...]:
    return (change.source, change.path) if isinstance(change, Linked | Renamed) else (change.path,)


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent)
