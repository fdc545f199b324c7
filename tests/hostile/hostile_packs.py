"""Topic packs that ask their reader for endless work: one function for each way, as the bytes of ``topic.json``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from s11desk.topics.pack import encode_topic, load_pack

_RESOURCES = Path(__file__).parents[2] / "resources"
_LONG = "g" * 36


def repeated_key(times: int) -> bytes:
    """One key again and again, each on its own line."""
    return b"{\n" + b",\n".join([b'"a": 1'] * times) + b"}"


def unusable_numbers(count: int) -> bytes:
    """A list of numbers that no program can use."""
    return b"[" + b",\n".join([b"1e999"] * count) + b"]"


def nested_lists(depth: int) -> bytes:
    """Lists inside lists."""
    return b"[" * depth + b"]" * depth


def endless_digits(count: int) -> bytes:
    """One number of ``count`` digits."""
    return b"[" + b"9" * count + b"]"


def unlike_names(questions: int, names: int) -> bytes:
    """Each question names guidance that is not there, but is nearly called like ``names`` others."""
    topic = _topic()
    first, piece = topic["questions"][0], topic["guidance"][0]
    topic["guidance"] = [{**piece, "id": f"{_LONG}{number:03}"} for number in range(names)]
    topic["questions"] = [
        {**first, "id": f"q{number}", "guidance": [f"{_LONG}-{number:03}", "x" * 5_000]} for number in range(questions)
    ]
    return json.dumps(topic).encode()


def unknown_keys(count: int) -> bytes:
    """Keys that the format does not have."""
    return json.dumps({**_topic(), **{f"key{number}": number for number in range(count)}}).encode()


def empty_entries(count: int) -> bytes:
    """Questions without anything in them."""
    return json.dumps({**_topic(), "questions": [{}] * count}).encode()


def long_address(length: int) -> bytes:
    """An e-mail address in which a dot may be anywhere."""
    topic = _topic()
    topic["contact"]["email"] = "a@" + ".b" * (length // 2)
    return json.dumps(topic).encode()


WAYS: dict[str, Callable[[int], bytes]] = {
    "a repeated key": lambda size: repeated_key(size // 8),
    "unusable numbers": lambda size: unusable_numbers(size // 7),
    "nested lists": lambda size: nested_lists(size // 2),
    "a number without end": endless_digits,
    "unlike names": lambda size: unlike_names(min(size // 5_300, 1_000), 1_000),
    "unknown keys": lambda size: unknown_keys(size // 20),
    "empty entries": lambda size: empty_entries(size // 4),
    "a long address": long_address,
}
"""Each way, as a function of the size in bytes that the pack has about."""


def _topic() -> dict[str, Any]:
    return json.loads(encode_topic(load_pack(next(iter(sorted((_RESOURCES / "topics").iterdir()))))))  # type: ignore[no-any-return]
