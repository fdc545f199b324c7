"""The maps that a person has made between the questions of two topics, kept in the home for the next time."""

from __future__ import annotations

import msgspec

from s11desk.app.home.kept_json import JSON_DAMAGE, set_unread_aside
from s11desk.app.home.paths import Home
from s11desk.domain.topics.question_map import ChoicePair, MappedPair, QuestionMap
from s11desk.files.durable import make_folder, write_bytes
from s11desk.files.list_lock import list_lock
from s11desk.files.regular_files import read_regular

FORMAT = 1


class _MapsFile(msgspec.Struct, frozen=True):
    """The whole of ``question-maps.json``."""

    format: int
    maps: tuple[QuestionMap, ...] = ()


def map_between(home: Home, before: str, after: str) -> QuestionMap:
    """The map between two topics, by their ids; an empty one if there is none, or if the list cannot be read."""
    found = (one for one in read_maps(home) if (one.before, one.after) == (before, after))
    return next(found, QuestionMap(before, after))


def keep_map(home: Home, made: QuestionMap) -> QuestionMap:
    """Keep a map, with what was said about other questions of the two topics before. Returns all of it.

    Raises ``DiskFull`` or ``FolderUnwritable``. A list that cannot be read is set aside, not replaced.
    """
    make_folder(home.folder, private=True)
    with list_lock(home.question_maps):
        maps = read_maps(home, sets_aside=True)
        joined = _joined(next((one for one in maps if _key(one) == _key(made)), None), made)
        others = tuple(one for one in maps if _key(one) != _key(made))
        content = msgspec.json.encode(_MapsFile(FORMAT, (*others, joined))) + b"\n"
        write_bytes(home.question_maps, content, private=True)
    return joined


def _key(one: QuestionMap) -> tuple[str, str]:
    return one.before, one.after


def _joined(earlier: QuestionMap | None, made: QuestionMap) -> QuestionMap:
    """What was said last counts: a question has one place, and takes one."""
    pairs: list[MappedPair] = list(made.pairs)
    choices: list[ChoicePair] = list(made.choices)
    if earlier is not None:
        old, new = {one.before for one in pairs}, {one.after for one in pairs}
        pairs += [one for one in earlier.pairs if one.before not in old and one.after not in new]
        labels = {one.before for one in choices}
        choices += [one for one in earlier.choices if one.before not in labels]
    return QuestionMap(made.before, made.after, tuple(pairs), tuple(choices))


def read_maps(home: Home, content: bytes | None = None, *, sets_aside: bool = False) -> tuple[QuestionMap, ...]:
    """Every map of the home, or those in ``content``, another list; empty if they cannot be read.

    ``sets_aside``: give a list that cannot be read another name, so that a new one can be written.
    """
    path = home.question_maps
    try:
        found = msgspec.json.decode(read_regular(path) if content is None else content, type=_MapsFile)
    except FileNotFoundError:
        return ()
    except (OSError, *JSON_DAMAGE):
        found = _MapsFile(0)
    if found.format != FORMAT:
        if sets_aside:
            set_unread_aside(path)
        return ()
    return found.maps
