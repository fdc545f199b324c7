"""Words that a person would trip over are in no sentence of the window."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import s11desk

_WORDS = re.compile(r"\bsigners?\b", re.IGNORECASE)
_ROOT = Path(s11desk.__file__).parent


def sentences(file: Path) -> Iterator[str]:
    """The strings of a module with more than one word that are no docstrings."""
    tree = ast.parse(file.read_text("utf-8"))
    described = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    constants = (one for one in ast.walk(tree) if isinstance(one, ast.Constant) and id(one) not in described)
    texts = (one.value for one in constants if isinstance(one.value, str))
    yield from (text for text in texts if " " in text.strip())


def test_nobody_is_called_a_signer_on_the_screen() -> None:
    files = [file for room in ("desktop", "wording") for file in (_ROOT / room).rglob("*.py")]
    found = [
        f"{file.name}: {text}" for file in files for text in sentences(file) if _WORDS.search(_FIELD.sub("", text))
    ]
    assert found == []


_FIELD = re.compile(r"\{\w+\}")
"""A place in a sentence that is filled in."""
