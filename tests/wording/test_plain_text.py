"""Text of strangers has one form wherever it is shown, and it can only look like what it is."""

from __future__ import annotations

import pytest

from s11desk.app.home.paths import resources_folder
from s11desk.bundle.container.directory import printable
from s11desk.domain.pack_problems import Problem, ProblemCode
from s11desk.report.typeface import load_typeface
from s11desk.wording.pack_sentences import problem_sentence
from s11desk.wording.plain_text import every_character, one_line, short_line


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
