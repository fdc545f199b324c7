"""``s11desk backup`` from the terminal: list, restore, refuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.cli.main import run
from s11desk.domain.audit import Answer
from tests.app.conftest import SteppingClock, keep
from tests.samples import small_topic


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Its only backup was made while there was no draft yet."""
    made = Home(tmp_path / "home")
    with Workspace(made, SteppingClock()) as workspace:
        keep(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        save_answer(workspace, audit_id, Answer("story", text="Here"))
    return made


def call(home: Home, *arguments: str) -> int:
    def no_window(_: Home, __: Path | None) -> int:
        raise AssertionError("no window was asked for")

    return run(["--home", str(home.folder), *arguments], no_window, lambda _: None)


def test_a_backup_is_listed_and_restored_by_its_name(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    assert call(home, "backup", "list") == 0
    name = capfd.readouterr().out.split()[0]
    assert (home.backups / name).exists()
    assert call(home, "backup", "restore", name, "--json") == 0
    aside = Path(json.loads(capfd.readouterr().out)["set_aside"])
    with Workspace(home, SteppingClock()) as workspace:
        assert workspace.drafts.lines() == ()
    assert call(home, "backup", "restore", str(aside)) == 0
    assert "are kept in" in capfd.readouterr().out
    with Workspace(home, SteppingClock()) as workspace:
        (line,) = workspace.drafts.lines()
        assert open_draft(workspace, line.id).audit.answer("story").text == "Here"


def test_a_restore_beside_an_open_window_is_refused(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    (backup,) = home.backups.iterdir()
    with Workspace(home, SteppingClock()) as workspace:
        assert call(home, "backup", "restore", backup.name) == 3
        assert "busy" in capfd.readouterr().err
        assert len(workspace.drafts.lines()) == 1
    assert call(home, "backup", "restore", "nothing.db") == 2


def test_a_home_without_backups_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert call(Home(tmp_path / "new"), "backup", "list") == 0
    assert capfd.readouterr().out == "There are no backups in this home yet.\n"
