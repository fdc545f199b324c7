"""The characters that the shipped typeface does not have."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from s11desk.report.letters.plain_signs import needs_more_signs
from s11desk.report.letters.typeface import Typeface, typeface_for
from s11desk.report.page.flowing_text import has_date
from s11desk.report.page.page_layout import NEWEST
from s11desk.wording.plain_text import as_number


def missing_characters(fonts: Path, texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of ``texts`` that paper shows as numbers, in the order of their numbers."""
    typeface = typeface_for(fonts, NEWEST)
    missing = {one for text in texts for one in _numbers_in(typeface, text)}
    return tuple(sorted(missing))


def has_shaped_letters(fonts: Path, texts: Iterable[str]) -> bool:
    """Whether a letter of ``texts`` is shaped on paper, so that a return needs a layout that shapes text."""
    typeface = typeface_for(fonts, NEWEST)
    return any(typeface.is_shaped(character) for character in {one for text in texts for one in text})


def has_newer_forms(texts: Iterable[str]) -> bool:
    """Whether a sign or a date of ``texts`` is printed otherwise since layout 5."""
    return any(needs_more_signs(text) or has_date(text) for text in texts)


def _numbers_in(typeface: Typeface, text: str) -> set[str]:
    """The characters of ``text`` whose numbers are printed. What stands around a character can decide it."""
    shown = typeface.printable(text)
    return {one for one in set(text) if not one.isspace() and as_number(one) in shown}
