"""Finds the line of each value in a JSON text. It needs valid JSON, and runs only when a problem was found."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.files.json_text import usable_number

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?[0-9][-+.0-9eE]*|-?Infinity|NaN)|(?P<mark>[][{},])|true|false|null"""
)
_LITERAL_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key of an object, or a value. ``path``: its path. ``is_repeated``: the key occurs earlier in its object."""

    path: JsonPath
    start: int
    number: str = ""
    is_repeated: bool = False


@dataclass(slots=True)
class _Container:
    """An object or list that has begun. ``step``: the next value's position, or its key (None before the key)."""

    is_object: bool
    step: str | int | None
    keys: set[str] = field(default_factory=set)


def line_numbers(text: str, wanted: set[JsonPath]) -> dict[JsonPath, int]:
    """For each path in ``wanted`` that ``text`` has, the line of its key or, in a list, of its value; from 1."""
    lines: dict[JsonPath, int] = {}
    position, line = 0, 1
    for entry in _entries(text):
        if entry.path in wanted and entry.path not in lines:
            line += text.count("\n", position, entry.start)
            position = entry.start
            lines[entry.path] = line
    return lines


def irregular_flaws(text: str) -> Iterator[Flaw]:
    """Flaws for keys that occur twice in their object, and for numbers that cannot be used."""
    position, line = 0, 1
    for entry in _entries(text):
        if not entry.is_repeated and not entry.number:
            continue
        line += text.count("\n", position, entry.start)
        position = entry.start
        if entry.is_repeated:
            yield Flaw(ProblemCode.JSON_KEY_REPEATED, entry.path, found=str(entry.path[-1]), line=line)
        elif usable_number(entry.number) is None:
            yield Flaw(ProblemCode.JSON_NUMBER_UNUSABLE, entry.path, found=entry.number[:_LITERAL_SHOWN], line=line)


def _entries(text: str) -> Iterator[_Entry]:
    stack: list[_Container] = []
    for token in _TOKEN.finditer(text):
        if token["mark"] in {"}", "]"}:
            stack.pop()
        elif token["mark"] == ",":
            _move_past_comma(stack[-1])
        elif token["text"] and stack and stack[-1].is_object and stack[-1].step is None:
            yield _enter_key(stack, token)
        else:
            yield _Entry(_path(stack), token.start(), number=token["number"] or "")
            if token["mark"]:
                is_object = token["mark"] == "{"
                stack.append(_Container(is_object, None if is_object else 0))


def _enter_key(stack: list[_Container], token: re.Match[str]) -> _Entry:
    key: str = json.loads(token[0])
    is_repeated = key in stack[-1].keys
    stack[-1].keys.add(key)
    stack[-1].step = key
    return _Entry(_path(stack), token.start(), is_repeated=is_repeated)


def _move_past_comma(inner: _Container) -> None:
    inner.step = inner.step + 1 if isinstance(inner.step, int) else None


def _path(stack: list[_Container]) -> JsonPath:
    return tuple(container.step for container in stack if container.step is not None)
