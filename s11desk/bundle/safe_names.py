"""File names inside a return: which are allowed, and how the name of any file becomes an allowed one.

The rules combine the strictest rules of Windows, macOS and Linux. A return therefore unpacks to the same names
everywhere, and no name can lead out of its folder (docs/return-bundle.md, "Names").
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable
from enum import StrEnum
from functools import lru_cache

from s11desk.domain.reserved_names import is_device

MAX_DEPTH = 4
MAX_SEGMENT = 80
"""Characters between two slashes."""
MAX_NAME = 128
"""Characters of a whole name. Windows allows 260, so half is left for the folder in which a return is unpacked."""

_SEGMENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")
_EXTENSION = re.compile(r"[A-Za-z0-9]{1,12}")
"""The longest of our own is ``s11questions``; a longer one is most often a sentence with a dot in it."""
_UNWANTED = re.compile(r"[^A-Za-z0-9_]+")
_NO_NAME = "file"
_LETTERS = str.maketrans(
    {
        "ß": "ss", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ł": "L", "ł": "l",
        "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "ı": "i",
    }
)  # fmt: skip
"""Latin letters that Unicode does not decompose into a plain letter and a mark."""


class NameFault(StrEnum):
    """Why a name is not allowed in a return."""

    TOO_LONG = "too-long"
    TOO_DEEP = "too-deep"
    CHARACTER = "character"
    DEVICE = "device"


@lru_cache(maxsize=1024)  # the same few names are in every return
def name_fault(name: str) -> NameFault | None:
    """Find what is wrong with ``name``, a path with ``/`` between its segments; None if it is allowed.

    ``CHARACTER`` also means an empty segment, a first character that is neither letter nor digit, or a dot at the end
    of a segment (Windows drops it, so two names would become one).
    """
    segments = name.split("/")
    if len(name) > MAX_NAME or any(len(segment) > MAX_SEGMENT for segment in segments):
        return NameFault.TOO_LONG
    if len(segments) > MAX_DEPTH:
        return NameFault.TOO_DEEP
    if not all(_SEGMENT.fullmatch(segment) for segment in segments):
        return NameFault.CHARACTER
    if any(is_device(segment) for segment in segments):
        return NameFault.DEVICE
    return None


def first_clash(names: Iterable[str]) -> str | None:
    """Find the first name that clashes with an earlier one when unpacked on a system that ignores case.

    Names clash if they are the same, if one is a file where the other needs a folder, or if they spell a folder in two
    ways.
    """
    files: set[str] = set()
    folders: dict[str, str] = {}
    for name in names:
        for folder in _folders(name):
            if folder.lower() in files or folders.setdefault(folder.lower(), folder) != folder:
                return name
        if name.lower() in files or name.lower() in folders:
            return name
        files.add(name.lower())
    return None


def safe_name(original: str, taken: Collection[str]) -> str:
    """Make an allowed file name (one segment) from ``original``, the name that the owner gave the file.

    ``Résumé – café (1).PDF`` becomes ``Resume-cafe-1.pdf``. The extension is kept, in lower case. ``taken``: the names
    in the same folder; a name that clashes with one of them gets ``-2``, ``-3`` and so on.
    """
    stem, extension = _stem_and_extension(original)
    ending = f".{extension}" if extension else ""
    used = {name.lower() for name in taken}
    for number in itertools.count(1):
        suffix = ending if number == 1 else f"-{number}{ending}"
        name = stem[: MAX_SEGMENT - len(suffix)].rstrip("-_") + suffix
        if name.lower() not in used:
            return name
    raise AssertionError


def safe_name_before(text: str, rest: str) -> str:
    """As :func:`safe_name` of ``text`` and ``rest``. If they are too long together, ``text`` is cut, never ``rest``."""
    end = safe_name(rest, ())
    names = (safe_name(f"{text[:length]}{rest}", ()) for length in range(len(text), 0, -1))
    return next((name for name in names if name.endswith(end)), end)


def safe_names(originals: Iterable[str]) -> list[str]:
    """Make the names of the files in one folder, each as :func:`safe_name` does; the first comes first."""
    taken: list[str] = []
    for original in originals:
        taken.append(safe_name(original, taken))
    return taken


def _stem_and_extension(original: str) -> tuple[str, str]:
    before, dot, after = _ascii(original).strip().rstrip(" .").rpartition(".")
    if dot and _EXTENSION.fullmatch(after):
        return _stem(before), after.lower()
    return _stem(before + dot + after), ""


def _stem(text: str) -> str:
    stem = _UNWANTED.sub("-", text).strip("-_") or _NO_NAME
    return f"{_NO_NAME}-{stem}" if is_device(stem) else stem


def _ascii(text: str) -> str:
    """Remove accents from ``text``, and replace every character that has no plain letter by ``-``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    kept = (character for character in decomposed if not unicodedata.combining(character))
    return "".join(character if character.isascii() else "-" for character in kept)


def _folders(name: str) -> list[str]:
    segments = name.split("/")
    return ["/".join(segments[:depth]) for depth in range(1, len(segments))]
