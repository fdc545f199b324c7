"""What is being taken in, as a file in the desk's folder. After a stop or a kill the window can go on with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec

from s11desk.app.receiving.found_files import path_words
from s11desk.durable import Presence, presence, write_bytes, writing_errors
from s11desk.regular_files import read_regular

NAME = "unfinished.json"
_FORMAT = 1


class UnfinishedTakeIn(msgspec.Struct, frozen=True):
    """The files and folders that a person asked to take in, and since when it is going on."""

    format: int
    at: dt.datetime
    paths: tuple[str, ...]


def note_take_in(folder: Path, paths: Sequence[Path], at: dt.datetime) -> None:
    """Record what is taken in from now on, in the desk at ``folder``. Raises what writing raises."""
    named = [path.absolute() for path in paths]
    texts = tuple(str(path) for path in named if path_words(path) == path.as_posix())  # others are no text
    if texts:
        write_bytes(folder / NAME, msgspec.json.format(msgspec.json.encode(UnfinishedTakeIn(_FORMAT, at, texts))))


def read_unfinished(folder: Path) -> tuple[Path, ...]:
    """The files and folders of a taking-in that did not come to its end and are still there; empty if there is none."""
    try:
        noted = msgspec.json.decode(read_regular(folder / NAME), type=UnfinishedTakeIn)
    except (OSError, ValueError):
        return ()
    if noted.format != _FORMAT:
        return ()
    return tuple(path for path in map(Path, noted.paths) if presence(path) is Presence.YES)


def forget_unfinished(folder: Path) -> None:
    """Record that nothing is left to take in. Raises ``FolderUnwritable``."""
    with writing_errors(folder / NAME):
        (folder / NAME).unlink(missing_ok=True)
