"""A home that has been used and lost its drafts file: that is damage, and not a new beginning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from s11desk.app.audits.drafts import begin_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.cli.main import run as run_command


def run(home: Path, *words: str) -> int:
    return run_command(["--home", str(home), *words], lambda *_: 0, lambda *_: "")


@pytest.fixture
def used(tmp_path: Path) -> Path:
    home = Home(tmp_path / "home")
    with Workspace(home) as workspace:
        begin_draft(workspace, "wscp-early-help-2025-26", "Riverside Trust")
        workspace.back_up()
    home.database.unlink()
    return home.folder


def test_a_missing_drafts_file_is_named_with_the_way_back(used: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(used, "list") == 3
    said = capsys.readouterr().err
    assert "drafts.db is missing" in said.replace("\n", " ")
    assert "backup restore" in said
    assert not (used / "drafts.db").exists()
    assert run(used, "list", "--json") == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "environment.drafts-missing"


@pytest.mark.parametrize(
    "trace", ["evidence/ab", "identity/identity.p12", "identity/receiver.p12", "drafts.db-wal", "drafts-set-aside-1.db"]
)
def test_every_trace_of_use_makes_a_missing_file_damage(tmp_path: Path, trace: str) -> None:
    path = tmp_path / "home" / trace
    path.parent.mkdir(parents=True)
    path.write_bytes(b"something")
    assert run(tmp_path / "home", "list") == 3
    assert not (tmp_path / "home" / "drafts.db").exists()


def test_a_folder_with_settings_only_is_a_new_home(tmp_path: Path) -> None:
    (tmp_path / "home" / "evidence").mkdir(parents=True)
    (tmp_path / "home" / "settings.json").write_text("{}")
    assert run(tmp_path / "home", "list") == 0


def test_a_person_can_begin_with_no_audits(used: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(used, "backup", "start-empty") == 0
    capsys.readouterr()
    assert run(used, "list") == 0
    assert "No audits yet" in capsys.readouterr().out
    assert run(used, "backup", "start-empty") == 2, "there is a drafts file now"
    assert list((used / "backups").glob("*.db"))


def test_a_backup_is_put_back_where_the_file_is_missing(used: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = sorted((used / "backups").glob("*.db"))[-1].name
    assert run(used, "backup", "restore", name) == 0
    capsys.readouterr()
    assert run(used, "list") == 0
    assert "Riverside Trust" in capsys.readouterr().out
