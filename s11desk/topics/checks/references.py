"""Checks the references inside a topic: repeated ids, unknown names, unused guidance, missing origins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Origin, Topic
from s11desk.topics.checks.flaw import Flaw, JsonPath
from s11desk.topics.checks.readable import Readable, parts

_NAMED_BY = ("id", "code", "field")


def reference_flaws(readable: Readable) -> Iterator[Flaw]:
    """A flaw for each repeated or unknown name, each unused piece of guidance and each missing origin."""
    for path, part in parts(readable.topic):
        if isinstance(part, tuple):
            yield from _repetitions(path, part)
    yield from _unknown_sources(readable)
    yield from _unknown_guidance(readable)
    yield from _unused_guidance(readable)
    yield from _missing_origins(readable.topic)


def _repetitions(path: JsonPath, entries: tuple[object, ...]) -> Iterator[Flaw]:
    """In any list, ids, codes, labels of choices, terms and plain words must not occur twice."""
    for key in _NAMED_BY:
        yield from _repeated_keys(ProblemCode.ID_REPEATED, path, key, entries)
    if path[-1] in {"options", "choices"}:
        yield from _repeated_keys(ProblemCode.LABEL_REPEATED, path, "label", entries)
    yield from _repeated_keys(ProblemCode.ENTRY_REPEATED, path, "term", entries)
    words = [((*path, position), entry) for position, entry in enumerate(entries) if isinstance(entry, str)]
    yield from _repeated_names(ProblemCode.ENTRY_REPEATED, words)


def _repeated_keys(code: ProblemCode, path: JsonPath, key: str, entries: tuple[object, ...]) -> Iterator[Flaw]:
    named = [((*path, index, key), getattr(entry, key)) for index, entry in enumerate(entries) if hasattr(entry, key)]
    yield from _repeated_names(code, named)


def _repeated_names(code: ProblemCode, named: Iterable[tuple[JsonPath, str]]) -> Iterator[Flaw]:
    """A flaw for each name that occurs earlier. Empty names are ignored: they are a flaw of another kind."""
    seen = {""}
    for path, name in named:
        key = name.strip().casefold()
        if key and key in seen:
            yield Flaw(code, path, found=name)
        seen.add(key)


def _unknown_sources(readable: Readable) -> Iterator[Flaw]:
    ids = readable.ids("sources")
    for path, part in parts(readable.topic):
        if isinstance(part, Origin) and ids is not None and part.source not in ids:
            yield Flaw(ProblemCode.SOURCE_UNKNOWN, (*path, "source"), found=part.source, allowed=ids)


def _unknown_guidance(readable: Readable) -> Iterator[Flaw]:
    ids = readable.ids("guidance")
    for position, question in enumerate(readable.topic.questions):
        for index, name in enumerate(question.guidance):
            if ids is not None and name not in ids:
                path = ("questions", position, "guidance", index)
                yield Flaw(ProblemCode.GUIDANCE_UNKNOWN, path, found=name, allowed=ids)


def _unused_guidance(readable: Readable) -> Iterator[Flaw]:
    questions = readable.topic.questions
    if any(readable.is_broken("questions", position, "guidance") for position in range(len(questions))):
        return
    used = {name for question in questions for name in question.guidance}
    for position, piece in enumerate(readable.topic.guidance):
        if piece.id not in used:
            yield Flaw(ProblemCode.GUIDANCE_UNUSED, ("guidance", position, "id"), found=piece.id)


def _missing_origins(topic: Topic) -> Iterator[Flaw]:
    """A flaw for each text without an origin where the types allow that; see :mod:`s11desk.domain.topics.topic`."""
    if topic.contact.origin is None:
        yield _origin_missing(("contact", "origin"))
    if (topic.return_to.email or topic.return_to.instructions) and topic.return_to.origin is None:
        yield _origin_missing(("return_to", "origin"))
    for position, question in enumerate(topic.questions):
        if question.help and question.help_origin is None:
            yield _origin_missing(("questions", position, "help_origin"))
        for index, person in enumerate(question.people):
            if person.origin is None:
                yield _origin_missing(("questions", position, "people", index, "origin"))


def _origin_missing(path: JsonPath) -> Flaw:
    return Flaw(ProblemCode.ORIGIN_MISSING, path, found=str(path[-1]))
