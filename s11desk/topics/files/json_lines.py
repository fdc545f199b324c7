"""Where in a JSON text each value stands. Used only once something is wrong, on text that is known to be JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from s11desk.domain.pack_problems import ProblemCode
from s11desk.topics.checks.flaw import Flaw, Path
from s11desk.topics.files.json_text import usable_number

_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\]|\\.)*")|(?P<number>-?[0-9][-+.0-9eE]*|-?Infinity|NaN)|(?P<mark>[][{},])|true|false|null"""
)
_LITERAL_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Sight:
    """Something met at ``path``: a key of an object (``is_repeated``: for the second time), or any value."""

    path: Path
    start: int
    number: str = ""
    is_repeated: bool = False


@dataclass(slots=True)
class _Open:
    """An object or list that has begun. ``step``: the key (None until it is met) or position of what comes next."""

    is_object: bool
    step: str | int | None
    keys: set[str] = field(default_factory=set)


def line_numbers(text: str, wanted: set[Path]) -> dict[Path, int]:
    """For each of ``wanted`` that stands in ``text``, the line of its key or, in a list, of its value; from 1."""
    lines: dict[Path, int] = {}
    position, line = 0, 1
    for sight in _sights(text):
        if sight.path in wanted and sight.path not in lines:
            line += text.count("\n", position, sight.start)
            position = sight.start
            lines[sight.path] = line
    return lines


def irregular_flaws(text: str) -> Iterator[Flaw]:
    """Keys that stand twice in their object, and numbers that cannot be used."""
    for sight in _sights(text):
        line = text.count("\n", 0, sight.start) + 1
        if sight.is_repeated:
            yield Flaw(ProblemCode.JSON_KEY_REPEATED, sight.path, found=str(sight.path[-1]), line=line)
        elif sight.number and usable_number(sight.number) is None:
            yield Flaw(ProblemCode.JSON_NUMBER_UNUSABLE, sight.path, found=sight.number[:_LITERAL_SHOWN], line=line)


def _sights(text: str) -> Iterator[_Sight]:
    stack: list[_Open] = []
    for token in _TOKEN.finditer(text):
        if token["mark"] in {"}", "]"}:
            stack.pop()
        elif token["mark"] == ",":
            _pass_comma(stack[-1])
        elif token["text"] and stack and stack[-1].is_object and stack[-1].step is None:
            yield _meet_key(stack, token)
        else:
            yield _Sight(_path(stack), token.start(), number=token["number"] or "")
            if token["mark"]:
                is_object = token["mark"] == "{"
                stack.append(_Open(is_object, None if is_object else 0))


def _meet_key(stack: list[_Open], token: re.Match[str]) -> _Sight:
    key: str = json.loads(token[0])
    is_repeated = key in stack[-1].keys
    stack[-1].keys.add(key)
    stack[-1].step = key
    return _Sight(_path(stack), token.start(), is_repeated=is_repeated)


def _pass_comma(inner: _Open) -> None:
    inner.step = inner.step + 1 if isinstance(inner.step, int) else None


def _path(stack: list[_Open]) -> Path:
    return tuple(opened.step for opened in stack if opened.step is not None)
