"""Packs for the tests: a sound one on disk, copies of it to change, and a way to make zips."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from s11desk.domain.topics.pack_problems import Problem
from s11desk.topics.pack import examine_path

HERE = Path(__file__).parent
Spoil = Callable[[Any], object]


def errors_in(path: Path) -> tuple[Problem, ...]:
    """The problems that keep a pack from being used, without those that are only worth a look."""
    return tuple(problem for problem in examine_path(path).problems if not problem.is_warning)


@pytest.fixture
def sound_pack() -> Path:
    """A small pack with every kind of question and no problem."""
    return HERE / "sound"


@pytest.fixture
def spoilt_pack(sound_pack: Path, tmp_path: Path) -> Callable[[Spoil], Path]:
    """A function that copies the sound pack and changes the values of its ``topic.json`` with the given function."""

    def spoil(change: Spoil) -> Path:
        folder = tmp_path / "pack"
        shutil.copytree(sound_pack, folder)
        value = json.loads((folder / "topic.json").read_text(encoding="utf-8"))
        change(value)
        (folder / "topic.json").write_text(json.dumps(value, indent=2), encoding="utf-8")
        return folder

    return spoil


@pytest.fixture
def pack_folder(sound_pack: Path, tmp_path: Path) -> Path:
    """A copy of the sound pack to change by hand."""
    return shutil.copytree(sound_pack, tmp_path / "pack")


@pytest.fixture
def make_zip(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """A function that makes a compressed zip with the given names and contents."""

    def make(contents: dict[str, bytes]) -> Path:
        path = tmp_path / "pack.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in contents.items():
                archive.writestr(name, content)
        return path

    return make


@pytest.fixture
def sound_files(sound_pack: Path) -> dict[str, bytes]:
    """The sound pack's files by their names inside the pack."""
    files = (path for path in sorted(sound_pack.rglob("*")) if path.is_file())
    return {path.relative_to(sound_pack).as_posix(): path.read_bytes() for path in files}
