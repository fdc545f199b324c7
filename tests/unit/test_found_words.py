"""The place of searched words in a text, as the search finds them."""

from __future__ import annotations

import pytest

from s11desk.domain.text.found_words import found_number, place_of


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("The Crèche staff", "creche", "Crèche"),
        ("The Cre\u0300che staff", "crèche st", "Cre\u0300che st"),
        ("STRASSE and straße", "straße a", "STRASSE a"),
        ("staff have read it", "read staff", "read"),
        ("\U0001f600 staff", "staff", "staff"),
        ("nothing here", "heron", None),
        ("anything", " ", None),
    ],
)
def test_the_place_has_the_words_whatever_their_capitals_and_accents(text: str, words: str, found: str | None) -> None:
    place = place_of(text, words)
    assert (text[place[0] : place[0] + place[1]] if place is not None else None) == found


def test_the_text_with_more_of_the_words_counts_higher() -> None:
    assert [found_number(text, "read staff") for text in ("Staff read", "staff", "x")] == [2, 1, 0]
