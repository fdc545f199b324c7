"""``s11desk forward`` with a return file: plain, locked, and changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from s11desk.app.audits.drafts import list_drafts
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.returns.making.locked_return import lock_return
from s11desk.app.returns.making.make import MadeReturn
from s11desk.app.returns.verifying.verify import verify_return
from tests.app.conftest import SteppingClock, keep
from tests.app.test_forward_from_returns import NEXT
from tests.app.test_returning import exported, signed_home, workspace
from tests.cli.conftest import Command

__all__ = ["exported", "signed_home", "workspace"]

PASSPHRASE = "three plain words"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Another computer, with the questions of next year."""
    home = Home(tmp_path / "home")
    with Workspace(home, SteppingClock()) as opened:
        keep(opened, NEXT)
    return home


def test_a_terminal_takes_a_plain_and_a_locked_return_and_says_whose_it_is(
    exported: MadeReturn, home: Home, tmp_path: Path, s11desk: Command
) -> None:
    locked = lock_return(home, verify_return(exported.path).seen, tmp_path / "locked.zip.s11", PASSPHRASE)
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    looked = s11desk("forward", exported.path, "sample-2027", "--look")
    assert looked.code == 0, looked.err
    assert "is from the agency “Riverside / Trust”" in looked.out
    for path in (exported.path, locked):
        done = s11desk("forward", path, "sample-2027", "--file-passphrase-file", secret)
        assert done.code == 0, done.err
        assert "2 answers for you to look at" in done.out
        assert "for that, add --with-files" in done.out
    with Workspace(home, SteppingClock()) as there:
        assert len(list_drafts(there)) == 2
    assert list(home.work.glob("opened-*")) == []


def test_a_terminal_says_why_a_changed_return_is_refused(
    exported: MadeReturn, home: Home, tmp_path: Path, s11desk: Command
) -> None:
    path = tmp_path / "changed.zip"
    path.write_bytes(exported.path.read_bytes()[:-1])
    done = s11desk("forward", path, "sample-2027")
    assert done.code == 1
    assert "failed the check" in done.err
    with Workspace(home, SteppingClock()) as there:
        assert list_drafts(there) == ()


def test_everything_moves_by_commands_and_comes_back(home: Home, tmp_path: Path, s11desk: Command) -> None:
    assert home.folder.exists()
    audit_id = s11desk("new", "sample-2027", "--agency", "Riverside").out.strip()
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    moved = s11desk("move", "everything", tmp_path / "all", "--file-passphrase-file", secret)
    assert moved.code == 0, moved.err
    assert "1 audit and everything else" in moved.out
    there = ("--home", tmp_path / "laptop", "--file-passphrase-file", secret)
    looked = s11desk("move", "in-everything", tmp_path / "all.s11home", "--look", *there)
    assert "1 audit is not on this computer" in looked.out
    taken = s11desk("move", "in-everything", tmp_path / "all.s11home", *there)
    assert f"Taken in: {audit_id}." in taken.out
    back = s11desk("move", "back-everything")
    assert "1 audit can be changed here again" in back.out
