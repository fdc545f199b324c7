"""The words that differ between two wordings of a question, and how alike two wordings are: pure functions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words in one place. ``gone``: those of the earlier wording, ``new``: the later ones; one of them may be empty."""

    gone: str
    new: str


def word_changes(before: str, now: str) -> tuple[WordChange, ...]:
    """Every difference between two wordings, in the order of the text; empty if all words are the same."""
    old, new = before.split(), now.split()
    pieces = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(
        WordChange(" ".join(old[start:end]), " ".join(new[new_start:new_end]))
        for kind, start, end, new_start, new_end in pieces
        if kind != "equal"
    )


def likeness(one: str, other: str) -> float:
    """How many of the words of both wordings are in both, from 0 to 1. Capitals and punctuation do not count."""
    return Likeness(()).between(one, other)


class Likeness:
    """Compares wordings from ``texts``. A word that is in many of them counts less than a rare one."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts_with = Counter(word for text in texts for word in set(_words(text)))

    def between(self, one: str, other: str) -> float:
        """From 0 for no word in common to 1 for the same words."""
        words, others = _words(one), _words(other)
        total = self._weight(words) + self._weight(others)
        return 2 * self._weight(words & others) / total if total else 0.0

    def _weight(self, words: Counter[str]) -> float:
        return sum(count / max(self._texts_with[word], 1) for word, count in words.items())


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))
