"""Puts the texts of guidance files into the topic's value, so that all guidance is inline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from s11desk.domain.reserved_names import is_device
from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.files.pack_file_names import guidance_file_name

_KEY = "guidance"


@dataclass(frozen=True, slots=True)
class ResolvedGuidance:
    """A topic's value with the texts of its guidance files.

    ``value`` is the topic with its guidance inline. ``files``: the source file of each such text, by path.

    ``unused``: the ids of guidance files that no entry names.
    """

    value: object
    flaws: tuple[Flaw, ...]
    files: dict[JsonPath, str]
    unused: tuple[str, ...]


def resolve_guidance(value: object, texts: Mapping[str, str], *, has_files: bool) -> ResolvedGuidance:
    """Put the texts into ``value``, the JSON values of ``topic.json``.

    ``texts``: the texts of the guidance files, by id. ``has_files``: whether the pack can have such files.
    """
    entries = value.get(_KEY) if isinstance(value, dict) else None
    if not isinstance(entries, list) or not isinstance(value, dict):
        return ResolvedGuidance(value, (), {}, tuple(sorted(texts)))
    ids = [_id_of(entry) for entry in entries]
    unused = tuple(sorted(texts.keys() - set(ids))) if all(ids) else ()
    expected = tuple(map(guidance_file_name, unused)) if has_files else None
    flaws = tuple(flaw for index, entry in enumerate(entries) for flaw in _entry_flaws(index, entry, texts, expected))
    resolved = [_with_text(entry, texts) for entry in entries]
    files: dict[JsonPath, str] = {
        (_KEY, index, "text"): guidance_file_name(name) for index, name in enumerate(ids) if name in texts
    }
    return ResolvedGuidance({**value, _KEY: resolved}, flaws, files, unused)


def _id_of(entry: object) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else ""


def _inline(entry: object) -> object:
    return entry.get("text", "") if isinstance(entry, dict) else ""


def _with_text(entry: object, texts: Mapping[str, str]) -> object:
    name = _id_of(entry)
    return {**entry, "text": texts[name]} if isinstance(entry, dict) and name in texts else entry


def _entry_flaws(index: int, entry: object, texts: Mapping[str, str], unused: tuple[str, ...] | None) -> Iterator[Flaw]:
    """``unused``: names of files that the entry may have meant; None if the pack cannot have guidance files."""
    name, path = _id_of(entry), (_KEY, index, "text")
    if not name or not isinstance(_inline(entry), str):
        return
    file = guidance_file_name(name)
    if name in texts and is_device(name):
        yield Flaw(ProblemCode.GUIDANCE_NAME_RESERVED, (_KEY, index, "id"), found=file)
    if name in texts and _inline(entry):
        yield Flaw(ProblemCode.GUIDANCE_TWICE, (_KEY, index), found=file)
    elif name not in texts and not _inline(entry) and unused is not None:
        yield Flaw(ProblemCode.GUIDANCE_FILE_MISSING, path, found=file, allowed=unused)
    elif not texts.get(name, str(_inline(entry))).strip():
        yield Flaw(ProblemCode.TEXT_EMPTY, path)
