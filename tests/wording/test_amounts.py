"""Sizes, counts and lists as people write them."""

from __future__ import annotations

import pytest

from s11desk.wording.amounts import counted, exact_size, file_size, listed, number_text, sizes_apart


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 KB"),
        (418_300, "418 KB"),
        (999_499, "999 KB"),
        (999_999, "1 MB"),
        (2_100_000, "2.1 MB"),
        (10_000_000, "10 MB"),
        (999_949_999, "999.9 MB"),
        (999_999_999, "1 GB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_a_size_is_in_the_unit_a_file_manager_uses(size: int, words: str) -> None:
    assert file_size(size) == words


def test_a_size_and_a_limit_never_read_the_same() -> None:
    assert sizes_apart(12_300_000, 10_000_000) == ("12.3 MB", "10 MB")
    assert sizes_apart(10_000_001, 10_000_000) == ("10,000,001 bytes", "10,000,000 bytes")


def test_an_exact_size_counts_every_byte() -> None:
    assert exact_size(10_000_001) == "10,000,001 bytes"


@pytest.mark.parametrize(
    ("number", "words"),
    [(None, ""), (127, "127"), (127.0, "127"), (0.5, "0.5"), (-0.0, "0"), (-1234567.25, "-1234567.25")],
)
def test_a_whole_number_has_no_decimal_point(number: float | None, words: str) -> None:
    assert number_text(number) == words


def test_a_list_ends_with_or() -> None:
    assert (listed([]), listed(["A"]), listed(["A", "B", "C"])) == ("", "A", "A, B or C")


def test_a_count_is_singular_only_for_one() -> None:
    assert (counted(1, "file"), counted(0, "file")) == ("1 file", "0 files")
    assert counted(2, "reply", "replies") == "2 replies"
