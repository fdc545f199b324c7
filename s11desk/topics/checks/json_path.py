"""Writes a path into a topic so that a person can follow it: ``questions[3] (id needs).show_when[0]``."""

from __future__ import annotations

import json
import re

from s11desk.domain.topic_limits import ID_PATTERN
from s11desk.topics.checks.flaw import Path

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]{0,40}")
_NAMES = ("id", "code", "field")
_KEY_SHOWN = 40


def place_of(path: Path, value: object) -> str:
    """``path`` into ``value`` (JSON values), in plain ASCII; a list entry appears with its id where it has one."""
    place = ""
    for step in path:
        value = _inside(value, step)
        place += f"[{step}]{_named(value)}" if isinstance(step, int) else _key(step, is_first=not place)
    return place


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _named(value: object) -> str:
    """The entry's id in brackets. A malformed one is left out, because it could look like a part of the path."""
    if not isinstance(value, dict):
        return ""
    for name in _NAMES:
        if isinstance(given := value.get(name), str) and re.search(ID_PATTERN, given.replace("_", "-")):
            return f" ({name} {given})"
    return ""


def _key(key: str, *, is_first: bool) -> str:
    if _PLAIN_KEY.fullmatch(key):
        return key if is_first else f".{key}"
    return f"[{json.dumps(key[:_KEY_SHOWN])}]"
