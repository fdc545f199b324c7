"""A person finds the kind of their organisation by the word that they use for it."""

from __future__ import annotations

import pytest

from s11desk.desktop.inputs.answers.everyday_words import says_the_same


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("football", "Sports club"),
        ("foot", "Council: sport, culture and leisure"),
        ("nursery", "School or college"),
        ("creche", "Nursery, childminder or other early years provider"),
        ("preschool", "Early years setting"),
        ("mosque", "Faith organisation"),
        ("residential", "Children’s home, fostering or adoption service"),
        ("family court", "Cafcass"),
        ("scouts", "Charity or voluntary organisation"),
        ("doctor", "GP practice"),
        ("hospital", "NHS Trust or NHS Foundation Trust"),
    ],
)
def test_an_everyday_word_finds_its_kind(typed: str, name: str) -> None:
    assert says_the_same(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("football", "British Transport Police"), ("fo", "Sports club"), ("", "Sports club")]
)
def test_other_words_do_not(typed: str, name: str) -> None:
    assert not says_the_same(typed, name)
