"""Searching a file in pieces gives the same result as searching the whole file."""

from __future__ import annotations

import io

import pytest

from s11desk.evidence.file_content import BLOCK, Content


@pytest.mark.parametrize("at", [0, 5, BLOCK - 6, BLOCK - 3, BLOCK - 1, BLOCK, 2 * BLOCK - 2, 2 * BLOCK + 94])
def test_a_token_is_found_once_at_any_offset(at: int) -> None:
    raw = bytearray(2 * BLOCK + 100)
    raw[at : at + 6] = b"needle"
    assert list(Content(io.BytesIO(raw)).positions(b"needle")) == [at]


def test_overlapping_tokens_are_all_found() -> None:
    assert list(Content(io.BytesIO(b"aaxaaa")).positions(b"aa")) == [0, 3, 4]


def test_windows_overlap_and_cover_everything() -> None:
    raw = bytes(range(256)) * 8200
    pieces = list(Content(io.BytesIO(raw)).windows(10))
    assert b"".join(piece[:BLOCK] for _, piece in pieces) == raw
    assert all(raw[at : at + BLOCK + 10] == piece for at, piece in pieces)


@pytest.mark.parametrize(("offset", "length"), [(3, 1), (-1, 1), (0, 0), (0, -1), (9**30, 1)])
def test_reading_outside_the_file_gives_no_bytes(offset: int, length: int) -> None:
    content = Content(io.BytesIO(b"abc"))
    assert content.size == 3
    assert content.at(1, 9) == b"bc"
    assert content.at(offset, length) == b""
