"""What a lead reads says where something is by its name: "below" is wrong as soon as a page is folded or grows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2] / "s11desk"
READ_BY_LEADS = (
    *sorted((ROOT / "desktop" / "pages").rglob("*.py")),
    *sorted((ROOT / "desktop" / "inputs").rglob("*.py")),
    *sorted((ROOT / "desktop" / "messages").glob("s*_words.py")),
    *sorted((ROOT / "wording").rglob("*sentences.py")),
)
PLACE = re.compile(r"\b(below|above|further (down|up))\b")
FEWEST_WORDS = 4
"""A text of fewer words is a name, a state or a part of a sentence."""
SPOKEN_AT_ONCE = {
    ", was added below",
    ", of the questions below",
    "A box to fill in was added below: ",
    "Shows or hides the optional boxes below",
    "The editor is shown below",
}
"""What a screen reader hears of a part that has just come directly below the keyboard."""
NOT_OF_THE_WINDOW = {"pack_sentences.py", "verdict_sentences.py"}
"""A pack's rows and sheets; what the page of a received return says, which shows what it names."""


def sentences(source: str) -> Iterator[str]:
    """The texts in ``source`` that may be shown: no docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_sentence_for_a_lead_says_below_or_above() -> None:
    found = [
        f"{path.name}: {text}"
        for path in READ_BY_LEADS
        if path.name not in NOT_OF_THE_WINDOW
        for text in sentences(path.read_text(encoding="utf-8"))
        if PLACE.search(text) and len(text.split()) >= FEWEST_WORDS and text not in SPOKEN_AT_ONCE
    ]
    assert found == []


def test_a_sentence_that_says_below_is_found() -> None:
    assert [one for one in sentences('"""Below."""\nA = "Attach the file below to it."') if PLACE.search(one)]
