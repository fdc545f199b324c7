"""Each mark of prose makes its block, and no word is lost."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from s11desk.domain.text.prose import Block, BlockKind, parse_prose


def heading(text: str) -> Block:
    return Block(BlockKind.HEADING, (text,))


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, (text,))


def bullets(*texts: str) -> Block:
    return Block(BlockKind.BULLETS, texts)


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One.", [paragraph("One.")]),
        ("One line\nand the next.\n\nAnother.", [paragraph("One line and the next."), paragraph("Another.")]),
        ("Old line\r\nends.\r\rTwo.", [paragraph("Old line ends."), paragraph("Two.")]),
        ("The duty is on:\n- schools\n- clubs", [paragraph("The duty is on:"), bullets("schools", "clubs")]),
        ("- one\n\n- two", [bullets("one", "two")]),
        ("- a bullet\n  that goes on\n- next", [bullets("a bullet that goes on", "next")]),
        ("- one\n\nAfter.\n\n- two", [bullets("one"), paragraph("After."), bullets("two")]),
        ("## What to do\nStart.", [heading("What to do"), paragraph("Start.")]),
        ("Before\n## What to do\n- Start.", [paragraph("Before"), heading("What to do"), bullets("Start.")]),
        ("- one\n## Next\n- two", [bullets("one"), heading("Next"), bullets("two")]),
        ("## One\n## Two", [heading("One"), heading("Two")]),
        ("  -  spaced \t out  ", [bullets("spaced out")]),
        ("##", [paragraph("##")]),
        ("-", [paragraph("-")]),
        ("#hash -dash ## not - these", [paragraph("#hash -dash ## not - these")]),
        ("### three", [paragraph("### three")]),
        ("<b>*bold*</b> [link](x)", [paragraph("<b>*bold*</b> [link](x)")]),
        ("ten\N{NO-BREAK SPACE}MB", [paragraph("ten\N{NO-BREAK SPACE}MB")]),
    ],
)
def test_each_mark_makes_its_block(text: str, blocks: list[Block]) -> None:
    assert list(parse_prose(text)) == blocks


def test_the_text_of_a_list_has_a_line_for_each_bullet() -> None:
    assert [block.text for block in parse_prose("## H\nP\n- a\n- b")] == ["H", "P", "a\nb"]


LINES = st.lists(st.text(max_size=6) | st.sampled_from(["", "- ", "## ", "- a", "## b", "c", "-", "##", "- - d"]))


@given(st.text() | LINES.map("\n".join))
def test_every_word_is_kept_in_order(text: str) -> None:
    blocks = parse_prose(text)
    assert re.findall(r"\w+", " ".join(block.text for block in blocks)) == re.findall(r"\w+", text)


@given(st.text() | LINES.map("\n".join))
def test_no_block_is_empty_or_has_a_line_break(text: str) -> None:
    for block in parse_prose(text):
        assert block.texts
        assert block.kind is BlockKind.BULLETS or len(block.texts) == 1
        assert all(part.strip() and "\n" not in part and "\r" not in part for part in block.texts)


@given(st.text() | LINES.map("\n".join))
def test_neighbouring_lists_become_one(text: str) -> None:
    kinds = [block.kind for block in parse_prose(text)]
    assert (BlockKind.BULLETS, BlockKind.BULLETS) not in set(pairwise(kinds))
