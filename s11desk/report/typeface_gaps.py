"""The characters that the shipped typeface does not have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from s11desk.report.typeface import load_typeface
from s11desk.wording.plain_text import as_number


def missing_characters(fonts: Path, texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of ``texts`` that paper shows as numbers, in the order of their numbers."""
    typeface = load_typeface(fonts, plain=True)
    characters = {character for text in texts for character in text if not character.isspace()}
    return tuple(sorted(one for one in characters if as_number(one) in typeface.printable(one)))
