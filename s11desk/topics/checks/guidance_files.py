"""Guidance texts, which stand in files of their own, put where the format has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from s11desk.domain.pack_problems import ProblemCode
from s11desk.topics.checks.flaw import Flaw, Path
from s11desk.topics.files.pack_file_names import guidance_file_name

_KEY = "guidance"


@dataclass(frozen=True, slots=True)
class Resolved:
    """``value``: the topic with its guidance inline. ``files``: the file each such text came from, by its place.

    ``unused``: ids of files that no entry names.
    """

    value: object
    flaws: tuple[Flaw, ...]
    files: dict[Path, str]
    unused: tuple[str, ...]


def resolve_guidance(value: object, texts: Mapping[str, str], *, has_files: bool) -> Resolved:
    """``texts``: what the guidance files say, by id. ``has_files``: whether a text may be expected in a file."""
    entries = value.get(_KEY) if isinstance(value, dict) else None
    if not isinstance(entries, list) or not isinstance(value, dict):
        return Resolved(value, (), {}, tuple(sorted(texts)))
    ids = [_id_of(entry) for entry in entries]
    unused = tuple(sorted(texts.keys() - set(ids))) if all(ids) else ()
    expected = tuple(map(guidance_file_name, unused)) if has_files else None
    flaws = tuple(flaw for place, entry in enumerate(entries) for flaw in _entry_flaws(place, entry, texts, expected))
    resolved = [_with_text(entry, texts) for entry in entries]
    files: dict[Path, str] = {
        (_KEY, place, "text"): guidance_file_name(name) for place, name in enumerate(ids) if name in texts
    }
    return Resolved({**value, _KEY: resolved}, flaws, files, unused)


def _id_of(entry: object) -> str:
    name = entry.get("id") if isinstance(entry, dict) else None
    return name if isinstance(name, str) else ""


def _inline(entry: object) -> object:
    return entry.get("text", "") if isinstance(entry, dict) else ""


def _with_text(entry: object, texts: Mapping[str, str]) -> object:
    name = _id_of(entry)
    return {**entry, "text": texts[name]} if isinstance(entry, dict) and name in texts else entry


def _entry_flaws(place: int, entry: object, texts: Mapping[str, str], unused: tuple[str, ...] | None) -> Iterator[Flaw]:
    """``unused``: names of files the entry may have meant; None where no text can be in a file."""
    name, path = _id_of(entry), (_KEY, place, "text")
    if not name or not isinstance(_inline(entry), str):
        return
    file = guidance_file_name(name)
    if name in texts and _inline(entry):
        yield Flaw(ProblemCode.GUIDANCE_TWICE, (_KEY, place), found=file)
    elif name not in texts and not _inline(entry) and unused is not None:
        yield Flaw(ProblemCode.GUIDANCE_FILE_MISSING, path, found=file, allowed=unused)
    elif not texts.get(name, str(_inline(entry))).strip():
        yield Flaw(ProblemCode.TEXT_EMPTY, path)
