"""A process that does everything is killed at random moments. benchmarks/crash.py is the long run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from tests.kills.kill_campaign import Findings

ROOT = Path(__file__).resolve().parents[2]


def kill(folder: Path, kills: int, seed: int) -> Findings:
    """Run a campaign in a process of its own, since it forks."""
    command = [sys.executable, "-m", "tests.kills.kill_campaign", str(folder), str(kills), str(seed)]
    printed = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    return msgspec.json.decode(printed, type=Findings)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers to kill are forked")
def test_no_acknowledged_work_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    findings = kill(tmp_path / "kills", 40, seed=4)
    assert findings.wrong == []
    assert findings.kills >= 40
    assert findings.acknowledged > 100
    assert len(findings.kinds) > 3
