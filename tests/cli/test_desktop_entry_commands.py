"""``s11desk desktop-entry``: what starts the program from the menu, and where the files go."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

import s11desk
from s11desk.app.desktop_entry import StartCommand
from s11desk.cli.desktop_entry_commands import start_command, typed_command
from tests.cli.conftest import Command

ROOT = Path(s11desk.__file__).parent.parent


@pytest.fixture(autouse=True)
def own_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    return tmp_path / "share"


def test_it_is_installed_and_removed(s11desk: Command, own_share: Path) -> None:
    assert s11desk("desktop-entry", "install").code == 0
    (entry,) = (own_share / "applications").glob("*.desktop")
    assert f"Path={ROOT}" in entry.read_text(encoding="utf-8")
    assert s11desk("desktop-entry", "remove").out == "s11desk is no longer in your menu.\n"
    assert not entry.exists()
    assert s11desk("desktop-entry", "remove").out == "s11desk was not in your menu.\n"


def test_another_system_is_referred_to_its_installer(
    s11desk: Command, monkeypatch: pytest.MonkeyPatch, own_share: Path
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    refused = s11desk("desktop-entry", "install")
    assert (refused.code, "installer" in refused.err) == (2, True)
    assert not own_share.exists()


def test_its_own_command_starts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command = tmp_path / "s11desk"
    command.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(command), "desktop-entry"])
    assert start_command() == StartCommand((str(command),))


def test_a_source_checkout_is_started_in_its_folder() -> None:
    assert start_command() == StartCommand((sys.executable, "-m", "s11desk"), ROOT)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The launcher in the folder of an installed program, which was started."""
    command = tmp_path / "lib" / "s11desk"
    command.parent.mkdir()
    command.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(command)])
    return command


def test_a_command_on_the_path_is_typed_by_its_name(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "s11desk").symlink_to(installed)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert typed_command("verify", "our file.zip") == "s11desk verify 'our file.zip'"


@pytest.mark.parametrize("another", [True, False])
def test_a_command_that_the_path_does_not_lead_to_is_typed_whole(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, another: bool
) -> None:
    if another:
        (tmp_path / "s11desk").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert typed_command("verify", "file.zip") == f"{installed} verify file.zip"


def test_the_console_launcher_of_windows_is_typed_with_its_quotation_marks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launcher = tmp_path / "s11deskc.exe"
    launcher.touch(mode=0o755)
    monkeypatch.setattr(sys, "argv", [str(launcher)])
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(shutil, "which", lambda _: None)  # from Python 3.12 on, it asks Windows itself
    assert typed_command("verify", "our file.zip") == f'{launcher} verify "our file.zip"'
