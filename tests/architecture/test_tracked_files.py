"""The repository holds sources and papers only: no marks of an unfinished merge, and no files that a program left."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT_FILES = {
    ".editorconfig",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "pyproject.toml",
    "requirements-checkers.lock",
    "requirements-dev.lock",
    "requirements.lock",
}
JUNK = re.compile(
    r".*(-shm|-wal|-journal|\.orig|\.rej|\.bak|\.tmp|\.swp|\.swo|~|\.pyc|\.log|\.prof)"  # SQLite, git, editors, Python
    r"|\.DS_Store|Thumbs\.db|desktop\.ini|nohup\.out|\.coverage|\.venv|__pycache__",
    re.IGNORECASE,
)
CONFLICT = re.compile(rb"^(<{7}|\|{7}|>{7})( |\r?$)|^={7}\r?$", re.MULTILINE)


@pytest.fixture(scope="module")
def tracked(checkout: Path) -> list[str]:
    if not (checkout / ".git").exists():
        pytest.skip("not a checkout of git")
    listed = subprocess.run(
        ["git", "ls-files", "-z"],
        cwd=checkout,
        capture_output=True,
        check=True,
    )
    return [name for name in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def junk(names: list[str]) -> Iterator[str]:
    for name in names:
        is_junk = any(JUNK.fullmatch(part) for part in PurePosixPath(name).parts)
        if is_junk or ("/" not in name and name not in ROOT_FILES):
            yield name


def test_only_sources_and_papers_are_tracked(tracked: list[str]) -> None:
    assert list(junk(tracked)) == []


def test_no_tracked_file_has_conflict_marks(checkout: Path, tracked: list[str]) -> None:
    files = (checkout / name for name in tracked)
    assert [path for path in files if path.is_file() and CONFLICT.search(path.read_bytes())] == []


@pytest.mark.parametrize(
    "name",
    ["tests/data/drafts.db-shm", "s11desk/app/topics.py.orig", "notes.txt", ".venv", "s11desk/__pycache__/app.pyc"],
)
def test_junk_is_found(name: str) -> None:
    assert list(junk(["README.md", name])) == [name]


@pytest.mark.parametrize("mark", ["<" * 7 + " HEAD", "=" * 7, ">" * 7 + " main", "|" * 7 + " base"])
def test_a_conflict_mark_is_found(mark: str) -> None:
    assert CONFLICT.search(f"one\n{mark}\ntwo\n".encode())


@pytest.mark.parametrize("text", ["Title\n" + "=" * 8, "x = " + "=" * 7, "a <<<<<<< b"])
def test_other_text_is_not_a_conflict_mark(text: str) -> None:
    assert CONFLICT.search(text.encode()) is None
