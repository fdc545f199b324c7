"""Reads the words of a workbook in its further languages, as translations of the topic in its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from s11desk.domain.translations import LANGUAGE_NAMES, TRANSLATED_PARTS
from s11desk.topics.workbook.languages import UNTRANSLATED, in_other_language, other_languages, own_tag
from s11desk.topics.workbook.read_workbook import CellLocation, TopicWorkbook
from s11desk.topics.workbook.value_builder import ValueBuilder

Build = Callable[[ValueBuilder, TopicWorkbook], None]
_KEYS = ("id", "code", "field")
_ENGLISH = "en"


def put_translations(builder: ValueBuilder, workbook: TopicWorkbook, build: Build) -> None:
    """Add the language and the translations of ``workbook`` to the topic in ``builder``.

    ``workbook``: as it was read, with all languages. ``build`` reads one language of it into a builder.
    """
    own = own_tag(workbook)
    if own and own.partition("-")[0] != _ENGLISH:
        builder.put("language", own, CellLocation("settings", column="default_language"))
    translations: list[dict[str, object]] = []
    for tag, name in other_languages(workbook).items():
        other = ValueBuilder(builder.file)
        build(other, in_other_language(workbook, tag))
        pairs = _pairs(builder.value, other.value, TRANSLATED_PARTS, "")
        texts = [{"at": at, "text": text} for at, text in pairs if text and UNTRANSLATED not in text]
        named = {} if tag in LANGUAGE_NAMES or not name else {"name": name[:1].upper() + name[1:]}
        if texts:
            translations.append({"language": tag, "texts": texts, **named})
    builder.put("translations", translations, CellLocation("survey"))


def _is_made_up(at: str, key: str) -> bool:
    """Whether a title may be one that the program makes of a list's name, which is the same in every language."""
    return key == "title" and at.startswith("scales/")


def _pairs(own: Any, other: Any, parts: dict[str, Any], at: str) -> Iterator[tuple[str, str]]:
    """The place and the other text of each text. Both values come from the same rows, so their lists agree."""
    for key, inside in parts.items():
        mine, theirs = own.get(key), other.get(key)
        if isinstance(mine, str) and isinstance(theirs, str):
            if not (_is_made_up(at, key) and mine == theirs):
                yield f"{at}{key}", theirs
        elif isinstance(mine, list) and isinstance(theirs, list):
            for number, (one, two) in enumerate(zip(mine, theirs, strict=False), 1):
                place = next((one[name] for name in _KEYS if name in one), number)
                yield from _pairs(one, two, inside, f"{at}{key}/{place}/")
        elif isinstance(mine, dict) and isinstance(theirs, dict):
            yield from _pairs(mine, theirs, inside, f"{at}{key}/")
