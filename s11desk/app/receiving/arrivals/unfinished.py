"""What is being taken in, as a file in the desk's folder. After a stop or a kill the window can go on with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE
from s11desk.app.receiving.arrivals.found_files import path_words
from s11desk.files.durable import write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.presence import Presence, presence
from s11desk.files.regular_files import read_regular
from s11desk.files.system_errors import writing_errors

NAME = "unfinished.json"
_FORMAT = 1


class UnfinishedTakeIn(msgspec.Struct, frozen=True):
    """The files and folders that a person asked to take in, and since when it is going on."""

    format: int
    at: dt.datetime
    paths: tuple[str, ...]


def note_take_in(folder: Path, paths: Sequence[Path], at: dt.datetime) -> None:
    """Record what is taken in from now on, or waits for that, in the desk at ``folder``, with what was noted before.

    Raises what writing raises.
    """
    named = [path.absolute() for path in paths]
    texts = [str(path) for path in named if path_words(path) == path.as_posix()]  # others are no text
    with list_lock(folder / NAME):
        before = _noted(folder)
        wanted = tuple(dict.fromkeys((*before, *texts)))
        if wanted != before:
            _write(folder, wanted, at)


def end_take_in(folder: Path, paths: Sequence[Path], at: dt.datetime) -> None:
    """Record that ``paths`` are taken in. What waits is still noted. Raises what writing raises."""
    ended = {str(path.absolute()) for path in paths}
    with list_lock(folder / NAME):
        left = tuple(text for text in _noted(folder) if text not in ended and presence(Path(text)) is Presence.YES)
        if left:
            _write(folder, left, at)
        else:
            forget_unfinished(folder)


def leave_out(folder: Path, sources: Iterable[str], at: dt.datetime) -> None:
    """Record nothing any more of files that came from ``sources``, as arrivals name them: they are to be deleted, and
    their names may say who sent them. Raises what writing raises.
    """
    deleted = set(sources)
    named = [path for path in map(Path, _noted(folder)) if path_words(path) in deleted]
    if named:
        end_take_in(folder, named, at)


def read_unfinished(folder: Path) -> tuple[Path, ...]:
    """The files and folders of a taking-in that did not come to its end and are still there; empty if there is none."""
    return tuple(path for path in map(Path, _noted(folder)) if presence(path) is Presence.YES)


def forget_unfinished(folder: Path) -> None:
    """Record that nothing is left to take in. Raises ``FolderUnwritable``."""
    with writing_errors(folder / NAME):
        (folder / NAME).unlink(missing_ok=True)


def _noted(folder: Path) -> tuple[str, ...]:
    try:
        noted = msgspec.json.decode(read_regular(folder / NAME), type=UnfinishedTakeIn)
    except (OSError, *JSON_DAMAGE):
        return ()
    return noted.paths if noted.format == _FORMAT else ()


def _write(folder: Path, texts: tuple[str, ...], at: dt.datetime) -> None:
    write_bytes(folder / NAME, msgspec.json.format(msgspec.json.encode(UnfinishedTakeIn(_FORMAT, at, texts))))
