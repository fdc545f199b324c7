"""The files of a pack: their names, their size limits, and their bytes after reading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.topics.own_pack import GUIDANCE_FOLDER, TOPIC_FILE

SIGNATURE_FILE = "topic.p7s"
"""The signature of the pack's issuer, over the bytes of ``topic.json``; the guidance is then inline."""
TOPIC_BYTES = 5_000_000
GUIDANCE_BYTES = 100_000
SIGNATURE_BYTES = 100_000
PACK_BYTES = 20_000_000
PACK_FILES = 1_100
"""A thousand pieces of guidance, the topic, and some files that are there by mistake."""

_GUIDANCE_FILE = re.compile(r"guidance/([A-Za-z0-9][A-Za-z0-9_-]{0,40})\.md")


@dataclass(frozen=True, slots=True)
class GuidanceFile:
    """The file of one piece of guidance, as bytes that are not decoded yet. ``id``: the guidance's id."""

    id: str
    content: bytes

    @property
    def name(self) -> str:
        """The file's name inside the pack."""
        return guidance_file_name(self.id)


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of one pack, as bytes, and the problems found in reading them.

    ``topic`` is None if it cannot be read. ``signature``: None if the pack has none. ``is_single``: the pack is one
    file with its guidance inline.
    """

    topic: bytes | None
    guidance: tuple[GuidanceFile, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_single: bool = False
    topic_name: str = TOPIC_FILE
    signature: bytes | None = None


def guidance_file_name(guidance_id: str) -> str:
    """The name of the file with the guidance ``guidance_id``: ``guidance/ID.md``."""
    return f"{GUIDANCE_FOLDER}/{guidance_id}.md"


def guidance_id_of(name: str) -> str:
    """The id of the guidance in the file ``name``; empty if it is not the name of a guidance file."""
    match = _GUIDANCE_FILE.fullmatch(name)
    return match[1] if match else ""


def is_pack_file(name: str) -> bool:
    """Whether a pack may hold a file with this name."""
    return name in {TOPIC_FILE, SIGNATURE_FILE} or bool(guidance_id_of(name))


def byte_limit(name: str) -> int:
    """The largest size of the pack's file ``name``, in bytes."""
    return {TOPIC_FILE: TOPIC_BYTES, SIGNATURE_FILE: SIGNATURE_BYTES}.get(name, GUIDANCE_BYTES)


def nearest_file_name(name: str) -> str:
    """The name of a pack's file that was perhaps meant, if only the case or the folder is wrong; otherwise empty."""
    lowered = name.lower()
    candidates = (lowered, f"{GUIDANCE_FOLDER}/{lowered.rpartition('/')[2]}")
    return next((n for n in candidates if is_pack_file(n)), "") if lowered.endswith((".md", TOPIC_FILE)) else ""


def unreadable_pack(code: ProblemCode, name: str, limit: int = 0) -> PackFiles:
    """A pack from which nothing can be read, with its one problem."""
    return PackFiles(None, problems=(Problem(code, file=name, limit=limit),))
