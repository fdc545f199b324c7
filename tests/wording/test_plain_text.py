"""Text of strangers has one form wherever it is shown, and it can only look like what it is."""

from __future__ import annotations

import pytest

from s11desk.app.home.paths import resources_folder
from s11desk.bundle.container.directory import printable
from s11desk.domain.topics.pack_problems import Problem, ProblemCode
from s11desk.report.letters.typeface import load_typeface
from s11desk.wording.plain_text import every_character, one_line, short_line, shown_text
from s11desk.wording.topics.pack_sentences import problem_sentence


def test_every_place_shows_the_same_number_for_a_character_that_is_not_shown() -> None:
    name, shown = "a\x1bb", "a[U+001B]b"
    assert one_line(name) == every_character(name) == shown
    assert shown in problem_sentence(Problem(ProblemCode.KEY_UNKNOWN, "topic.json", found=name))
    assert printable(name.encode()) == shown
    assert load_typeface(resources_folder() / "fonts").printable(name) == shown


def test_a_turn_of_direction_shows_as_its_number() -> None:
    assert one_line("policy\u202efdp.exe") == short_line("policy\u202efdp.exe") == "policy[U+202E]fdp.exe"


def test_bytes_that_are_no_ascii_stay_bytes() -> None:
    assert printable(b"caf\xe9") == "caf\\xe9"


def test_a_short_line_is_one_line_and_short() -> None:
    assert short_line("a\n b\tc") == "a b c"
    assert short_line("x" * 5_000) == "x" * 200 + "…"


@pytest.mark.parametrize("joiner", ["\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"])
def test_the_spelling_of_a_name_is_kept_where_it_is_read_and_shown_where_it_is_corrected(joiner: str) -> None:
    assert short_line(f"a{joiner}b") == f"a{joiner}b"
    assert every_character(f"a{joiner}b") == f"a[U+{ord(joiner):04X}]b"


HEBREW, ARABIC, PERSIAN = "\u2067שלום\u2069 (א\u200f)", "مدرسة\u200f 12\u200e", "می\u200cخواهم"


@pytest.mark.parametrize("text", [HEBREW, ARABIC, PERSIAN, "\u202bשלום\u202c עולם", "क्\u200dष"])
def test_scripts_keep_the_joiners_and_balanced_marks_that_they_need(text: str) -> None:
    assert one_line(text) == shown_text(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "safe\u200f",  # nothing here is written from the right
        "\u2067safe\u2069",
        "שלום\u202e",  # an override, which no script needs
        "\u2067שלום",  # begun and never ended
        "שלום\u2069",
        "\u202aשלום\u2069",  # ended by the other kind
    ],
)
def test_any_other_change_of_direction_is_shown(text: str) -> None:
    for shown in (one_line(text), shown_text(text)):
        assert not set(shown) & set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_a_direction_is_closed_in_its_own_line() -> None:
    assert shown_text("\u2067שלום\nעולם\u2069") == "[U+2067]שלום\nעולם[U+2069]"


def test_a_label_keeps_lines_tabs_and_soft_hyphens() -> None:
    assert shown_text("a\n\tb\u00adc\u200bd\x1b") == "a\n\tb\u00adc\u200bd[U+001B]"
