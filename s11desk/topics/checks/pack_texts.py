"""Finds misleading or unprintable characters, stray line breaks and unknown markup in a pack's texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.wording.plain_text import code_point

_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
"""Controls, format characters (they reverse the text direction or hide), private use, surrogates, separators."""
_HARMLESS = frozenset("\n\t\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")

SEVERAL_LINES = {"body", "text", "help", "meaning", "descriptor", "note", "instructions", "licence", "certificate"}
"""The keys of texts that may have several lines."""
_OTHER_MARKUP = re.compile(r"^[ \t]*(#{1}(?!#)|#{3,6}|[*+•·▪‣–])[ \t]+\S", re.MULTILINE)


def text_flaws(value: object) -> Iterator[Flaw]:
    """The flaws of every text in ``value``, the JSON values of a whole topic."""
    for path, text in _texts(value, ()):
        yield from _character_flaws(path, text)
        if "\n" in text and not SEVERAL_LINES.intersection(path[-1:]):
            yield Flaw(ProblemCode.LINE_BREAK_UNWANTED, path)
        if _is_prose(path):
            yield from _markup_flaws(path, text)


def _texts(value: object, path: JsonPath) -> Iterator[tuple[JsonPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _texts(inner, (*path, position))


def _character_flaws(path: JsonPath, text: str) -> Iterator[Flaw]:
    """A flaw for each unwanted character, at its first place in the text."""
    if text.isascii() and text.isprintable():
        return
    for character in dict.fromkeys(text):
        if _is_unwanted(character):
            line = text.count("\n", 0, text.index(character))
            yield Flaw(ProblemCode.CHARACTER_UNWANTED, path, found=code_point(character), line_within=line)


def _is_unwanted(character: str) -> bool:
    if character in _HARMLESS:
        return False
    return unicodedata.category(character) in _INVISIBLE or ord(character) & 0xFFFE == 0xFFFE


def _is_prose(path: JsonPath) -> bool:
    return len(path) == 3 and (path[0], path[2]) in {("introduction", "body"), ("guidance", "text")}


def _markup_flaws(path: JsonPath, text: str) -> Iterator[Flaw]:
    """Signs that make headings and bullets in other programs, but not in :mod:`s11desk.domain.text.prose`."""
    for match in _OTHER_MARKUP.finditer(text):
        line = text.count("\n", 0, match.start(1))
        yield Flaw(ProblemCode.MARKUP_UNKNOWN, path, found=match[1], line_within=line)
