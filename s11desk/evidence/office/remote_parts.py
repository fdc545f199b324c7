"""Finds parts that a Word, Excel or PowerPoint document fetches from elsewhere when it is opened. Source: ECMA-376.

Links that a person follows, and pictures, do not count: documents with pasted web pages have many. Nor does a template
on this computer's own disk: nearly every office letter has one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote
from xml.parsers import expat

__all__ = ["remote_address"]

_RELATION = re.compile(r"<(?:\w{1,30}:)?relationship\b([^>]{1,8000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(type|target|targetmode)\s{0,9}=\s{0,9}(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_FETCHED = frozenset(
    ("attachedtemplate", "oleobject", "package", "frame", "subdocument", "control", "afchunk", "externaltemplate")
)
_SEARCHED = 1 << 20
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]+:", re.IGNORECASE)
_DRIVE = re.compile(r"(?:file:)?/*[a-z][:|]", re.IGNORECASE)


def remote_address(relations: bytes) -> str | None:
    """The first address in a part of relationships (``.rels``) from which a part is fetched; None if there is none.

    ``relations`` may be in UTF-8 or UTF-16.
    """
    for facts in _relations(relations):
        kind = facts.get("type", "").rstrip("/").rpartition("/")[2].lower()
        is_external = facts.get("targetmode", "").strip().lower() == "external"
        if is_external and kind in _FETCHED and _is_remote(facts.get("target", "")):
            return facts["target"].strip()
    return None


def _relations(content: bytes) -> Iterator[Mapping[str, str]]:
    """The attributes of each relationship. XML that is damaged, which some programs repair, is searched as text."""
    found: list[dict[str, str]] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2].lower() == "relationship":
            found.append({key.lower(): value for key, value in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the parser takes it only by position
    except (expat.ExpatError, ValueError, LookupError):
        yield from found
        yield from _relations_in_text(content[:_SEARCHED].replace(b"\0", b"").decode("utf-8", "replace"))
    else:
        yield from found


def _relations_in_text(text: str) -> Iterator[Mapping[str, str]]:
    for relation in _RELATION.finditer(text):
        yield {name.lower(): html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(relation[1])}


def _is_remote(target: str) -> bool:
    """Whether the address leads to the web or to another computer."""
    plain = unquote(target.strip()).replace("\\", "/")
    if _DRIVE.match(plain):
        return False
    if plain.lower().startswith("file:"):
        path = plain[5:]
        slashes = len(path) - len(path.lstrip("/"))
        return slashes > 3 or (slashes == 2 and not path[2:].lower().startswith("localhost/"))
    return plain.startswith("//") or _SCHEME.match(plain) is not None
