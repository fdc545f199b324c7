"""The texts of a topic in other languages, each by its place: the ids around it, such as ``questions/policy/help``.

Ids, codes and everything else stay the same in every language, so answers never change with it. A text without a
translation is shown whole in the topic's own language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from s11desk.domain.topics.language_tags import find_language
from s11desk.domain.topics.topic_limits import LANGUAGE_PATTERN, TRANSLATED_TEXTS_LIMIT, Text

OWN_LANGUAGE = "en-GB"
"""The language of a topic that states none."""
LANGUAGE_NAMES = {
    "cy": "Cymraeg", "en": "English", "en-GB": "English", "fr": "français", "gd": "Gàidhlig", "pl": "polski",
}  # fmt: skip
"""What speakers call their language, for the languages whose names a topic need not give."""

LanguageTag = Annotated[str, Meta(pattern=LANGUAGE_PATTERN)]
Change = Callable[[str, str], str]
"""Takes the place and the text that is there. Returns the text that is to be there."""
Part = TypeVar("Part", bound=msgspec.Struct)
_KEYS = ("id", "code", "field")

_OPTION = {"label": None, "descriptor": None, "asks": None}
_COLUMN = {"label": None, "unit": None}
_QUESTION = {
    "text": None,
    "short": None,
    "help": None,
    "unit": None,
    "people": {"label": None},
    "descriptors": {"text": None},
    "columns": _COLUMN,
    "rows": {"label": None},
}
TRANSLATED_PARTS: dict[str, Any] = {
    "title": None,
    "form_name": None,
    "partnership": {"name": None, "short_name": None},
    "contact": {"note": None},
    "return_to": {"instructions": None},
    "introduction": {"heading": None, "body": None},
    "definitions": {"term": None, "meaning": None},
    "sections": {"title": None, "text": None, "part": None},
    "questions": _QUESTION,
    "scales": {"title": None, "options": _OPTION},
    "choice_lists": {"choices": {"label": None}},
    "guidance": {"title": None, "text": None},
    "frameworks": {"title": None},
    "sign_off": {"title": None, "declaration": None},
    "action_plan": {"columns": {"label": None}},
    "links": {"title": None},
}
"""The texts of a topic that people read as part of the form, and the lists in which they are."""


class TranslatedText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One text. ``at``: its place, such as ``scales/rating/options/red/label``; definitions have their number."""

    at: Text
    text: Text


class Translation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The texts of a topic in one language. ``name``: what its speakers call it."""

    language: LanguageTag
    texts: Annotated[tuple[TranslatedText, ...], Meta(min_length=1, max_length=TRANSLATED_TEXTS_LIMIT)]
    name: str = ""


def with_texts(part: Part, change: Change) -> Part:
    """A topic with every text that can be translated as ``change`` returns it."""
    return _changed(part, TRANSLATED_PARTS, "", change)


def translatable_texts(topic: msgspec.Struct) -> dict[str, str]:
    """Every text of a topic that can be translated and is not empty, by its place, in the topic's order."""
    found: dict[str, str] = {}

    def note(at: str, text: str) -> str:
        if text:
            found[at] = text
        return text

    with_texts(topic, note)
    return found


def fitting_translations(topic: msgspec.Struct, translations: tuple[Translation, ...]) -> tuple[Translation, ...]:
    """``translations`` without the texts that ``topic`` lacks, and without a language of which nothing is left."""
    places = translatable_texts(topic).keys() if translations else frozenset[str]()
    fitting = (
        msgspec.structs.replace(one, texts=tuple(text for text in one.texts if text.at in places))
        for one in translations
    )
    return tuple(one for one in fitting if one.texts)


def name_of_language(language: str, name: str = "") -> str:
    """What people see as the name of a language: the given one, one that is known here, or the tag itself."""
    known = find_language(language, LANGUAGE_NAMES)
    return name or (LANGUAGE_NAMES[known] if known is not None else language)


def _changed(part: Part, texts: dict[str, Any], at: str, change: Change) -> Part:
    changes: dict[str, object] = {}
    for key, inside in texts.items():
        value = getattr(part, key)
        new: object = value
        if isinstance(value, str):
            new = change(f"{at}{key}", value)
        elif isinstance(value, tuple):
            places = places_of(value)
            new = tuple(
                _changed(entry, inside, f"{at}{key}/{place}/", change)
                for entry, place in zip(value, places, strict=True)
            )
        elif value is not None:
            new = _changed(value, inside, f"{at}{key}/", change)
        if new != value:
            changes[key] = new
    return msgspec.structs.replace(part, **changes) if changes else part


def places_of(entries: tuple[msgspec.Struct, ...]) -> Iterator[str]:
    """The name of each entry in a place: its id, code or field; the number from 1 if it has none."""
    for number, entry in enumerate(entries, 1):
        yield next((str(getattr(entry, key)) for key in _KEYS if hasattr(entry, key)), str(number))
