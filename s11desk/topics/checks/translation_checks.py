"""Checks the translations of a pack: each text is at a place that exists, once; a text without one is named."""

from __future__ import annotations

from collections.abc import Iterator

from s11desk.domain.topics.pack_problems import ProblemCode
from s11desk.domain.topics.topic import Topic
from s11desk.domain.topics.topic_limits import SHORT_LIMIT
from s11desk.domain.topics.translations import Translation, places_of, translatable_texts
from s11desk.topics.checks.flaw import Flaw, JsonPath, cut_text
from s11desk.topics.checks.pack_texts import SEVERAL_LINES
from s11desk.topics.checks.readable import Readable

_SHORT = {"short", "unit"}


def translation_flaws(readable: Readable) -> Iterator[Flaw]:
    """The flaws of every translation. Nothing is concluded where the topic could not be read."""
    topic = readable.topic
    if not topic.translations or readable.broken:
        return
    texts = translatable_texts(topic)
    seen = {topic.language}
    for position, translation in enumerate(topic.translations):
        path: JsonPath = ("translations", position)
        if translation.language in seen:
            yield Flaw(ProblemCode.TRANSLATION_REPEATED, (*path, "language"), found=translation.language)
        seen.add(translation.language)
        yield from _place_flaws(path, translation, texts)
        yield from _label_flaws(path, translation, topic.in_language(translation.language))


def missing_translation_flaws(readable: Readable) -> Iterator[Flaw]:
    """A warning for each text that has no translation."""
    topic = readable.topic
    if readable.broken:
        return
    texts = translatable_texts(topic) if topic.translations else {}
    for translation in topic.translations:
        there = {one.at for one in translation.texts}
        for at in (at for at in texts if at not in there):
            name, words = topic.language_name(translation.language), " ".join(texts[at].split())
            yield Flaw(ProblemCode.TRANSLATION_MISSING, path_of(topic, at), found=cut_text(words), allowed=(name,))


def path_of(topic: Topic, at: str) -> JsonPath:
    """The path in ``topic.json`` of the text at a place that the topic has."""
    path: list[str | int] = []
    value: object = topic
    for name in at.split("/"):
        if isinstance(value, tuple):
            position = list(places_of(value)).index(name)
            path.append(position)
            value = value[position]
        else:
            path.append(name)
            value = getattr(value, name)
    return tuple(path)


def _place_flaws(path: JsonPath, translation: Translation, texts: dict[str, str]) -> Iterator[Flaw]:
    there: set[str] = set()
    for position, one in enumerate(translation.texts):
        place = (*path, "texts", position, "at")
        if one.at not in texts:
            yield Flaw(ProblemCode.TRANSLATION_UNKNOWN, place, found=cut_text(one.at), allowed=tuple(texts))
        if "\n" in one.text and one.at.rpartition("/")[2] not in SEVERAL_LINES:
            yield Flaw(ProblemCode.LINE_BREAK_UNWANTED, (*path, "texts", position, "text"))
        if one.at.rpartition("/")[2] in _SHORT and len(one.text) > SHORT_LIMIT:
            yield Flaw(ProblemCode.TEXT_TOO_LONG, (*path, "texts", position, "text"), limit=SHORT_LIMIT)
        if one.at in there:
            yield Flaw(ProblemCode.TRANSLATION_REPEATED, place, found=cut_text(one.at))
        there.add(one.at)


def _label_flaws(path: JsonPath, translation: Translation, shown: Topic) -> Iterator[Flaw]:
    """Two choices of one list with the same label in this language: whoever reads it cannot tell them apart.

    ``shown``: the topic in the language.
    """
    position = {one.at: number for number, one in enumerate(translation.texts)}
    for labels in _labels_of_lists(shown):
        seen: set[str] = set()
        for at, label in labels:
            if label.strip().casefold() in seen:
                place = (*path, "texts", position[at], "text") if at in position else path
                yield Flaw(ProblemCode.LABEL_REPEATED, place, found=cut_text(label))
            seen.add(label.strip().casefold())


def _labels_of_lists(shown: Topic) -> Iterator[list[tuple[str, str]]]:
    """The places and the labels of the choices of each scale and each list."""
    for scale in shown.scales:
        yield [(f"scales/{scale.id}/options/{one.code}/label", one.label) for one in scale.options]
    for listed in shown.choice_lists:
        yield [(f"choice_lists/{listed.id}/choices/{one.code}/label", one.label) for one in listed.choices]
