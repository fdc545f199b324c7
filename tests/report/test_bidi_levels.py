"""The order of letters on paper follows the Unicode Bidirectional Algorithm.

When this was written, the order of 200,000 random texts was compared with that of another library; these are the kinds.
"""

from __future__ import annotations

import pytest

from s11desk.report.shaping.bidi_levels import line_levels, resolve_paragraph, usual_direction, visual_order

SHOWN = [
    ("abc אבג def", "abc גבא def"),
    ("אבג abc דהו", "והד abc גבא"),
    ("אבג 12.5% דהו", "והד 12.5% גבא"),
    ("عام 1,234 و", "و 1,234 ماع"),
    ("في ١٢٣ يوم", "موي ١٢٣ يف"),
    ("אב (abc) גד", "דג )abc( בא"),  # the brackets are mirrored when they are drawn
    ("abc (אב) def", "abc (בא) def"),
    ("אב (גד", "דג( בא"),
    ("a אב-גד/הו b", "a וה/דג-בא b"),
    ("אבג!", "!גבא"),
    ("abc!", "abc!"),
    ("\u05e9\u05c1\u05dc", "\u05dc\u05c1\u05e9"),
    ("a\u200fb", "a\u200fb"),
    ("אב \u2066c 1\u2069 ד", "ד \u2069c 1\u2066 בא"),
    ("a \u2067אב 1\u2069 c", "a \u20671 בא\u2069 c"),
    ("\u2068אב\u2069 c", "\u2068בא\u2069 c"),
    ("1-2 אב", "בא 1-2"),
    ("א+1", "1+א"),
]


@pytest.mark.parametrize(("typed", "shown"), SHOWN)
def test_letters_stand_in_the_order_of_the_standard(typed: str, shown: str) -> None:
    levels = resolve_paragraph(typed).levels
    assert "".join(typed[place] for place in visual_order(levels)) == shown


def test_white_space_at_the_end_of_a_line_stands_at_its_end() -> None:
    typed = "abc אבג  דהו"
    paragraph = resolve_paragraph(typed)
    assert line_levels(paragraph, typed, 0, 9) == (0, 0, 0, 0, 1, 1, 1, 0, 0)


def test_an_isolate_or_embedding_too_deep_changes_nothing() -> None:
    for begin, end in (("\u2067", "\u2069"), ("\u202b", "\u202c")):
        typed = f"{begin * 200}א{end * 200}b"
        levels = resolve_paragraph(typed).levels
        assert max(levels) <= 126
        assert levels[-1] % 2 == 0


@pytest.mark.parametrize(
    ("typed", "direction"), [("שלום and all", 0), ("שלום עולם Zoe", 1), ("12%", 0), ("آمنة, Head of Services", 0)]
)
def test_a_line_runs_as_most_of_its_letters_do(typed: str, direction: int) -> None:
    assert usual_direction(typed) == direction
