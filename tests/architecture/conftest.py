"""The checkout under test, and its modules as syntax trees."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Module:
    """One file of the program; ``path`` is relative to the checkout, in POSIX form."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def parse(cls, path: str, text: str) -> Module:
        return cls(path, text, ast.parse(text, path))


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    files = sorted((CHECKOUT / "s11desk").rglob("*.py"))
    assert files
    return [Module.parse(f.relative_to(CHECKOUT).as_posix(), f.read_text(encoding="utf-8")) for f in files]
