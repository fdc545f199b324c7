"""Temporary files that a killed program left are found in the home and where it wrote, and removed when asked."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from s11desk.app.home.leftovers import MIN_AGE, find_leftovers, remember_folder, remove_leftovers
from s11desk.app.home.paths import Home
from s11desk.errors.file_errors import PathTooLong
from s11desk.files.durable import writing
from s11desk.store.opening.connection import open_drafts
from tests.samples import NOON

NAMES = [f".s11desk-{number:012x}.part" for number in range(4)]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "home" / "returns").mkdir(parents=True)
    return Home(tmp_path / "home")


def left(path: Path, seconds: float = MIN_AGE + 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"half of it")
    then = time.time() - seconds
    os.utime(path, (then, then))
    return path


def test_old_files_in_the_home_and_in_remembered_folders_are_found_and_removed(home: Home, tmp_path: Path) -> None:
    out, unknown = tmp_path / "out", tmp_path / "unknown"
    remember_folder(home, out)
    remember_folder(home, out)
    remember_folder(home, tmp_path / "gone")
    old = [left(home.folder / NAMES[0]), left(home.returns / NAMES[1]), left(out / NAMES[2])]
    kept = [
        left(unknown / NAMES[3]),
        left(out / NAMES[3], seconds=3600 * 2),
        left(out / "film.part"),
        left(out / "return.zip"),
    ]
    assert [(found.path, found.size) for found in find_leftovers(home)] == [(path, 10) for path in old]
    assert remove_leftovers(home) == ()
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in kept)


def test_a_file_that_a_program_is_writing_is_not_removed(home: Home) -> None:
    with writing(home.folder / "settings.json") as stream:
        stream.write(b"half")
        (live,) = home.folder.glob(".*.part")
        then = time.time() - MIN_AGE - 60
        os.utime(live, (then, then))
        assert [found.path for found in remove_leftovers(home)] == [live]
    assert (home.folder / "settings.json").read_bytes() == b"half"


@pytest.mark.parametrize("content", [b"", b"[1, 2]", b"{", b"[" * 100_000, b"\xff", b'["/nowhere"]'])
def test_a_strange_list_of_folders_is_not_a_list(home: Home, tmp_path: Path, content: bytes) -> None:
    home.written_folders.write_bytes(content)
    assert find_leftovers(home) == ()
    remember_folder(home, tmp_path / "out")
    left(tmp_path / "out" / NAMES[0])
    assert len(find_leftovers(home)) == 1


def test_a_home_whose_path_is_too_long_for_the_database_is_reported_as_too_long(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["a-folder-with-a-name"] * 25)
    with pytest.raises(PathTooLong):
        open_drafts(folder / "drafts.db", folder / "backups", NOON)
