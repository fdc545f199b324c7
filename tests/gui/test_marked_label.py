"""The words that a person searched for are marked in what was found, as the search finds them."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from s11desk.desktop.parts.text.marked_label import marked_label, marked_ranges
from s11desk.desktop.parts.text.text_parts import breakable
from s11desk.desktop.theme.theme import Theme


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("We keep a register.", "register", ["register"]),
        ("Our CAFÉ is open; the cafe\u0301s are too.", "cafe", ["CAFÉ", "cafe\u0301s"]),
        ("Registered, but unregistered.", "regist", ["Registered"]),
        ("\U0001f600 a plan", "PLAN a", ["a", "plan"]),
        ("a_very_long_name_of_a_policy.pdf", "a_very_long_name_of_a_policy", ["a_very_long_name_of_a_policy"]),
        ("<b>plan</b> & plan", "plan *", ["plan", "plan"]),
        ("nothing here", "(", []),
        ("nothing here", "", []),
    ],
)
def test_words_are_marked_as_the_search_finds_them(text: str, words: str, marked: list[str]) -> None:
    for shown in (text, breakable(text)):
        units = shown.encode("utf-16-le")
        parts = [units[2 * start : 2 * end].decode("utf-16-le") for start, end in marked_ranges(shown, words)]
        assert [part.replace("\u200b", "") for part in parts] == marked


def test_each_mark_is_where_its_word_is(qapp: QApplication) -> None:
    made = marked_label(Theme(qapp), "plan " + "many other words " * 12 + "plan", "plan")
    made.resize(300, made.heightForWidth(300))
    first, last = made.marked_places()
    assert (first.x(), first.y()) == (0, 0)
    assert last.y() > first.y()
    assert last.bottom() <= made.height() + 1
    assert made.accessibleName() in {"", made.text()}, "a screen reader reads it as any text"
