"""Tests damage bytes and rows through ``tests/damage.py``, which certainly changes something.

A fixed byte put over one of a signature is the one that was there in one run of 256, and then nothing is damaged.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

MAY = {
    "tests/architecture/test_certain_damage.py",  # the planted breaches
    "tests/evidence/test_fuzzing.py",  # it only asks that nothing is raised
}
_BYTES = r'\] \+ b"(?:[^"\\]|\\.)+"'
PUT_OVER = re.compile(rf"(?P<what>[\w.]+)\[:(?P<end>[^\]:]+){_BYTES} \+ (?P=what)\[(?!(?P=end):\])")
NEW_END = re.compile(rf"\w\[:-\d+{_BYTES}")
REPLACED_IN_SQL = re.compile(r'\bexecute\(\s*f?"UPDATE [^"]*\breplace\(')
RULES = (PUT_OVER, NEW_END, REPLACED_IN_SQL)


@pytest.fixture(scope="module")
def texts(checkout: Path) -> dict[str, str]:
    paths = [path for folder in ("tests", "benchmarks") for path in (checkout / folder).rglob("*.py")]
    named = {path.relative_to(checkout).as_posix(): path for path in paths}
    return {name: path.read_text("utf-8") for name, path in named.items() if name not in MAY}


@pytest.mark.parametrize("rule", RULES, ids=["put over", "new end", "replaced in SQL"])
def test_nothing_is_damaged_that_may_be_so_already(texts: dict[str, str], rule: re.Pattern[str]) -> None:
    assert [(name, found[0]) for name, text in texts.items() for found in rule.finditer(text)] == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (PUT_OVER, 'other = whole[:5000] + b"~" + whole[5001:]'),
        (NEW_END, 'other = signature[:-1] + b"\\0"'),
        (REPLACED_IN_SQL, "connection.execute(\"UPDATE answer SET row_digest = replace(row_digest, '0', '1')\")"),
    ],
)
def test_the_rule_sees_a_breach(rule: re.Pattern[str], text: str) -> None:
    assert rule.search(text)


def test_bytes_may_be_put_in() -> None:
    assert not PUT_OVER.search('photo[:2] + b"\\xff\\xfe" + photo[2:]')
