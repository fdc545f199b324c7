"""A topic with the paths that could not be read, and an iterator over all its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from s11desk.domain.topics.topic import Question, Topic
from s11desk.topics.checks.flaw import JsonPath


@dataclass(frozen=True, slots=True)
class Readable:
    """A topic, and what of it could not be read.

    ``broken``: the paths of values that could not be read, so the checks must conclude nothing from them.
    """

    topic: Topic
    broken: frozenset[JsonPath] = frozenset()

    def is_broken(self, *path: str | int) -> bool:
        """Whether the value at ``path``, or one that contains it, could not be read."""
        if not self.broken:
            return False
        return any(path[:length] in self.broken for length in range(len(path) + 1))

    def ids(self, key: str) -> tuple[str, ...] | None:
        """The ids in the topic's list ``key``; None if one could not be read, since any name might be that one."""
        entries = getattr(self.topic, key)
        if self.is_broken(key) or any(self.is_broken(key, index, "id") for index in range(len(entries))):
            return None
        return tuple(entry.id for entry in entries)

    def questions(self) -> Iterator[tuple[int, Question]]:
        """The questions whose kind could be read, each with its position."""
        for position, question in enumerate(self.topic.questions):
            if not self.is_broken("questions", position, "kind"):
                yield position, question


def parts(value: object, path: JsonPath = ()) -> Iterator[tuple[JsonPath, object]]:
    """Every struct and every tuple in ``value`` with its path, from the outside in."""
    if isinstance(value, msgspec.Struct):
        yield path, value
        for name in value.__struct_fields__:
            yield from parts(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        yield path, value
        for position, entry in enumerate(value):
            yield from parts(entry, (*path, position))
