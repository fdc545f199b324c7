"""The wheel, installed as pipx and uv install it but without its dependencies, which the tests' environment has."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import s11desk

TOPIC = "wscp-early-help-2023"


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=checkout, capture_output=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """The folder that has the wheel's packages and, in ``bin``, its command."""
    folder = wheel.parent / "a place"
    options = ["--quiet", "--offline", "--no-deps", "--python", sys.executable, "--target", str(folder)]
    subprocess.run([sys.executable, "-m", "uv", "pip", "install", *options, str(wheel)], check=True)
    return folder


def run(installed: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), **variables}
    command = [str(installed / "bin" / "s11desk"), *arguments]
    return subprocess.run(command, cwd="/", env=environment, capture_output=True, encoding="utf-8", check=False)


def test_it_has_the_programs_version_and_every_resource(checkout: Path, wheel: Path) -> None:
    assert wheel.name == f"s11desk-{s11desk.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("s11desk/resources/")}
    ours = {path.relative_to(checkout).as_posix() for path in (checkout / "resources").rglob("*") if path.is_file()}
    assert names == {f"s11desk/{name}" for name in ours}


def test_the_same_sources_give_the_same_wheel(checkout: Path, wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=checkout, capture_output=True, check=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_its_command_finds_the_resources_outside_the_checkout(installed: Path, tmp_path: Path) -> None:
    done = run(installed, "--home", str(tmp_path / "home"), "topics")
    assert (done.returncode, done.stderr) == (0, "")
    assert TOPIC in done.stdout


def test_the_menu_starts_its_command(installed: Path, tmp_path: Path) -> None:
    share = tmp_path / "share"
    assert run(installed, "desktop-entry", "install", XDG_DATA_HOME=str(share)).returncode == 0
    (entry,) = (share / "applications").glob("*.desktop")
    assert f'Exec="{installed / "bin" / "s11desk"}" %f\n' in entry.read_text(encoding="utf-8")
