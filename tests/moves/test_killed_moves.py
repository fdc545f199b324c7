"""A move that is killed just before its file gets its name, and just after: never two computers that both go on."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from s11desk.app.audits.answers import save_answer
from s11desk.app.audits.drafts import begin_draft, list_drafts, open_draft
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.home.workspace import Workspace
from s11desk.app.moves.take_in_draft import look_into_draft_file, take_audit_back
from s11desk.app.moves.take_in_home import look_into_home_file, take_in_home
from s11desk.app.moves.unlock_file import close_file
from s11desk.app.moves.write_home_file import write_home_file
from s11desk.domain.audits.audit import Answer
from s11desk.store.rows.draft_content import content_of
from tests.moves.conftest import PASSPHRASE, bring_in, give, move

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills at once")

ROOT = Path(__file__).resolve().parents[2]
MOVER = """
import os, signal, sys
from pathlib import Path
from s11desk.files import durable
from s11desk.app.home.open_home import open_home
from s11desk.app.home.paths import Home
from s11desk.app.moves import take_in_draft, take_in_home, write_draft_file, write_home_file
from s11desk.domain.keeping.moved_audit import MovePurpose
from s11desk.evidence.vault import Vault

def killed(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

folder, audit_id, path, moment = sys.argv[1:]
if moment == "unmarked":
    write_draft_file.mark_handed_over = killed
elif moment == "unnamed":
    named = durable._name
    durable._name = lambda *given, **how: killed() if given[1].suffix == ".s11draft" else named(*given, **how)
elif moment == "named":
    name = durable.UnnamedFile.name
    durable.UnnamedFile.name = lambda file: (name(file), killed() if file.target.suffix == ".s11draft" else None)
elif moment == "kept":
    take_in_draft.take_in_draft = killed
with open_home(Home(Path(folder))) as workspace:
    if moment.startswith("home "):
        if moment == "home unnamed":
            named = durable._name
            durable._name = lambda *given, **how: killed() if given[1].suffix == ".s11home" else named(*given, **how)
        elif moment == "home marked once":
            mark, marked = write_home_file.mark_handed_over, []
            def once(*given, **how):
                killed() if marked else marked.append(mark(*given, **how))
            write_home_file.mark_handed_over = once
        elif moment == "home named":
            write_home_file.remember_move = killed
        if moment == "home kept once":
            take, taken = take_in_home.take_in_stream, []
            def once(*given, **how):
                killed() if taken else taken.append(take(*given, **how))
                return taken[0]
            take_in_home.take_in_stream = once
            seen = take_in_home.look_into_home_file(workspace, Path(path), "three plain words")
            take_in_home.take_in_home(workspace, seen)
        write_home_file.write_home_file(workspace, Path(path), "three plain words")
    if moment == "kept":
        take_in_draft.take_in(workspace, take_in_draft.look_into_draft_file(workspace, Path(path)))
    choice = write_draft_file.MoveChoice(MovePurpose.HAND_OVER)
    write_draft_file.write_draft_file(workspace, audit_id, Path(path), choice)
"""


def kill(home: Home, audit_id: str, path: Path, moment: str) -> None:
    command = [sys.executable, "-c", MOVER, str(home.folder), audit_id, str(path), moment]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("moment", "is_marked", "is_named"), [("unmarked", False, False), ("unnamed", True, False), ("named", True, True)]
)
def test_a_killed_move_leaves_a_whole_file_or_none_and_an_audit_that_can_be_taken_back(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path, moment: str, is_marked: bool, is_named: bool
) -> None:
    home, before = workspace.home, content_of(open_draft(workspace, audit_id).audit)
    workspace.close()
    out = tmp_path / "out" / "a.s11draft"
    kill(home, audit_id, out, moment)
    assert out.exists() is is_named
    with open_home(home) as again:
        draft = open_draft(again, audit_id)
        assert content_of(draft.audit) == before
        assert (draft.handed_over is not None) is is_marked
        if is_named:
            bring_in(laptop, out)
            assert content_of(open_draft(laptop, audit_id).audit) == before
        take_audit_back(again, audit_id)
        save_answer(again, audit_id, Answer("story", text="Later"))
        move(again, audit_id, tmp_path / "b.s11draft")


def test_a_killed_taking_in_leaves_no_audit_and_can_be_done_again(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    path = give(workspace, audit_id, tmp_path / "a.s11draft")
    home = laptop.home
    laptop.close()
    kill(home, audit_id, path, "kept")
    with open_home(home) as again:
        assert again.drafts.lines() == ()
        assert look_into_draft_file(again, path).draft.audit.id == audit_id
        bring_in(again, path)
        assert len(again.drafts.lines()) == 1


@pytest.mark.parametrize(
    ("moment", "marked", "is_named"),
    [("home marked once", 1, False), ("home unnamed", 2, False), ("home named", 2, True)],
)
def test_a_killed_move_of_everything_leaves_a_whole_file_or_none_and_no_audit_is_lost(
    workspace: Workspace, audit_id: str, tmp_path: Path, moment: str, marked: int, is_named: bool
) -> None:
    other, home = begin_draft(workspace, "sample", "Hilltop").audit.id, workspace.home
    before = {one: content_of(open_draft(workspace, one).audit) for one in (audit_id, other)}
    workspace.close()
    out = tmp_path / "all.s11home"
    kill(home, audit_id, out, moment)
    assert out.exists() is is_named
    with open_home(home) as again:
        assert {one: content_of(open_draft(again, one).audit) for one in before} == before
        handed_over = [one.id for one in list_drafts(again) if one.handed_over is not None]
        assert len(handed_over) == marked
        for one in handed_over:
            take_audit_back(again, one)
        if is_named:
            seen = look_into_home_file(again, out, PASSPHRASE)
            assert {one.draft.audit.id for one in seen.read.audits} == set(before)
            close_file(again, seen)


def test_a_killed_taking_in_of_everything_leaves_whole_audits_and_the_rest_comes_the_next_time(
    workspace: Workspace, laptop: Workspace, audit_id: str, tmp_path: Path
) -> None:
    other = begin_draft(workspace, "sample", "Hilltop").audit.id
    path = write_home_file(workspace, tmp_path / "all.s11home", PASSPHRASE).path
    home = laptop.home
    laptop.close()
    kill(home, audit_id, path, "home kept once")
    with open_home(home) as again:
        assert len(list_drafts(again)) == 1
        seen = look_into_home_file(again, path, PASSPHRASE)
        assert sorted(take_in_home(again, seen).audits) == sorted((audit_id, other))
        close_file(again, seen)
        assert {one.id for one in list_drafts(again)} == {audit_id, other}
