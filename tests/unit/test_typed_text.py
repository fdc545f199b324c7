"""What people type or paste is stored as they see it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.domain.text.typed_text import pasted_text, typed_line, typed_text


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_is_a_line_break(line_break: str) -> None:
    assert typed_text(f"one{line_break}two") == "one\ntwo"
    assert typed_line(f"one{line_break}two") == "one two"


def test_tabs_are_spaces() -> None:
    assert typed_text("a\tb") == "a b"


@pytest.mark.parametrize(
    "invisible",
    [
        "\u200b",
        "\u200c",
        "\u200d",
        "\u00ad",
        "\u2060",
        "\ufeff",
        "\u200e",
        "\u202e",
        "\u2066",
        "\U000e0041",
        "\u200f",
        "\u061c",
        "\ufffc",
    ],
)
def test_invisible_characters_go(invisible: str) -> None:
    assert typed_text(f"safe{invisible}guard") == "safeguard"


@pytest.mark.parametrize(
    "needed",
    [
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "\U0001f469\u200d\U0001f4bb",
        "\u2764\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\u05d0\u200f!",
        "\u2067\u05d0\u05d1\u2069 ok",
    ],
)
def test_joiners_and_balanced_direction_marks_stay_where_a_script_needs_them(needed: str) -> None:
    assert typed_text(needed) == needed


def test_open_direction_marks_go_also_beside_letters_from_right_to_left() -> None:
    assert typed_text("\u202e\u05d0\u05d1") == "\u05d0\u05d1"
    assert typed_text("\u2067\u05d0\u05d1") == "\u05d0\u05d1"


@pytest.mark.parametrize(
    "bullet",
    ["\u2022\t", "\u00b7 ", "o\t", "\u00a7\t", "\uf0b7\t", "  \u25aa ", "* ", "\u2013 ", "\u27a2 ", "\u2756\t"],
)
def test_bullets_of_a_word_processor_are_list_marks(bullet: str) -> None:
    assert pasted_text(f"Plan:\v{bullet}Train\r\n{bullet}Check") == "Plan:\n- Train\n- Check"


@pytest.mark.parametrize("plain", ["o one", "value", "2 * 3", "- kept", "\u00d8re"])
def test_a_character_that_is_not_a_bullet_stays(plain: str) -> None:
    assert pasted_text(plain) == plain


@given(st.text())
def test_cleaning_again_changes_nothing(text: str) -> None:
    assert typed_text(typed_text(text)) == typed_text(text)
    assert typed_line(typed_line(text)) == typed_line(text)
