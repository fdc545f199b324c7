"""Text is broken into lines that fit."""

from __future__ import annotations

import time
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from s11desk.report.page.flowing_text import break_lines

EVEN: defaultdict[int, float] = defaultdict(lambda: 1.0)


@given(st.text(alphabet="ab -/\n", max_size=80), st.integers(1, 12))
def test_the_joined_lines_equal_the_text_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = break_lines(text, width, EVEN)
    assert "".join(lines) == text
    assert all(len(line.rstrip(" \n")) <= width for line in lines)


def test_a_line_breaks_at_a_space_before_it_breaks_a_word() -> None:
    assert break_lines("one two three", 8, EVEN) == ("one two ", "three")
    assert break_lines("over-long", 6, EVEN) == ("over-", "long")
    assert break_lines("abcdefgh ij", 5, EVEN) == ("abcde", "fgh ", "ij")


def test_a_line_breaks_between_the_numbers_of_missing_characters() -> None:
    assert break_lines("[U+05D0][U+05D1]!", 12, EVEN) == ("[U+05D0]", "[U+05D1]!")


def test_a_date_stays_on_one_line_if_it_fits_into_one() -> None:
    text = "Checked on 3 June 2026, and on 1st May 2027."
    kept = break_lines(text, 15, EVEN, keeps_dates=True)
    assert kept == ("Checked on ", "3 June 2026, ", "and on ", "1st May 2027.")
    assert break_lines(text, 15, EVEN)[0] == "Checked on 3 "
    assert break_lines("30 September 2026", 11, EVEN, keeps_dates=True) == ("30 ", "September ", "2026")


def test_an_empty_line_is_kept() -> None:
    assert break_lines("a\n\nb", 8, EVEN) == ("a\n", "\n", "b")
    assert break_lines("", 8, EVEN) == ("",)


def test_the_time_grows_in_proportion_to_the_text() -> None:
    def seconds(length: int) -> float:
        begun = time.process_time()
        break_lines("x" * length, 80, EVEN)
        return time.process_time() - begun

    assert min(seconds(400_000) for _ in range(3)) < 40 * min(seconds(40_000) for _ in range(3))
