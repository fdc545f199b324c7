"""Checks that a pack says only what its format can say, so that an older program reads every pack of that format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import (
    FORMAT,
    Comparison,
    Condition,
    Option,
    Question,
    QuestionKind,
    Scale,
    Topic,
)
from s11desk.domain.topics.topic_limits import FORMAT_1_ID_PATTERN
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.readable import Readable, parts

_SINCE_2: dict[type[msgspec.Struct], tuple[str, ...]] = {
    Topic: ("origin", "sections", "frameworks", "sign_off", "form_name"),
    Question: (
        *("section", "number", "descriptors", "references", "whole", "unit", "not_above", "earliest", "latest"),
        *("columns", "rows", "least_rows", "most_rows"),
    ),
    Option: ("asks", "needs_reason_or_file"),
    Scale: ("total",),
    Comparison: ("none_of", "at_least", "at_most"),
    Condition: ("none_of", "at_least", "at_most", "any"),
}
"""For each type, the keys that came with format 2."""
_OPTIONAL_SINCE_2 = ("introduction", "evidence", "action_plan")
_ROLES_BEFORE_3 = 2
_ID_KEYS = ("id", "code")


def format_flaws(readable: Readable) -> Iterator[Flaw]:
    """A flaw for each thing in a pack that came with a later format than the pack's own."""
    if readable.is_broken("format"):
        return
    if readable.topic.format < 2:
        yield from _since_2(readable)
    if readable.topic.format < 3:
        yield from _since_3(readable.topic)
    if readable.topic.format < 4 and readable.topic.links:
        yield Flaw(ProblemCode.FORMAT_TOO_LOW, ("links",), found="links", limit=4)


def lowest_format(topic: Topic) -> int:
    """The lowest format that can say ``topic``."""
    for number in range(1, FORMAT):
        if not any(format_flaws(Readable(msgspec.structs.replace(topic, format=number)))):
            return number
    return FORMAT


def _since_2(readable: Readable) -> Iterator[Flaw]:
    topic = readable.topic
    for key in _OPTIONAL_SINCE_2:
        if not getattr(topic, key) and not readable.is_broken(key):
            yield Flaw(ProblemCode.KEY_MISSING, (key,), found=key)
    for path, part in parts(topic):
        yield from _newer_keys(path, part)
        yield from _newer_ids(path, part)
        if isinstance(part, Question):
            yield from _newer_kinds(path, part)


def _since_3(topic: Topic) -> Iterator[Flaw]:
    for key in ("language", "translations"):
        if getattr(topic, key) != _defaults(Topic)[key]:
            yield Flaw(ProblemCode.FORMAT_TOO_LOW, (key,), found=key, limit=3)
    if len(topic.sign_off) > _ROLES_BEFORE_3:
        yield Flaw(ProblemCode.FORMAT_TOO_LOW, ("sign_off", _ROLES_BEFORE_3), found="sign_off", limit=3)


def _newer_keys(path: JsonPath, part: object) -> Iterator[Flaw]:
    if not isinstance(part, msgspec.Struct):
        return
    for key in _SINCE_2.get(type(part), ()):
        if getattr(part, key) != _defaults(type(part))[key]:
            yield Flaw(ProblemCode.FORMAT_TOO_LOW, (*path, key), found=key, limit=2)


@cache
def _defaults(kind: type[msgspec.Struct]) -> dict[str, object]:
    """The default of each field. Finding them compiles every annotation, and the start reads hundreds of parts."""
    return {field.name: field.default for field in msgspec.structs.fields(kind)}


def _newer_ids(path: JsonPath, part: object) -> Iterator[Flaw]:
    for key in _ID_KEYS:
        name = getattr(part, key, "")
        if isinstance(name, str) and name and not re.search(FORMAT_1_ID_PATTERN, name):
            yield Flaw(ProblemCode.ID_WRONG, (*path, key), found=cut_text(name))


def _newer_kinds(path: JsonPath, question: Question) -> Iterator[Flaw]:
    if question.kind is QuestionKind.TABLE:
        yield Flaw(ProblemCode.FORMAT_TOO_LOW, (*path, "kind"), found=question.kind, limit=2)
    if question.kind is QuestionKind.YES_NO and question.scale:
        yield Flaw(ProblemCode.FORMAT_TOO_LOW, (*path, "scale"), found="scale", limit=2)
