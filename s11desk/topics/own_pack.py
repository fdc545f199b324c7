"""Reads a pack that came with the program, fast: the first page of the window waits for it.

It reads the same topic as the reader of packs does, but looks for no problem: a test has found none in these packs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from s11desk.domain.topics.topic import Topic
from s11desk.topics.default_origin import with_default_origin

TOPIC_FILE = "topic.json"
GUIDANCE_FOLDER = "guidance"

_GUIDANCE_ENDING = ".md"
_SYSTEM_FILE = re.compile(
    r"(.*/)?(\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*|~\$[^/]*|\.~lock\.[^/]*#)|__MACOSX/.*", re.IGNORECASE
)
"""Files that Windows, macOS and office programs put into folders by themselves. The program never reads them."""


def is_system_file(name: str) -> bool:
    """Whether Windows or macOS made the file by itself."""
    return _SYSTEM_FILE.fullmatch(name) is not None


def read_own_pack(path: Path) -> Topic | None:
    """The topic at ``path``, a folder or one file with its guidance inline; None if it cannot be read as a topic."""
    is_single = path.is_file()
    try:
        value = msgspec.json.decode((path if is_single else path / TOPIC_FILE).read_bytes())
        if not isinstance(value, dict):
            return None
        if not is_single:
            value["guidance"] = list(_filled(value.get("guidance", []), path / GUIDANCE_FOLDER))
        return msgspec.convert(with_default_origin(value), Topic)
    except (OSError, ValueError, TypeError, KeyError):  # also what msgspec raises
        return None


def _filled(guidance: list[dict[str, object]], folder: Path) -> Iterator[dict[str, object]]:
    """Each piece of guidance, with the text of its file if it has none of its own."""
    for piece in guidance:
        if "text" in piece:
            yield piece
        else:
            text = (folder / f"{piece['id']}{_GUIDANCE_ENDING}").read_text(encoding="utf-8-sig")
            yield {**piece, "text": text.rstrip()}
