"""A full disk and a killed program leave the vault intact."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from s11desk.errors.file_errors import DiskFull
from s11desk.evidence.vault import FileRule, Vault
from tests.evidence import samples

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals and limits")

CHECKOUT = Path(__file__).resolve().parents[2]
RULE = FileRule(("pdf", "txt"), 50 << 20)
SIZE = 3 << 20

COPY_AND_STOP = """
import sys, time
from pathlib import Path
from s11desk.evidence.vault import FileRule, Vault

vault, stage = Vault(Path(sys.argv[1])), sys.argv[3]

def stop():
    is_writing = any(vault.folder.glob("*/.*.part"))
    if stage == ("writing" if is_writing else "reading"):
        print("here", flush=True)
        time.sleep(60)
    return False

vault.copy_in(Path(sys.argv[2]), FileRule(("txt",), 50 << 20), cancel=stop)
"""

COPY_WITH_LIMIT = """
import resource, sys
from pathlib import Path
from s11desk.errors import UserError
from s11desk.evidence.vault import FileRule, Vault

resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
try:
    Vault(Path(sys.argv[1])).copy_in(Path(sys.argv[2]), FileRule(("txt",), 50 << 20))
except UserError as error:
    print(error.code, error.path)
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_bytes(b"x" * SIZE)
    return path


def started(program: str, *arguments: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)


def named_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]


@pytest.mark.parametrize("stage", ["reading", "writing"])
def test_a_kill_leaves_no_file_under_a_final_name(tmp_path: Path, notes: Path, stage: str) -> None:
    folder = tmp_path / "evidence"
    with started(COPY_AND_STOP, folder, notes, stage) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    assert folder.is_dir()
    assert named_files(folder) == []
    vault = Vault(folder)
    vault.clean_up([], settling_seconds=0)
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    stored = vault.copy_in(notes, RULE)
    vault.verify(stored.sha256, SIZE)


def test_a_failed_write_names_the_folder_and_leaves_no_file(tmp_path: Path, notes: Path) -> None:
    folder = tmp_path / "evidence"
    with started(COPY_WITH_LIMIT, folder, notes) as process:
        output, _ = process.communicate(timeout=60)
    assert output == f"{DiskFull.code} {folder}\n"
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB; skips the test if the tests may not mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", disk])
    if not mounted or mounted.returncode != 0:
        pytest.skip("needs the right to mount")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_keeps_the_files_that_were_there(small_disk: Path, tmp_path: Path, notes: Path) -> None:
    """3 MB fit once, but the vault needs them twice for a moment, so the disk fills up during the second copy."""
    vault = Vault(small_disk / "evidence")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(samples.pdf())
    stored = vault.copy_in(letter, RULE)
    with pytest.raises(DiskFull):
        vault.copy_in(notes, RULE)
    vault.verify(stored.sha256, stored.size)
    assert named_files(vault.folder) == [vault.path(stored.sha256)]
    assert list(vault.folder.rglob("*.part")) == []
