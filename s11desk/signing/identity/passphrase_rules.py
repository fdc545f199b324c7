"""Which new passphrases are refused because everybody who guesses begins with them. Opening an old key checks nothing.

The rules follow NIST SP 800-63B, section 5.1.1.2: a minimum length, and no repeated, sequential, well-known or
context-specific value; no rule about capitals or digits.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

MIN_PASSPHRASE_LENGTH = 8
"""Characters of a new passphrase."""

_FEWEST_DIFFERENT = 4
_FEWEST_DIGITS = 12
"""A shorter number is a date or a telephone number."""
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm")
_NEIGHBOURS = frozenset(pair for row in _ROWS for a, b in pairwise(row) for pair in (a + b, b + a))
_MOSTLY_ROWS = 0.7
_LETTERS_FOR = str.maketrans("013457@$!", "oieastasi")
"""The letters that people write as these signs: p4$$w0rd."""
_WELL_KNOWN = frozenset({
    "admin", "administrator", "baseball", "batman", "changeme", "charlie", "computer", "default", "dragon",
    "football", "iloveyou", "internet", "jesuschrist", "letmein", "liverpool", "login", "manchester",
    "master", "michael", "monkey", "mypassword", "passphrase", "passport", "password", "passwort", "pokemon",
    "princess", "qaz", "qazwsx", "qwe", "qwerty", "rainbow", "s11desk", "safeguard", "safeguarding", "sdesk",
    "secret", "section", "shadow", "siidesk", "starwars", "summer", "sunshine", "superman", "temp", "test",
    "testing", "trustno", "trustnoi", "user", "username", "welcome", "whatever", "winter",
})  # fmt: skip


def is_easy_to_guess(passphrase: str, details: tuple[str, ...] = ()) -> bool:
    """Whether ``passphrase`` is of a kind that is tried first. ``details``: of its owner, such as their name."""
    typed = _simplify(passphrase)
    return (
        len(set(typed)) < _FEWEST_DIFFERENT
        or (typed.isdecimal() and len(typed) < _FEWEST_DIGITS)
        or _is_repeated(typed)
        or _is_mostly_rows(typed)
        or _is_well_known(typed)
        or any(typed == _simplify(detail) for detail in details)
    )


def _simplify(text: str) -> str:
    """The text in lower case, without spaces and marks between words."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if not c.isspace() and c not in "-_.,;:")


def _is_repeated(typed: str) -> bool:
    """Whether it is a shorter text again and again, such as abcabcabc."""
    return (typed + typed).find(typed, 1) < len(typed)


def _is_mostly_rows(typed: str) -> bool:
    """Whether it is made of rows of keys, letters or digits, such as abcd1234 or qwerty987."""
    pairs = [a + b for a, b in pairwise(typed)]
    return sum(pair in _NEIGHBOURS or pair[0] == pair[1] for pair in pairs) >= _MOSTLY_ROWS * len(pairs)


def _is_well_known(typed: str) -> bool:
    """Whether it is a well-known password with digits and signs added to it."""
    plain = typed.strip("0123456789!?*#+$@&%^~()=£€\"'/\\")
    letters = "".join(c for c in typed.translate(_LETTERS_FOR) if c.isalpha())
    return plain in _WELL_KNOWN or plain.translate(_LETTERS_FOR) in _WELL_KNOWN or letters in _WELL_KNOWN
