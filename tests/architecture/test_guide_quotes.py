"""Whatever the user guide and the README put in quotation marks, a person finds on the screen in these words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

COMPOSED = {"3 answers older than now"}
"""Quoted from the screen, where the program puts the words together from several parts."""

_QUOTED = re.compile("“([^”]+)”")
_CHANGING = re.compile(r"[0-9:]+|…")


@pytest.fixture(scope="module")
def words(checkout: Path) -> str:
    """Every text of the program and of its topics."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (checkout / "s11desk").rglob("*.py"))
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    topics = (path.read_text(encoding="utf-8") for path in (checkout / "resources" / "topics").rglob("*.json"))
    return "\n".join([*(text.replace("&", "") for text in constants if isinstance(text, str)), *topics])


def quotes(path: Path) -> list[str]:
    return [quote for quote in _QUOTED.findall(path.read_text(encoding="utf-8")) if quote not in COMPOSED]


def missing_words(quote: str, words: str) -> list[str]:
    """The parts of ``quote`` between its numbers that the program never says."""
    parts = [part.strip().removesuffix(".") for part in _CHANGING.split(quote)]
    return [part for part in parts if part and part not in words]


def test_every_button_and_sentence_of_the_guide_exists(checkout: Path, words: str) -> None:
    papers = [checkout / "README.md", *sorted((checkout / "resources" / "guide").glob("*.md"))]
    found = [(path.name, quote) for path in papers for quote in quotes(path)]
    assert len(found) > 80
    assert [(name, quote) for name, quote in found if missing_words(quote, words)] == []


@pytest.mark.parametrize("quote", ["Press here for a surprise", "Make return 2 of the moon"])
def test_a_button_that_does_not_exist_is_noticed(quote: str, words: str) -> None:
    assert missing_words(quote, words)
