"""A disk that fails in the middle of an operation leaves everything as before it or as after it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.power.failing_work import OPERATIONS, Outcome
from tests.power.sqlite_vfs import shared_library

ROOT = Path(__file__).resolve().parents[2]
STRIDE = 29
"""Every twenty-ninth call fails here, each in another way; benchmarks/failing.py lets every call fail in every way."""


def fail(folder: Path, stride: int) -> list[Outcome]:
    """Let calls of every operation fail, in a process of its own whose calls are replaced."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.power.failing_work", str(folder), str(stride)]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    return msgspec.json.decode(printed, type=list[Outcome])


@pytest.mark.skipif(sys.platform != "linux", reason="the paths of open files are read from /proc")
@pytest.mark.skipif(shared_library() is None, reason="Python's SQLite is not a shared library that can be made to fail")
def test_a_call_that_fails_changes_nothing_or_all_and_the_next_try_succeeds(tmp_path: Path) -> None:
    outcomes = fail(tmp_path / "disk", STRIDE)
    assert [fault for outcome in outcomes for fault in outcome.wrong] == []
    assert [outcome.operation for outcome in outcomes] == list(OPERATIONS)
    assert all(outcome.calls > 10 for outcome in outcomes)
    assert sum(outcome.refused for outcome in outcomes) > 15
