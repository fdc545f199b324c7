"""Letters of other scripts that look like Latin ones. A name may be written with them to pass for another name.

Source: the pairs of Unicode's confusables (UTS #39, 4) between single small letters of Cyrillic, Greek, Armenian and
Latin, after case folding. Names that are wholly Cyrillic or Greek stay different from each other all the same.
"""

from __future__ import annotations

_LATIN_OF = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ғ": "f", "н": "h", "һ": "h", "і": "i", "ӏ": "l", "ј": "j",
    "к": "k", "ӄ": "k", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q", "г": "r", "ѕ": "s", "т": "t", "υ": "u",
    "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "ү": "y", "ь": "b", "ӡ": "3", "з": "3", "б": "6",
    "α": "a", "β": "b", "ε": "e", "ζ": "z", "η": "n", "ι": "i", "κ": "k", "μ": "m", "ν": "v", "ο": "o", "ρ": "p",
    "σ": "o", "ς": "c", "τ": "t", "χ": "x", "γ": "y", "ω": "w", "ϲ": "c", "ϳ": "j",
    "ա": "w", "օ": "o", "ո": "n", "ս": "u", "հ": "h", "յ": "j", "զ": "q", "ց": "g", "պ": "w",
    "ı": "i", "ɩ": "i", "ɡ": "g", "ɑ": "a", "ʋ": "v", "ɯ": "w", "ᴏ": "o", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ᴢ": "z",
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ƚ": "l", "ɫ": "l", "ŧ": "t", "ƀ": "b",
    "0": "o", "1": "l", "|": "l",
}  # fmt: skip
_SEVERAL = (("rn", "m"), ("vv", "w"), ("i", "l"))
"""Latin letters that look like others; the last makes one of "I" and "l"."""
_TABLE = str.maketrans(_LATIN_OF)


def skeleton(folded: str) -> str:
    """What a name looks like, for comparing only. ``folded``: its letters and digits, in small letters."""
    plain = folded.translate(_TABLE)
    for written, seen in _SEVERAL:
        plain = plain.replace(written, seen)
    return plain
