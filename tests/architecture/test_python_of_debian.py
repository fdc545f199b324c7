"""Debian 12 has Python 3.11.2. What Python 3.11 learned later is not used."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]


def calls_with_filter(text: str) -> list[int]:
    """The lines that pass a filter to unpacking, which Python knows from 3.11.4 on."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"extract", "extractall", "unpack_archive"}
        and any(keyword.arg == "filter" for keyword in node.keywords)
    ]


def test_a_planted_filter_is_found() -> None:
    assert calls_with_filter("with tarfile.open(a) as b:\n    b.extractall(c, filter='data')\n") == [2]


def test_nothing_passes_a_filter_to_unpacking() -> None:
    folders = ("s11desk", "tests", "tools", "benchmarks", "installers")
    sources = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix(): calls_with_filter(path.read_text(encoding="utf-8")) for path in sources}
    assert {name: lines for name, lines in found.items() if lines} == {}
