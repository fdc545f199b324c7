"""On a full disk (a real one of about a megabyte) nothing is half-written or lost, and the program says so."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.app.home.paths import Home, resources_folder
from s11desk.app.home.workspace import system_clock
from s11desk.signing.identity.lifecycle import create_identity
from tests.e2e.killed_exports import AMINA, PASSPHRASE
from tests.e2e.test_job import Terminal

DEMO = resources_folder() / "demo"
SIZE_KB = 1200


@pytest.fixture(scope="module")
def ready_home(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of an audit that is ready to export, and the id of the audit."""
    terminal = Terminal(tmp_path_factory.mktemp("full") / "home")
    audit = terminal.run("new", "wscp-early-help-2023", "--agency", "Riverside").strip()
    terminal.run("answer", audit, DEMO / "answers.json")
    terminal.run("attach", audit, "11", DEMO / "toolbox-display.jpg")
    create_identity(Home(terminal.home).identity, AMINA, PASSPHRASE, system_clock())
    return terminal.home, audit


@pytest.fixture
def disk(tmp_path: Path, ready_home: tuple[Path, str]) -> Iterator[Path]:
    """A small disk with a copy of that home on it."""
    mounted = tmp_path / "disk"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_KB}k", "tmpfs", str(mounted)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root can make a disk to fill")
    try:
        shutil.copytree(ready_home[0], mounted / "home")
        yield mounted
    finally:
        subprocess.run(["umount", str(mounted)], check=True)


def fill_disk(disk: Path, *, left_kb: int) -> None:
    free = shutil.disk_usage(disk).free // 1024
    (disk / "filler").write_bytes(b"\0" * (free - left_kb) * 1024)


def files_under(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("left_kb", [0, 60, 150, 250, 350])
def test_an_export_on_a_full_disk_writes_no_file_and_keeps_the_draft(
    disk: Path, ready_home: tuple[Path, str], left_kb: int
) -> None:
    terminal, audit = Terminal(disk / "home"), ready_home[1]
    before = terminal.run("show", audit, "--json")
    fill_disk(disk, left_kb=left_kb)
    assert "is full" in terminal.run("export", audit, disk / "out", code=3)
    assert files_under(disk / "out") == set()
    assert files_under(disk / "home" / "work") == set()
    (disk / "filler").unlink()
    assert terminal.run("show", audit, "--json") == before
    assert Path(terminal.run("export", audit, disk / "out").strip()).is_file()


def test_saving_answers_is_refused_when_the_disk_is_full_and_earlier_ones_stay(
    disk: Path, ready_home: tuple[Path, str]
) -> None:
    terminal, audit = Terminal(disk / "home"), ready_home[1]
    before = terminal.run("show", audit, "--json")
    fill_disk(disk, left_kb=200)
    words = "".join(map(chr, range(0x4E00, 0x9E00))) * 4  # three bytes each, so that one answer is longer than the rest
    long = {"answers": [{"question": "family-hubs", "choice": "no", "comment": words}]}
    (disk.parent / "long.json").write_text(json.dumps(long))
    assert "is full" in terminal.run("answer", audit, disk.parent / "long.json", code=3)
    (disk / "filler").unlink()
    assert terminal.run("show", audit, "--json") == before


def test_a_file_is_not_attached_when_the_disk_is_full(disk: Path, ready_home: tuple[Path, str]) -> None:
    terminal, audit = Terminal(disk / "home"), ready_home[1]
    before, kept = terminal.run("show", audit, "--json"), files_under(disk / "home" / "evidence")
    fill_disk(disk, left_kb=200)
    large = disk.parent / "large.pdf"
    large.write_bytes((DEMO / "good-practice-example.pdf").read_bytes() + b"%" * 300_000 + b"\n%%EOF\n")
    assert "is full" in terminal.run("attach", audit, "11", large, code=3)
    (disk / "filler").unlink()
    assert terminal.run("show", audit, "--json") == before
    assert files_under(disk / "home" / "evidence") == kept
