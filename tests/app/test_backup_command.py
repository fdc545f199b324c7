"""``s11desk backup``: listing, restoring and refusing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.attachments import PastedFile, attach_bytes
from s11desk.app.audits.drafts import begin_draft, open_draft
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.cli.main import run
from s11desk.domain.audits.audit import Answer
from s11desk.wording.dates import local_moment
from tests.app.conftest import SteppingClock, keep
from tests.app.test_attaching import picture
from tests.samples import small_topic


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one draft and one backup, which was made before the draft."""
    made = Home(tmp_path / "home")
    with Workspace(made, SteppingClock()) as workspace:
        keep(workspace, small_topic())
        audit_id = begin_draft(workspace, "sample", "Riverside Trust").audit.id
        save_answer(workspace, audit_id, Answer("story", text="Here"))
    return made


def call(home: Home, *arguments: str) -> int:
    def no_window(_: Home, __: Path | None) -> int:
        raise AssertionError("no window was asked for")

    return run(["--home", str(home.folder), *arguments], no_window, lambda *_: "")


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


def test_a_restore_is_refused_while_a_window_is_open(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    (backup,) = home.backups.iterdir()
    with Workspace(home, SteppingClock()) as workspace:
        assert call(home, "backup", "restore", backup.name) == 3
        assert "busy" in capfd.readouterr().err
        assert len(workspace.drafts.lines()) == 1
    assert call(home, "backup", "restore", "nothing.db") == 2


def test_a_home_without_backups_says_so(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert call(Home(tmp_path / "new"), "backup", "list") == 0
    assert capfd.readouterr().out == "There are no backups in this home yet.\n"


def test_yesterday_is_brought_back_and_then_today_again(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    """The journey: a person restores yesterday's backup, changes their mind, and gets today back."""
    tomorrow = SteppingClock()
    tomorrow.now += dt.timedelta(days=1)
    with Workspace(home, tomorrow) as workspace:  # the first opening of the next day backs up
        audit_id = workspace.drafts.lines()[0].id
        save_answer(workspace, audit_id, Answer("story", text="Today's words"))
    assert call(home, "backup", "list") == 0
    lines = capfd.readouterr().out.splitlines()
    assert "1 answer older than now" in lines[0]
    assert call(home, "backup", "restore", lines[0].split()[0]) == 0
    undo = capfd.readouterr().out.splitlines()[-1]
    assert text_of(home, audit_id) == "Here"
    assert call(home, "backup", "list") == 0
    listed = next(line for line in capfd.readouterr().out.splitlines() if "kept when something else" in line)
    assert "1 answer newer than now" in listed
    assert call(home, *undo.removeprefix("To undo this: s11desk ").split()) == 0
    assert text_of(home, audit_id) == "Today's words"


def text_of(home: Home, audit_id: str) -> str:
    with Workspace(home, SteppingClock(), backs_up=False) as workspace:
        return open_draft(workspace, audit_id).audit.answer("story").text


def test_a_backup_that_fails_is_reported_and_the_command_goes_on(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    for backup in home.backups.iterdir():
        backup.unlink()
    home.backups.rmdir()
    home.backups.write_text("a file where the folder should be")
    assert call(home, "list") == 0
    captured = capfd.readouterr()
    assert "No backup could be made." in captured.err
    assert "Riverside Trust" in captured.out


def test_missing_files_are_named_after_a_restore(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    with Workspace(home, SteppingClock()) as workspace:
        audit_id = workspace.drafts.lines()[0].id
        draft = attach_bytes(workspace, audit_id, "policy", PastedFile("minutes.png", picture()))
        workspace.back_up()
        workspace.vault.path(draft.audit.evidence[0].sha256).unlink()
    assert call(home, "backup", "restore", max(path.name for path in home.backups.iterdir())) == 0
    assert "minutes.png" in capfd.readouterr().out


def test_one_audit_is_shown_and_brought_back(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    tomorrow = SteppingClock()
    tomorrow.now += dt.timedelta(days=1)
    with Workspace(home, tomorrow) as workspace:
        audit_id = workspace.drafts.lines()[0].id
        save_answer(workspace, audit_id, Answer("story", text="Today's words"))
    name = max(path.name for path in home.backups.iterdir())
    assert call(home, "backup", "show", name) == 0
    assert f"{audit_id}  Riverside Trust" in capfd.readouterr().out
    assert call(home, "backup", "bring-back", name, audit_id) == 0
    assert f"Brought back as {audit_id}." in capfd.readouterr().out
    assert text_of(home, audit_id) == "Here"
    assert call(home, "backup", "bring-back", name, "zzzz-zzzz") == 2


def test_a_second_place_is_chosen_brought_up_to_date_and_restored_from(
    home: Home, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", "a quiet river in spring")
    monkeypatch.setenv("S11DESK_PASSPHRASE", "a quiet river in spring")
    assert call(home, "backup", "second-place") == 0
    assert "There is no second place yet." in capfd.readouterr().out
    (tmp_path / "stick").mkdir()
    with Workspace(home, SteppingClock()) as workspace:
        workspace.back_up()
    assert call(home, "backup", "second-place", str(tmp_path / "stick")) == 0
    assert "The second place is up to date:" in capfd.readouterr().out
    (sealed,) = (tmp_path / "stick").glob("*/drafts-*.s11")
    other = Home(tmp_path / "another computer")
    assert call(other, "backup", "from-second-place", str(sealed)) == 0
    with Workspace(other, SteppingClock()) as workspace:
        assert len(workspace.drafts.lines()) == 1
    away = sealed.parent.rename(tmp_path / "unplugged")
    assert call(home, "backup", "second-place") == 3
    assert "The second place is not there now" in capfd.readouterr().err
    away.rename(sealed.parent)
    assert call(home, "backup", "second-place") == 0
    assert call(home, "backup", "second-place", str(home.backups)) == 2
    assert "Nothing was chosen." in capfd.readouterr().err
    assert call(home, "backup", "second-place", "--none") == 0
    assert "No backups are kept in a second place." in capfd.readouterr().out


def test_damaged_files_of_a_second_place_are_named(
    home: Home, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("S11DESK_NEW_PASSPHRASE", "a quiet river in spring")
    monkeypatch.setenv("S11DESK_PASSPHRASE", "a quiet river in spring")
    (tmp_path / "stick").mkdir()
    assert call(home, "backup", "second-place", str(tmp_path / "stick")) == 0
    (sealed,) = (tmp_path / "stick").glob("*/drafts-*.s11")
    damaged = sealed.parent / "evidence" / "00.s11"
    damaged.write_bytes(b"damaged")
    capfd.readouterr()
    assert call(Home(tmp_path / "other"), "backup", "from-second-place", str(sealed)) == 0
    shown = capfd.readouterr().out
    assert "damaged: 1 file. All others were brought back:" in shown
    assert str(damaged) in shown


def test_drafts_of_another_home_are_accepted_only_on_a_persons_word(
    home: Home, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    other = Home(tmp_path / "other")
    Workspace(other, SteppingClock()).close()
    home.database.write_bytes(other.database.read_bytes())
    assert call(home, "list") == 3
    assert "s11desk backup accept-drafts" in capfd.readouterr().err
    assert call(home, "backup", "accept-drafts") == 0
    assert call(home, "list") == 0


def test_a_backup_that_a_wrong_clock_dated_is_explained(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    (made,) = home.backups.glob("*.db")
    made.rename(made.with_name("drafts-000001-2099-01-01-120000.db"))
    assert call(home, "backup", "list") == 0
    shown = capfd.readouterr().out
    moment = local_moment(dt.datetime(2099, 1, 1, 12, tzinfo=dt.UTC))
    assert shown.count(f"{moment} (the computer's clock was wrong then)") == 2
