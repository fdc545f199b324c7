"""What the user guide, the README and the program itself put in quotation marks is on the screen in these words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

COMPOSED = {"3 answers older than now"}
"""Quoted from the screen, where the program puts the words together from several parts."""

OF_OTHERS = {
    "Agency 1",
    "Do you …",
    "Excel Workbook (.xlsx)",
    "Extract all",
    "File name extensions",
    "Open ‘safe’ files after downloading",
    "Say when",
    "To send",
    "[audit]",
}
"""Quoted by the program: names in other programs, examples, a heading with a count."""

OTHERWISE = {"Find", "For a data analyst", "Remove", "drafts-…"}
"""A button or a folder whose name another button has with dots behind it; how the names of files begin."""

_COMMANDS = ("s11desk ", "s11desk-", "desk ", "Receiving-desk-")
_QUOTED = re.compile("“([^”]+)”")
_CHANGING = re.compile(r"[0-9:]+|…")


@pytest.fixture(scope="module")
def texts(checkout: Path) -> list[str]:
    """Every text of the program, without the marks of keys."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in (checkout / "s11desk").rglob("*.py"))
    constants = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [text.replace("&", "") for text in constants if isinstance(text, str)]


@pytest.fixture(scope="module")
def words(checkout: Path, texts: list[str]) -> str:
    """Every text of the program and of its topics."""
    topics = (path.read_text(encoding="utf-8") for path in (checkout / "resources" / "topics").rglob("*.json"))
    return "\n".join([*texts, *topics])


def papers(checkout: Path) -> list[Path]:
    return [checkout / "README.md", *sorted((checkout / "resources" / "guide").glob("*.md"))]


def quotes(path: Path) -> list[str]:
    return [quote for quote in _QUOTED.findall(path.read_text(encoding="utf-8")) if quote not in COMPOSED]


def missing_words(quote: str, words: str) -> list[str]:
    """The parts of ``quote`` between its numbers that the program never says."""
    parts = [part.strip().removesuffix(".") for part in _CHANGING.split(quote)]
    return [part for part in parts if part and part not in words]


def test_every_button_and_sentence_of_the_guide_exists(checkout: Path, words: str) -> None:
    found = [(path.name, quote) for path in papers(checkout) for quote in quotes(path)]
    assert len(found) > 80
    assert [(name, quote) for name, quote in found if missing_words(quote, words)] == []


@pytest.mark.parametrize("quote", ["Press here for a surprise", "Make return 2 of the moon"])
def test_a_button_that_does_not_exist_is_noticed(quote: str, words: str) -> None:
    assert missing_words(quote, words)


def test_every_name_that_the_program_quotes_is_a_text_of_its_own(texts: list[str]) -> None:
    """A sentence that sends people to a menu entry of another name is a dead end, though it has that name itself."""
    names = {text.strip().rstrip("…?.:! ").lower() for text in texts}
    quoted = {quote for text in texts for quote in _QUOTED.findall(text)} - OF_OTHERS
    asked = {quote for quote in quoted if "{" not in quote and not quote.startswith(_COMMANDS)}
    assert len(asked) > 60
    assert [quote for quote in sorted(asked) if quote.rstrip("…?.:! ").lower() not in names] == []


def lacks_dots(quote: str, labels: set[str]) -> bool:
    """Whether ``quote`` is a label but for the dots with which it ends, or with dots that the label does not have."""
    has_dots = quote.endswith("…")
    other = quote.removesuffix("…") if has_dots else f"{quote}…"
    return other in labels and not (has_dots and quote in labels) and quote not in OTHERWISE


def test_a_label_is_quoted_with_its_dots(checkout: Path, texts: list[str]) -> None:
    """A person looks for the words as they are on the button."""
    labels = {text.strip() for text in texts}
    assert lacks_dots("Open a file you were sent", labels)
    assert lacks_dots("Sign and send…", {"Sign and send"})
    assert not lacks_dots("Open a file you were sent…", labels)
    written = [*texts, *(path.read_text(encoding="utf-8") for path in papers(checkout))]
    assert sorted({quote for text in written for quote in _QUOTED.findall(text) if lacks_dots(quote, labels)}) == []
