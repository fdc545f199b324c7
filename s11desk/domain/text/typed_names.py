"""Whether a name has the words that a person typed to find it, as the search over many returns compares them."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


def has_name_words(name: str, typed: str) -> bool:
    """Whether ``name`` has every word of ``typed``; the last one may be incomplete. Case and accents do not matter.

    No words are in every name.
    """
    words, wanted = name_words(name), name_words(typed)
    if not wanted:
        return True
    *whole, last = wanted
    return set(whole) <= set(words) and any(word.startswith(last) for word in words)


def name_words(text: str) -> list[str]:
    """The words of a text, folded."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in plain if not unicodedata.combining(letter)))
