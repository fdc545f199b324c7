"""Only ``wording`` has words for sizes, dates and states, and decides how text of strangers is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

WORDED_ONCE = {
    "ActionStatus", "CmsFault", "ContentFault", "Detail", "FaultKind", "ProblemCode", "Role", "Standing",
    "UnverifiedReason",
}  # fmt: skip
"""Enums whose members have words that people read. A table that only picks a colour or an icon has no words."""

FOR_PROGRAMS = {
    "office/fixed_time.py", "signing/identity/identity_files.py", "store/saved_copies/backups.py",
    "store/saved_copies/backup_writing.py", "store/saved_copies/copies.py", "store/saved_copies/copy_files.py",
    "store/saved_copies/restoring.py",
    "register/register_backups.py",
}  # fmt: skip
"""Dates in a file's name or format: programs read them."""

DATE_PART = re.compile(r"%[aAbBdHIjmMpSyYzZ]")
SIZE = re.compile(r"^ (bytes|[KMGk]i?B)\b")
MONTHS = {"January", "February", "August", "December", "Jan", "Feb", "Aug", "Dec"}
UNFILLED = re.compile(r'(?:^\s+|[=,:] |\()"[^"\n]*\{[A-Z][A-Z_]+\}', re.MULTILINE)
"""The name of a constant in braces, in a text that Python does not fill in."""


def breaches(source: str) -> Iterator[str]:
    """The kinds of words in ``source`` that belong into ``wording``."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FormattedValue(format_spec=ast.JoinedStr() as form) if DATE_PART.search(ast.unparse(form)):
                yield "date"
            case ast.Call(func=ast.Attribute(attr="strftime")):
                yield "date"
            case ast.Constant(value=str() as text) if text in MONTHS:
                yield "date"
            case ast.JoinedStr():
                yield from _in_text(node)
            case ast.Dict():
                yield from _in_table(node)
            case _:
                pass


def _in_text(text: ast.JoinedStr) -> Iterator[str]:
    for before, after in zip(text.values, text.values[1:], strict=False):
        match before, after:
            case ast.FormattedValue(), ast.Constant(value=str() as written) if SIZE.match(written):
                yield "size"
            case ast.Constant(value=str() as written), ast.FormattedValue(value=ast.Call(func=ast.Name(id="ord"))):
                if written.endswith(("U+", "\\x", "\\u")):
                    yield "text of strangers"
            case _:
                pass


def _in_table(table: ast.Dict) -> Iterator[str]:
    kinds = {key.value.id for key in table.keys if isinstance(key, ast.Attribute) and isinstance(key.value, ast.Name)}
    words = [value for value in table.values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    if kinds & WORDED_ONCE and any(re.search(r"[A-Z ]", str(word.value)) for word in words):
        yield "state"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("f'{moment:%d %b %Y}'", "date"),
        ("moment.strftime('%H:%M')", "date"),
        ("MONTHS = ('January', 'Feb')", "date"),
        ("f'{size / 1024:.1f} MB'", "size"),
        ("f'{size} bytes'", "size"),
        ("WORDS = {ActionStatus.DONE: 'Done'}", "state"),
        ("WORDS = {FaultKind.CRC: 'a file was changed'}", "state"),
        ("f'<U+{ord(c):04X}>'", "text of strangers"),
    ],
)
def test_a_second_wording_is_found(source: str, found: str) -> None:
    assert found in list(breaches(source))


@pytest.mark.parametrize("source", ["f'{number:.0f} days'", "ICONS = {ActionStatus.DONE: 'check'}", "f'{ratio:%}'"])
def test_other_text_is_left_alone(source: str) -> None:
    assert not list(breaches(source))


def test_only_wording_words_sizes_dates_states_and_text_of_strangers(checkout: Path) -> None:
    package = checkout / "s11desk"
    found = {
        (name, breach)
        for path in package.rglob("*.py")
        if not (name := path.relative_to(package).as_posix()).startswith("wording/")
        for breach in breaches(path.read_text(encoding="utf-8"))
        if not (breach == "date" and name in FOR_PROGRAMS)
    }
    assert not found


def test_no_text_shows_the_name_of_a_constant_in_place_of_its_value(checkout: Path) -> None:
    assert UNFILLED.search('(\n    f"{FEW} or "\n    "{MANY} more"\n)')
    assert not UNFILLED.search('f"{FEW} or more"')
    paths = (checkout / "s11desk").rglob("*.py")
    found = {path.name: UNFILLED.findall(path.read_text(encoding="utf-8")) for path in paths}
    assert not {name: texts for name, texts in found.items() if texts}


def test_every_exception_is_still_needed(checkout: Path) -> None:
    for name in FOR_PROGRAMS:
        assert "date" in list(breaches((checkout / "s11desk" / name).read_text(encoding="utf-8"))), name
