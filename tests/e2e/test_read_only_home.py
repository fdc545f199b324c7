"""A home that cannot be written, on a real disk that is read-only or full: the audits in it can still be read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from tests.e2e.test_job import Terminal


@pytest.fixture
def disk(tmp_path: Path, prepared: tuple[Path, str]) -> Iterator[Path]:
    """A small disk with a home on it."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(mounted)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a disk")
    try:
        shutil.copytree(prepared[0], mounted / "home")
        yield mounted
    finally:
        subprocess.run(["umount", "-l", str(mounted)], check=True)


@contextmanager
def read_only(disk: Path) -> Iterator[None]:
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def fill(disk: Path) -> None:
    (disk / "filler").write_bytes(b"\0" * shutil.disk_usage(disk).free)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def all_reads(home: Path, audit: str) -> list[str]:
    terminal = Terminal(home)
    return [terminal.run("list"), *(terminal.run(command, audit) for command in ("show", "history", "check"))]


def leave_log(home: Path, *, with_index: bool) -> None:
    """As a kill leaves it: the newest change is in the log only."""
    database = Home(home).database
    with Workspace(Home(home)) as workspace:
        begin_draft(workspace, "wscp-early-help-2023", "In the log only")
        kept = {name: Path(f"{database}{name}").read_bytes() for name in ("", "-wal", "-shm")}
    for name, content in kept.items():
        if name != "-shm" or with_index:
            Path(f"{database}{name}").write_bytes(content)


def test_every_reading_command_works_on_a_disk_that_is_read_only(disk: Path, prepared: tuple[Path, str]) -> None:
    expected = all_reads(disk / "home", prepared[1])
    before = contents(disk)
    with read_only(disk):
        assert all_reads(disk / "home", prepared[1]) == expected
        terminal = Terminal(disk / "home")
        copy = disk.parent / "copy.pdf"
        terminal.run("report", prepared[1], copy)
        assert copy.read_bytes().startswith(b"%PDF")
        terminal.run("backup", "list")
        assert "can be read" in terminal.run("new", "wscp-early-help-2023", "--agency", "Riverside", code=3)
    assert contents(disk) == before


@pytest.mark.parametrize("with_index", [True, False])
def test_what_is_in_the_log_only_is_read_too(disk: Path, *, with_index: bool) -> None:
    leave_log(disk / "home", with_index=with_index)
    before = contents(disk)
    with read_only(disk):
        assert "In the log only" in Terminal(disk / "home").run("list")
    assert contents(disk) == before


@pytest.mark.parametrize("with_log", [True, False])
def test_every_reading_command_works_on_a_full_disk(disk: Path, prepared: tuple[Path, str], *, with_log: bool) -> None:
    if with_log:
        leave_log(disk / "home", with_index=True)
    expected = all_reads(shutil.copytree(disk / "home", disk.parent / "copy"), prepared[1])
    fill(disk)
    assert all_reads(disk / "home", prepared[1]) == expected


def test_audits_change_again_once_there_is_room(disk: Path) -> None:
    fill(disk)
    assert "is full" in Terminal(disk / "home").run("new", "wscp-early-help-2023", "--agency", "Riverside", code=3)
    (disk / "filler").unlink()
    Terminal(disk / "home").run("new", "wscp-early-help-2023", "--agency", "Riverside")


def test_a_read_only_home_without_audits_is_reported_as_read_only(disk: Path) -> None:
    (disk / "other").mkdir()
    with read_only(disk):
        assert "read-only" in Terminal(disk / "other").run("list", code=3)
