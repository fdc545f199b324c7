"""Temporary folders in the home: each is there while its program lives, and the next start removes what is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder, remove_folder, remove_unused, work_folder
from tests.app.conftest import SteppingClock
from tests.samples import NOON

_PROGRAM = """
import sys, time
from pathlib import Path
from s11desk.app.home.paths import Home
from s11desk.app.home.work_folder import new_work_folder
for prefix in ("", "view-", "paper-"):
    (new_work_folder(Home(Path(sys.argv[1])), prefix) / "audit.pdf").write_bytes(b"signed")
print("made", flush=True)
time.sleep(60)
"""


@contextmanager
def another_program(home: Home) -> Iterator[subprocess.Popen[str]]:
    """A program that has made three folders in the home and goes on."""
    command = [sys.executable, "-c", _PROGRAM, str(home.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "made\n"
        yield program
        program.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_the_next_start_removes_what_a_killed_program_left(home: Home, how: signal.Signals) -> None:
    with another_program(home) as program:
        program.send_signal(how)
        program.wait()
        assert len(list(home.work.rglob("audit.pdf"))) == 3
        open_home(home, SteppingClock()).close()
        assert list(home.work.iterdir()) == []


def test_the_folders_of_a_program_that_lives_stay(home: Home) -> None:
    with another_program(home):
        open_home(home, SteppingClock()).close()
        with work_folder(home, NOON):
            pass
        assert len(list(home.work.rglob("audit.pdf"))) == 3


def test_a_program_does_not_remove_its_own(home: Home) -> None:
    folders = [new_work_folder(home, prefix) for prefix in ("", "view-", "paper-")]
    remove_unused(home)
    assert all(folder.is_dir() for folder in folders)
    for folder in folders:
        remove_folder(folder)
    assert list(home.work.iterdir()) == []


def test_a_folder_of_an_earlier_version_stays_for_a_day(home: Home) -> None:
    """Nothing shows whether its program lives."""
    folders = [home.work / name for name in ("0123456789ab", "view-0123456789ab", ".0123456789abcdef")]
    for folder in folders:
        folder.mkdir(parents=True)
    remove_unused(home)
    assert all(folder.is_dir() for folder in folders)
    for folder in folders:
        os.utime(folder, (time.time() - 90_000, time.time() - 90_000))
    remove_unused(home)
    assert not any(folder.exists() for folder in folders)
