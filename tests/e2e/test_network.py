"""The program uses no network while it makes, verifies or approves a return, nor when anything is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bundle.forging import GOLDEN

ROOT = Path(__file__).resolve().parents[2]

WATCHED = """
import json, socket, sys

REACHING = ("socket.", "urllib.", "http.client.", "smtplib.", "ftplib.", "webbrowser.")
reached = []

def watch(event, arguments):
    within = event == "socket.__new__" and arguments[1] == socket.AF_UNIX  # an event loop wakes itself this way
    if event.startswith(REACHING) and not within:
        reached.append(event)

sys.addaudithook(watch)
"""

JOB = """
from pathlib import Path
from s11desk.app.returns.approving.countersign import ApproverKey, countersign
from s11desk.app.demo import DemoStep, run_demo
from s11desk.signing.identity.lifecycle import create_identity
from s11desk.signing.identity.self_signed import IdentityDetails
from s11desk.app.home.paths import Home
from s11desk.app.returns.verifying.verify import verify_return
from s11desk.app.home.workspace import system_clock

out, golden = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
done = {step.step: step.result for step in run_demo(out)}
home, now = Home(out / "approver"), system_clock()
approver = IdentityDetails(name="Bo", job_title="Chair", organisation="Riverside", email="b@riverside.example")
create_identity(home.identity, approver, "three plain words", now)
first = Path(done[DemoStep.EXPORTED])
second = countersign(home, verify_return(first), out, ApproverKey(home.identity, "three plain words", now)).path
verified = [verify_return(path, deep=True).is_unchanged for path in (first, second, *golden)]
"""

REPORT = "print(json.dumps({'verified': verified, 'reached': reached}))"


def run_program(program: str, *arguments: str | Path) -> dict[str, object]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(result, dict)
    return result


def test_making_verifying_and_approving_use_no_network(tmp_path: Path) -> None:
    golden = sorted(GOLDEN.glob("*.zip"))
    assert run_program(WATCHED + JOB + REPORT, tmp_path, *golden) == {"verified": [True] * 4, "reached": []}


@pytest.mark.parametrize(
    "reaching",
    [
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket().connect_ex(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
    ],
)
def test_the_network_watch_detects_each_way_of_connecting(reaching: str) -> None:
    program = f"{WATCHED}\nverified = []\ntry:\n    {reaching}\nexcept OSError:\n    pass\n{REPORT}"
    assert run_program(program)["reached"]
