"""A named pipe in place of a file is refused at once: reading one would wait for ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMANDS = (
    ("verify", "PIPE"),
    ("lock", "PIPE", "out.s11"),
    ("encrypt", "PIPE", "."),
    ("decrypt", "PIPE", "."),
    ("countersign", "PIPE", "."),
    ("topics", "check", "PIPE"),
    ("topics", "install", "PIPE"),
    ("topics", "from-excel", "PIPE"),
    ("signers", "add", "Somebody", "PIPE"),
    ("identity", "import", "PIPE"),
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_named_pipe_is_refused_at_once(command: tuple[str, ...], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.zip")
    given = ["pipe.zip" if part == "PIPE" else part for part in command]
    ran = subprocess.run(
        [sys.executable, "-m", "s11desk", "--home", str(tmp_path / "home"), *given],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "S11DESK_PASSPHRASE": "blue river 42 mountain"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode in {1, 2, 3}
    assert ran.stderr or ran.stdout
    assert "Traceback" not in ran.stderr
