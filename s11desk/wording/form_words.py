"""The program's own words in a document, in the language of its form, where they are translated.

A word or sentence is translated whole or not at all, with a gap for each text of the form: so no sentence is in two
languages. The tables are files in ``resources/words``, one for each language: the English words and the others.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from s11desk.domain.topics.language_tags import find_language

Say = Callable[..., str]
"""Takes English words, with ``{}`` for each text that goes into them, and these texts."""


def say_english(english: str, *texts: object) -> str:
    """The words in English."""
    return english.format(*texts) if texts else english


def words_in(folder: Path, language: str) -> Say:
    """What says the program's words in ``language``. ``folder``: the tables. English, where there is none."""
    found = find_language(language, _languages(folder))
    table = _table(folder / f"{found}.json") if found is not None else {}

    def say(english: str, *texts: object) -> str:
        return say_english(table.get(english, english), *texts)

    return say if table else say_english


@cache
def _languages(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in folder.glob("*.json")))


@cache
def _table(path: Path) -> dict[str, str]:
    return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
