"""The files for a Linux desktop: their form, as its own tools judge it, and the quoting of commands."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from s11desk import APPLICATION_ID
from s11desk.app.desktop_entry import StartCommand, desktop_files, install_desktop_entry, remove_desktop_entry

FOLDERS = [
    "/usr/bin/s11desk",
    "/home/kim/my programs/s11desk",
    '/a "quoted" place',
    "/100%/s11desk",
    "/a$b`c\\d/s11desk",
]


def entry(command: StartCommand) -> dict[str, str]:
    (text,) = [file.content.decode() for file in desktop_files(command) if file.path.suffix == ".desktop"]
    return dict(line.split("=", 1) for line in text.splitlines()[1:])


@pytest.mark.parametrize("program", FOLDERS)
def test_a_command_is_quoted_so_that_the_desktop_reads_it_back(program: str) -> None:
    value = entry(StartCommand((program, "-m")))["Exec"]
    unescaped = value.replace("\\\\", "\\")
    found = re.fullmatch(r'("(?:[^"\\]|\\.)*"|\S+) -m %f', unescaped, re.DOTALL)
    assert found is not None
    read = re.sub(r"\\(.)", r"\1", found[1][1:-1]) if found[1].startswith('"') else found[1]
    assert read.replace("%%", "%") == program


def test_a_source_checkout_names_its_folder() -> None:
    command = StartCommand(("python3", "-m", "s11desk"), Path("/home/kim/s11desk"))
    assert entry(command)["Path"] == "/home/kim/s11desk"
    assert "Path" not in entry(StartCommand(("s11desk",)))


def test_no_kind_of_file_takes_over_every_zip() -> None:
    kinds = entry(StartCommand(("s11desk",)))["MimeType"].split(";")
    assert "application/zip" not in kinds
    (text,) = [
        file.content.decode() for file in desktop_files(StartCommand(("s11desk",))) if file.path.suffix == ".xml"
    ]
    patterns = [glob.attrib["pattern"] for glob in ET.fromstring(text).iter() if glob.tag.endswith("glob")]  # noqa: S314
    ours = ["*.s11answers", "*.s11draft", "*.s11home", "*.s11questions", "*.s11receipt", "*.s11request"]
    assert sorted(patterns) == sorted(["*.db.s11", "*.s11", "*.zip.s11", *ours])


def test_what_is_installed_is_removed_and_nothing_else(tmp_path: Path) -> None:
    other = tmp_path / "applications" / "other.desktop"
    other.parent.mkdir()
    other.write_text("another program", encoding="utf-8")
    assert remove_desktop_entry(tmp_path) is False
    install_desktop_entry(tmp_path, StartCommand(("s11desk",)))
    assert (tmp_path / "applications" / f"{APPLICATION_ID}.desktop").is_file()
    assert (tmp_path / "icons" / "hicolor" / "16x16" / "apps" / f"{APPLICATION_ID}.png").is_file()
    assert remove_desktop_entry(tmp_path) is True
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [other]


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="the validator is not installed")
def test_the_desktops_own_validator_finds_nothing(tmp_path: Path) -> None:
    install_desktop_entry(tmp_path, StartCommand(("/a folder/s11desk",)))
    path = tmp_path / "applications" / f"{APPLICATION_ID}.desktop"
    done = subprocess.run(["desktop-file-validate", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
